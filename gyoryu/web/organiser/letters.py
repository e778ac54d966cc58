"""Letters that were written: an event's for its officers, those about accounts for whoever runs the site."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gyoryu.base.letters import SECRET, Letter
from gyoryu.people.rules import may_read_outbox
from gyoryu.programmes.rules import may_run
from gyoryu.web.access_log import note_rows
from gyoryu.web.failures import failure_text
from gyoryu.web.finding import event_for
from gyoryu.web.organiser.rail import Rail, rail_of

LETTERS_A_PAGE = 50
STATES = {
    "waiting": gettext_lazy("On its way"),
    "sent": gettext_lazy("Sent"),
    "outbox": gettext_lazy("In the outbox"),
    "failed": gettext_lazy("Not sent"),
}
# The look of a mark for each state, see `looks.chip`.
LOOKS = {"waiting": "wait", "sent": "good", "outbox": "", "failed": "bad"}


@require_safe
@login_required
def of_event(request: HttpRequest, number: int) -> HttpResponse:
    event = event_for(request, number, may_run)
    return _list(request, _of_event(number), "event-letter", [number], rail_of("letters", event=event))


@require_safe
@login_required
def of_event_one(request: HttpRequest, number: int, letter: int) -> HttpResponse:
    event = event_for(request, number, may_run)
    found = get_object_or_404(_of_event(number), pk=letter)
    return _one(request, found, reverse("event-letters", args=[number]), rail_of("letters", event=event))


def _of_event(event: int) -> QuerySet[Letter]:
    return Letter.objects.filter(event=event).exclude(code__in=SECRET)


def _of_site() -> QuerySet[Letter]:
    return Letter.objects.filter(Q(event=None) | Q(code__in=SECRET))


@require_safe
@login_required
def of_site(request: HttpRequest) -> HttpResponse:
    _must_run_site(request)
    return _list(request, _of_site(), "outbox-letter", [], rail_of(""))


@require_safe
@login_required
def of_site_one(request: HttpRequest, letter: int) -> HttpResponse:
    _must_run_site(request)
    return _one(request, get_object_or_404(_of_site(), pk=letter), reverse("outbox"), rail_of(""))


def _must_run_site(request: HttpRequest) -> None:
    if not may_read_outbox(request.user):
        raise PermissionDenied


def _list(request: HttpRequest, letters: QuerySet[Letter], name: str, args: list[int], rail: Rail) -> HttpResponse:
    state = request.GET.get("state", "")
    if state in STATES:
        letters = letters.filter(state=state)
    page = Paginator(letters, LETTERS_A_PAGE).get_page(request.GET.get("page"))
    rows = [(one, reverse(name, args=[*args, one.pk]), LOOKS[one.state], STATES[one.state]) for one in page]
    note_rows(request, [one.pk for one in page])
    context = {"rows": rows, "page": page, "states": STATES.items(), "state": state, "rail": rail}
    return render(request, "officer/letters/list.html", context)


def _one(request: HttpRequest, letter: Letter, back: str, rail: Rail) -> HttpResponse:
    context = {
        "letter": letter,
        "back": back,
        "rail": rail,
        "look": LOOKS[letter.state],
        "said": STATES[letter.state],
        "failure": failure_text(letter.failure),
    }
    return render(request, "officer/letters/one.html", context)
