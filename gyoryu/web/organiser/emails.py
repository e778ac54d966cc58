"""Emails: an event's for its officers, those about accounts for whoever runs the site. Both see what became of each,
and send again what was not sent."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from gyoryu.base import outbox
from gyoryu.base.emails import SECRET_CODES, VALIDITY, Email, email_text
from gyoryu.base.refusals import Refused
from gyoryu.people.models import User
from gyoryu.people.rules import may_read_outbox
from gyoryu.programmes.rules import may_manage
from gyoryu.web.access_log import note_rows
from gyoryu.web.failures import failure_text
from gyoryu.web.lookup import get_event_or_404
from gyoryu.web.notices import add_notice
from gyoryu.web.organiser.sidebar import build_sidebar
from gyoryu.web.refusals import sentence_for_refusal
from gyoryu.web.template_tags import LANGUAGE_TAGS

PAGE_SIZE = 50
STATES = {
    "waiting": gettext_lazy("On its way"),
    "sending": gettext_lazy("Being sent"),
    "sent": gettext_lazy("Sent"),
    "outbox": gettext_lazy("In the outbox"),
    "failed": gettext_lazy("Not sent"),
    "unknown": gettext_lazy("May have been sent"),
    "withdrawn": gettext_lazy("Sending withdrawn"),
}
# The look of a mark for each state, see `looks.chip`.
STATE_STYLES = {
    "waiting": "wait",
    "sending": "busy",
    "sent": "good",
    "outbox": "",
    "failed": "bad",
    "unknown": "wait",
    "withdrawn": "",
}
ACTS = {
    "timetable_published": gettext_lazy("Timetable published"),
    "timetable_changed": gettext_lazy("Timetable changed"),
    "invitation": gettext_lazy("Invitations"),
    "application_accepted": gettext_lazy("Applications accepted"),
}


@require_safe
@login_required
def event_emails(request: HttpRequest, number: int) -> HttpResponse:
    event = get_event_or_404(request, number, may_manage)
    context = {
        "rail": build_sidebar("emails", event=event),
        "again": reverse("event-emails-resend", args=[number]),
        "batches": [
            (ACTS.get(batch.code, ""), batch, reverse("event-emails-withdraw", args=[number, batch.name]))
            for batch in outbox.waiting_batches(number)
        ],
    }
    return _list(request, outbox.event_emails(number), "event-email", [number], context)


@require_safe
@login_required
def event_email(request: HttpRequest, number: int, letter: int) -> HttpResponse:
    event = get_event_or_404(request, number, may_manage)
    context = {
        "rail": build_sidebar("emails", event=event),
        "back": reverse("event-emails", args=[number]),
        "again": reverse("event-email-resend", args=[number, letter]),
    }
    return _one(request, get_object_or_404(outbox.event_emails(number), pk=letter), context)


@require_POST
@login_required
def resend_event_emails(request: HttpRequest, number: int) -> HttpResponse:
    get_event_or_404(request, number, may_manage)
    _send_failed_again(request, outbox.event_emails(number), number)
    return redirect("event-emails", number)


@require_POST
@login_required
def resend_event_email(request: HttpRequest, number: int, letter: int) -> HttpResponse:
    get_event_or_404(request, number, may_manage)
    _send_again(request, outbox.event_emails(number), letter)
    return redirect("event-email", number, letter)


@require_POST
@login_required
def withdraw(request: HttpRequest, number: int, batch: str) -> HttpResponse:
    get_event_or_404(request, number, may_manage)
    by = cast(User, request.user)
    try:
        count = outbox.withdraw_emails(number, batch, by=by.pk, now=timezone.now())
    except Refused as refusal:
        add_notice(request, sentence_for_refusal(refusal), "error")
    else:
        add_notice(request, gettext("Emails that are not sent: {count}").format(count=count))
    return redirect("event-emails", number)


@require_safe
@login_required
def site_emails(request: HttpRequest) -> HttpResponse:
    _must_run_site(request)
    return _list(
        request,
        outbox.site_emails(),
        "outbox-email",
        [],
        {"rail": build_sidebar(""), "again": reverse("outbox-resend")},
    )


@require_safe
@login_required
def site_email(request: HttpRequest, letter: int) -> HttpResponse:
    _must_run_site(request)
    again = reverse("outbox-email-resend", args=[letter])
    context = {"rail": build_sidebar(""), "back": reverse("outbox"), "again": again}
    return _one(request, get_object_or_404(outbox.site_emails(), pk=letter), context)


@require_POST
@login_required
def resend_site_emails(request: HttpRequest) -> HttpResponse:
    _must_run_site(request)
    _send_failed_again(request, outbox.site_emails(), None)
    return redirect("outbox")


@require_POST
@login_required
def resend_site_email(request: HttpRequest, letter: int) -> HttpResponse:
    _must_run_site(request)
    _send_again(request, outbox.site_emails(), letter)
    return redirect("outbox-email", letter)


def _must_run_site(request: HttpRequest) -> None:
    if not may_read_outbox(request.user):
        raise PermissionDenied


def _list(
    request: HttpRequest, letters: QuerySet[Email], name: str, args: list[int], context: dict[str, object]
) -> HttpResponse:
    failed = letters.filter(state="failed").exclude(code__in=VALIDITY).count()
    state = request.GET.get("state", "")
    if state in STATES:
        letters = letters.filter(state=state)
    page = Paginator(letters, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [
        (
            one, email_text(one)[0], LANGUAGE_TAGS[one.language], reverse(name, args=[*args, one.pk]),
            STATE_STYLES[one.state], STATES[one.state], _since(one),
        )
        for one in page
    ]  # fmt: skip
    note_rows(request, [one.pk for one in page])
    context |= {"rows": rows, "page": page, "states": STATES.items(), "state": state, "failed": failed}
    return render(request, "officer/emails/list.html", context)


def _since(letter: Email) -> object:
    """The moment of what its state tells."""
    return letter.ended_at or letter.sent_at or (letter.sending_at if letter.state == "sending" else None)


def _one(request: HttpRequest, letter: Email, context: dict[str, object]) -> HttpResponse:
    subject, body = email_text(letter)
    # What opens an account is read by nobody but its owner, except where nothing else brings it there.
    is_shown = letter.code not in SECRET_CODES or letter.state == "outbox"
    context |= {
        "letter": letter,
        "subject": subject,
        "tag": LANGUAGE_TAGS[letter.language],
        "body": body if is_shown else "",
        "look": STATE_STYLES[letter.state],
        "said": STATES[letter.state],
        "since": _since(letter),
        "failure": failure_text(letter.failure),
        "may_send": outbox.can_resend(letter),
    }
    return render(request, "officer/emails/show.html", context)


def _send_again(request: HttpRequest, letters: QuerySet[Email], number: int) -> None:
    get_object_or_404(letters, pk=number)
    by = cast(User, request.user)
    try:
        outbox.resend(letters, number, by=by.pk, now=timezone.now())
    except Refused as refusal:
        add_notice(request, sentence_for_refusal(refusal), "error")
    else:
        add_notice(request, gettext("The email is sent again."))


def _send_failed_again(request: HttpRequest, letters: QuerySet[Email], event: int | None) -> None:
    by = cast(User, request.user)
    count = outbox.resend_failed(letters, event=event, by=by.pk, now=timezone.now())
    add_notice(request, gettext("Emails that are sent again: {count}").format(count=count))
