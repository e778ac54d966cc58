"""Outgoing emails: an event's for its officers, those about accounts for the operator. Both see the state of each,
and can send failed ones again."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from gyoryu.base import outbox
from gyoryu.base.emails import SECRET_CODES, VALIDITY, Email, email_text
from gyoryu.base.names import LANGUAGE_TAGS
from gyoryu.base.refusals import Refused
from gyoryu.people.rules import may_read_outbox
from gyoryu.programmes.rules import may_manage
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import get_event_or_404
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.notices import add_notice
from gyoryu.web.organiser.emails.labels import BATCH_LABELS, STATE_STYLES, STATES
from gyoryu.web.privacy.access_log import note_rows
from gyoryu.web.texts.failures import failure_text
from gyoryu.web.texts.refusals import sentence_for_refusal

PAGE_SIZE = 50


@require_safe
@login_required
def event_emails(request: SignedInRequest, number: int) -> HttpResponse:
    event = get_event_or_404(request, number, may_manage)
    context = {
        "rail": build_sidebar("emails", event=event),
        "again": reverse("event-emails-resend", args=[number]),
        "batches": [
            (BATCH_LABELS.get(batch.code, ""), batch, reverse("event-emails-withdraw", args=[number, batch.name]))
            for batch in outbox.waiting_batches(number)
        ],
    }
    return _render_list(request, outbox.event_emails(number), "event-email", [number], context)


@require_safe
@login_required
def event_email(request: SignedInRequest, number: int, letter: int) -> HttpResponse:
    event = get_event_or_404(request, number, may_manage)
    context = {
        "rail": build_sidebar("emails", event=event),
        "back": reverse("event-emails", args=[number]),
        "again": reverse("event-email-resend", args=[number, letter]),
    }
    return _render_email(request, get_object_or_404(outbox.event_emails(number), pk=letter), context)


@require_POST
@login_required
def resend_event_emails(request: SignedInRequest, number: int) -> HttpResponse:
    get_event_or_404(request, number, may_manage)
    _resend_failed(request, outbox.event_emails(number), number)
    return redirect("event-emails", number)


@require_POST
@login_required
def resend_event_email(request: SignedInRequest, number: int, letter: int) -> HttpResponse:
    get_event_or_404(request, number, may_manage)
    _resend(request, outbox.event_emails(number), letter)
    return redirect("event-email", number, letter)


@require_POST
@login_required
def withdraw(request: SignedInRequest, number: int, batch: str) -> HttpResponse:
    get_event_or_404(request, number, may_manage)
    by = request.user
    try:
        count = outbox.withdraw_emails(number, batch, by=by.pk, now=timezone.now())
    except Refused as refusal:
        add_notice(request, sentence_for_refusal(refusal), "error")
    else:
        add_notice(request, gettext("Emails that are not sent: {count}").format(count=count))
    return redirect("event-emails", number)


@require_safe
@login_required
def site_emails(request: SignedInRequest) -> HttpResponse:
    _require_outbox_permission(request)
    return _render_list(
        request,
        outbox.site_emails(),
        "outbox-email",
        [],
        {"rail": build_sidebar(""), "again": reverse("outbox-resend")},
    )


@require_safe
@login_required
def site_email(request: SignedInRequest, letter: int) -> HttpResponse:
    _require_outbox_permission(request)
    resend_url = reverse("outbox-email-resend", args=[letter])
    context = {"rail": build_sidebar(""), "back": reverse("outbox"), "again": resend_url}
    return _render_email(request, get_object_or_404(outbox.site_emails(), pk=letter), context)


@require_POST
@login_required
def resend_site_emails(request: SignedInRequest) -> HttpResponse:
    _require_outbox_permission(request)
    _resend_failed(request, outbox.site_emails(), None)
    return redirect("outbox")


@require_POST
@login_required
def resend_site_email(request: SignedInRequest, letter: int) -> HttpResponse:
    _require_outbox_permission(request)
    _resend(request, outbox.site_emails(), letter)
    return redirect("outbox-email", letter)


def _require_outbox_permission(request: SignedInRequest) -> None:
    if not may_read_outbox(request.user):
        raise PermissionDenied


def _render_list(
    request: HttpRequest, emails: QuerySet[Email], name: str, args: list[int], context: dict[str, object]
) -> HttpResponse:
    failed = emails.filter(state="failed").exclude(code__in=VALIDITY).count()
    state = request.GET.get("state", "")
    if state in STATES:
        emails = emails.filter(state=state)
    page = Paginator(emails, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [
        (
            email, email_text(email)[0], LANGUAGE_TAGS[email.language], reverse(name, args=[*args, email.pk]),
            STATE_STYLES[email.state], STATES[email.state], _since(email),
        )
        for email in page
    ]  # fmt: skip
    note_rows(request, [email.pk for email in page])
    context |= {"rows": rows, "page": page, "states": STATES.items(), "state": state, "failed": failed}
    return render(request, "officer/emails/list.html", context)


def _since(email: Email) -> object:
    """Return when the email entered its state."""
    return email.ended_at or email.sent_at or (email.sending_at if email.state == "sending" else None)


def _render_email(request: HttpRequest, email: Email, context: dict[str, object]) -> HttpResponse:
    subject, body = email_text(email)
    # Links that sign in are shown to nobody but the recipient, except where no mail server delivers them.
    is_shown = email.code not in SECRET_CODES or email.state == "outbox"
    context |= {
        "letter": email,
        "subject": subject,
        "tag": LANGUAGE_TAGS[email.language],
        "body": body if is_shown else "",
        "look": STATE_STYLES[email.state],
        "said": STATES[email.state],
        "since": _since(email),
        "failure": failure_text(email.failure),
        "may_send": outbox.can_resend(email),
    }
    return render(request, "officer/emails/show.html", context)


def _resend(request: SignedInRequest, emails: QuerySet[Email], number: int) -> None:
    get_object_or_404(emails, pk=number)
    by = request.user
    try:
        outbox.resend(emails, number, by=by.pk, now=timezone.now())
    except Refused as refusal:
        add_notice(request, sentence_for_refusal(refusal), "error")
    else:
        add_notice(request, gettext("The email is sent again."))


def _resend_failed(request: SignedInRequest, emails: QuerySet[Email], event: int | None) -> None:
    by = request.user
    count = outbox.resend_failed(emails, event=event, by=by.pk, now=timezone.now())
    add_notice(request, gettext("Emails that are sent again: {count}").format(count=count))
