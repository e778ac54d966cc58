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
from gyoryu.base.letters import GOOD_FOR, SECRET, Letter, text_of
from gyoryu.base.refusals import Refused
from gyoryu.people.models import User
from gyoryu.people.rules import may_read_outbox
from gyoryu.programmes.rules import may_run
from gyoryu.web.access_log import note_rows
from gyoryu.web.failures import failure_text
from gyoryu.web.finding import event_for
from gyoryu.web.looks import LANGUAGE_TAGS
from gyoryu.web.notices import tell
from gyoryu.web.organiser.rail import rail_of
from gyoryu.web.refusals import sentence_of

LETTERS_A_PAGE = 50
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
LOOKS = {
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
def of_event(request: HttpRequest, number: int) -> HttpResponse:
    event = event_for(request, number, may_run)
    context = {
        "rail": rail_of("letters", event=event),
        "again": reverse("event-letters-again", args=[number]),
        "batches": [
            (ACTS.get(batch.code, ""), batch, reverse("event-emails-withdraw", args=[number, batch.name]))
            for batch in outbox.waiting_batches(number)
        ],
    }
    return _list(request, outbox.of_event(number), "event-letter", [number], context)


@require_safe
@login_required
def of_event_one(request: HttpRequest, number: int, letter: int) -> HttpResponse:
    event = event_for(request, number, may_run)
    context = {
        "rail": rail_of("letters", event=event),
        "back": reverse("event-letters", args=[number]),
        "again": reverse("event-letter-again", args=[number, letter]),
    }
    return _one(request, get_object_or_404(outbox.of_event(number), pk=letter), context)


@require_POST
@login_required
def of_event_again(request: HttpRequest, number: int) -> HttpResponse:
    event_for(request, number, may_run)
    _send_failed_again(request, outbox.of_event(number), number)
    return redirect("event-letters", number)


@require_POST
@login_required
def of_event_one_again(request: HttpRequest, number: int, letter: int) -> HttpResponse:
    event_for(request, number, may_run)
    _send_again(request, outbox.of_event(number), letter)
    return redirect("event-letter", number, letter)


@require_POST
@login_required
def withdraw(request: HttpRequest, number: int, batch: str) -> HttpResponse:
    event_for(request, number, may_run)
    by = cast(User, request.user)
    try:
        count = outbox.withdraw_emails(number, batch, by=by.pk, now=timezone.now())
    except Refused as refusal:
        tell(request, sentence_of(refusal), "error")
    else:
        tell(request, gettext("Emails that are not sent: {count}").format(count=count))
    return redirect("event-letters", number)


@require_safe
@login_required
def of_site(request: HttpRequest) -> HttpResponse:
    _must_run_site(request)
    return _list(
        request, outbox.of_site(), "outbox-letter", [], {"rail": rail_of(""), "again": reverse("outbox-again")}
    )


@require_safe
@login_required
def of_site_one(request: HttpRequest, letter: int) -> HttpResponse:
    _must_run_site(request)
    again = reverse("outbox-letter-again", args=[letter])
    context = {"rail": rail_of(""), "back": reverse("outbox"), "again": again}
    return _one(request, get_object_or_404(outbox.of_site(), pk=letter), context)


@require_POST
@login_required
def of_site_again(request: HttpRequest) -> HttpResponse:
    _must_run_site(request)
    _send_failed_again(request, outbox.of_site(), None)
    return redirect("outbox")


@require_POST
@login_required
def of_site_one_again(request: HttpRequest, letter: int) -> HttpResponse:
    _must_run_site(request)
    _send_again(request, outbox.of_site(), letter)
    return redirect("outbox-letter", letter)


def _must_run_site(request: HttpRequest) -> None:
    if not may_read_outbox(request.user):
        raise PermissionDenied


def _list(
    request: HttpRequest, letters: QuerySet[Letter], name: str, args: list[int], context: dict[str, object]
) -> HttpResponse:
    failed = letters.filter(state="failed").exclude(code__in=GOOD_FOR).count()
    state = request.GET.get("state", "")
    if state in STATES:
        letters = letters.filter(state=state)
    page = Paginator(letters, LETTERS_A_PAGE).get_page(request.GET.get("page"))
    rows = [
        (
            one, text_of(one)[0], LANGUAGE_TAGS[one.language], reverse(name, args=[*args, one.pk]), LOOKS[one.state],
            STATES[one.state], _since(one),
        )
        for one in page
    ]  # fmt: skip
    note_rows(request, [one.pk for one in page])
    context |= {"rows": rows, "page": page, "states": STATES.items(), "state": state, "failed": failed}
    return render(request, "officer/letters/list.html", context)


def _since(letter: Letter) -> object:
    """The moment of what its state tells."""
    return letter.ended_at or letter.sent_at or (letter.sending_at if letter.state == "sending" else None)


def _one(request: HttpRequest, letter: Letter, context: dict[str, object]) -> HttpResponse:
    subject, body = text_of(letter)
    # What opens an account is read by nobody but its owner, except where nothing else brings it there.
    is_shown = letter.code not in SECRET or letter.state == "outbox"
    context |= {
        "letter": letter,
        "subject": subject,
        "tag": LANGUAGE_TAGS[letter.language],
        "body": body if is_shown else "",
        "look": LOOKS[letter.state],
        "said": STATES[letter.state],
        "since": _since(letter),
        "failure": failure_text(letter.failure),
        "may_send": outbox.may_be_sent_again(letter),
    }
    return render(request, "officer/letters/one.html", context)


def _send_again(request: HttpRequest, letters: QuerySet[Letter], number: int) -> None:
    get_object_or_404(letters, pk=number)
    by = cast(User, request.user)
    try:
        outbox.send_again(letters, number, by=by.pk, now=timezone.now())
    except Refused as refusal:
        tell(request, sentence_of(refusal), "error")
    else:
        tell(request, gettext("The email is sent again."))


def _send_failed_again(request: HttpRequest, letters: QuerySet[Letter], event: int | None) -> None:
    by = cast(User, request.user)
    count = outbox.send_failed_again(letters, event=event, by=by.pk, now=timezone.now())
    tell(request, gettext("Emails that are sent again: {count}").format(count=count))
