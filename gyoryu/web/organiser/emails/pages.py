"""Outgoing emails: an event's for its officers, those about accounts for the operator. Both see the state of each,
and can send failed ones again."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
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
from gyoryu.people.rules import may_read_outbox
from gyoryu.programmes.rules import may_manage
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import get_event_or_404
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.notices import RefusalAsNotice, add_notice
from gyoryu.web.organiser.emails.labels import BATCH_LABELS, STATE_STYLES, STATES
from gyoryu.web.parameters import Query
from gyoryu.web.privacy.access_log import note_rows
from gyoryu.web.texts.failures import failure_text

PAGE_SIZE = 50


@require_safe
@login_required
def event_emails(request: SignedInRequest, event_id: int) -> HttpResponse:
    event = get_event_or_404(request, event_id, may_manage)
    context = {
        "sidebar": build_sidebar("emails", event=event),
        "again": reverse("event-emails-resend", args=[event_id]),
        "batches": [
            (BATCH_LABELS.get(batch.code, ""), batch, reverse("event-emails-withdraw", args=[event_id, batch.name]))
            for batch in outbox.waiting_batches(event_id)
        ],
    }
    return _render_list(request, outbox.event_emails(event_id), "event-email", [event_id], context)


@require_safe
@login_required
def event_email(request: SignedInRequest, event_id: int, email: int) -> HttpResponse:
    event = get_event_or_404(request, event_id, may_manage)
    context = {
        "sidebar": build_sidebar("emails", event=event),
        "back": reverse("event-emails", args=[event_id]),
        "again": reverse("event-email-resend", args=[event_id, email]),
    }
    return _render_email(request, get_object_or_404(outbox.event_emails(event_id), pk=email), context)


@require_POST
@login_required
def resend_event_emails(request: SignedInRequest, event_id: int) -> HttpResponse:
    get_event_or_404(request, event_id, may_manage)
    _resend_failed(request, outbox.event_emails(event_id), event_id)
    return redirect("event-emails", event_id)


@require_POST
@login_required
def resend_event_email(request: SignedInRequest, event_id: int, email: int) -> HttpResponse:
    get_event_or_404(request, event_id, may_manage)
    _resend(request, outbox.event_emails(event_id), email)
    return redirect("event-email", event_id, email)


@require_POST
@login_required
def withdraw(request: SignedInRequest, event_id: int, batch: str) -> HttpResponse:
    get_event_or_404(request, event_id, may_manage)
    by = request.user
    with RefusalAsNotice(request):
        count = outbox.withdraw_emails(event_id, batch, by=by.pk, now=timezone.now())
        add_notice(request, gettext("Emails that are not sent: {count}").format(count=count))
    return redirect("event-emails", event_id)


@require_safe
@login_required
def site_emails(request: SignedInRequest) -> HttpResponse:
    _require_outbox_permission(request)
    return _render_list(
        request,
        outbox.site_emails(),
        "outbox-email",
        [],
        {"sidebar": build_sidebar(""), "again": reverse("outbox-resend")},
    )


@require_safe
@login_required
def site_email(request: SignedInRequest, email: int) -> HttpResponse:
    _require_outbox_permission(request)
    resend_url = reverse("outbox-email-resend", args=[email])
    context = {"sidebar": build_sidebar(""), "back": reverse("outbox"), "again": resend_url}
    return _render_email(request, get_object_or_404(outbox.site_emails(), pk=email), context)


@require_POST
@login_required
def resend_site_emails(request: SignedInRequest) -> HttpResponse:
    _require_outbox_permission(request)
    _resend_failed(request, outbox.site_emails(), None)
    return redirect("outbox")


@require_POST
@login_required
def resend_site_email(request: SignedInRequest, email: int) -> HttpResponse:
    _require_outbox_permission(request)
    _resend(request, outbox.site_emails(), email)
    return redirect("outbox-email", email)


def _require_outbox_permission(request: SignedInRequest) -> None:
    if not may_read_outbox(request.user):
        raise PermissionDenied


def _render_list(
    request: HttpRequest, emails: QuerySet[Email], name: str, args: list[int], context: dict[str, object]
) -> HttpResponse:
    failed = emails.filter(state="failed").exclude(code__in=VALIDITY).count()
    state = Query(request).choice("state", STATES)
    if state:
        emails = emails.filter(state=state)
    page = Query(request).page(emails, PAGE_SIZE)
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
    # Sign-in links are shown to the recipient only, unless no mail server is configured.
    is_shown = email.code not in SECRET_CODES or email.state == "outbox"
    context |= {
        "email": email,
        "subject": subject,
        "tag": LANGUAGE_TAGS[email.language],
        "body": body if is_shown else "",
        "chip_style": STATE_STYLES[email.state],
        "state_label": STATES[email.state],
        "since": _since(email),
        "failure": failure_text(email.failure),
        "may_send": outbox.can_resend(email),
    }
    return render(request, "officer/emails/show.html", context)


def _resend(request: SignedInRequest, emails: QuerySet[Email], number: int) -> None:
    get_object_or_404(emails, pk=number)
    by = request.user
    with RefusalAsNotice(request):
        outbox.resend(emails, number, by=by.pk, now=timezone.now())
        add_notice(request, gettext("The email is sent again."))


def _resend_failed(request: SignedInRequest, emails: QuerySet[Email], event: int | None) -> None:
    by = request.user
    count = outbox.resend_failed(emails, event=event, by=by.pk, now=timezone.now())
    add_notice(request, gettext("Emails that are sent again: {count}").format(count=count))
