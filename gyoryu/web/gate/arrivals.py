"""Arrivals: found by name or number, or by the QR code of a badge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import NamedTuple, cast
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from gyoryu.base.keyboards import latin_keys
from gyoryu.base.names import Language, Names
from gyoryu.base.refusals import Refused
from gyoryu.base.text import name_key, plain
from gyoryu.base.writing import write_day
from gyoryu.checkin import actions
from gyoryu.checkin.models import CheckIn
from gyoryu.checkin.rules import may_check_in_on
from gyoryu.meetings.models import Application
from gyoryu.people.models import User
from gyoryu.programmes import rules
from gyoryu.programmes.models import Event
from gyoryu.web.access_log import note_rows
from gyoryu.web.duties import SOURCES, Duty
from gyoryu.web.finding import event_for, standing_in
from gyoryu.web.gate.frame import frame
from gyoryu.web.looks import reader
from gyoryu.web.notices import tell
from gyoryu.web.refusals import sentence_of

A_PAGE = 30
SHORTEST_BADGE = 16


def _may_see(standing: rules.Standing) -> bool:
    return rules.may_receive_people(standing) or rules.may_see_work(standing)


class Row(NamedTuple):
    """Somebody expected, all that is shown of them. `at`: when they arrived, None: not yet."""

    event: int
    pk: int
    number: str
    names: Names
    language: Language
    table: str | None
    at: datetime | None
    zone: str
    may_receive: bool


OF_ROW = (
    "pk", "number", "organisation__name_ko", "organisation__name_zh", "organisation__name_en", "organisation__language",
    "table__name",
)  # fmt: skip


@require_safe
@login_required
def search(request: HttpRequest, event: int) -> HttpResponse:
    """`?q=`: name in any script, number, or the code of a badge, which a scanner types."""
    found = event_for(request, event, _may_see)
    asked = request.GET.get("q", "").strip()[:200]
    accepted = Application.objects.filter(event=found, state=Application.State.ACCEPTED)
    people = accepted
    if asked:
        if badge := _badge_in(people, asked):
            return redirect("badge", badge)
        words = Q(number__in=[form.upper() for form in _as_typed(asked)]) | Q(
            organisation__name_keys__key__contains=name_key(asked)
        )
        words |= Q(people__name_ko__icontains=asked) | Q(people__name_zh__icontains=asked)
        people = people.filter(words | Q(people__name_en__icontains=asked)).distinct()
    today = _today(found)
    arrived = dict(CheckIn.objects.filter(event=found, day=today).values_list("application_id", "at"))
    page = Paginator(people.order_by("number"), A_PAGE).get_page(request.GET.get("page"))
    may_receive = _may_receive(request, found)
    context = {
        "event": found,
        **frame(request, "checkin", found),
        "asked": asked,
        "page": page,
        "rows": [
            Row(found.pk, pk, number, Names(*names), language, table, arrived.get(pk), found.time_zone, may_receive)
            for pk, number, *names, language, table in cast(QuerySet[Application], page.object_list).values_list(
                *OF_ROW
            )
        ],
        "arrived": len(arrived),
        "expected": accepted.count() if asked else page.paginator.count,
        "is_event_day": may_check_in_on(today, found.starts_on, found.ends_on),
    }
    return render(request, "gate/arrivals.html", context)


def _badge_in(people: QuerySet[Application], asked: str) -> str:
    """The badge whose address a scanner typed, "" where it was none. A scanner is a keyboard: in Hangul mode its
    letters come as Hangul, and upper and lower case are lost."""
    codes = {re.split("[/、]", form.rstrip("/、"))[-1] for form in _as_typed(asked)}
    meant = [Q(badge__iexact=code) for code in codes if len(code) >= SHORTEST_BADGE]
    badges = people.filter(reduce(or_, meant)).values_list("badge", flat=True)[:2] if meant else ()
    return next((badge for badge in badges if badge in codes or len(badges) == 1), "")


def _as_typed(asked: str) -> tuple[str, str]:
    return plain(asked), latin_keys(plain(asked))


def _may_receive(request: HttpRequest, event: Event) -> bool:
    """Whether an arrival can be noted here now: on other days it would be refused."""
    is_event_day = may_check_in_on(_today(event), event.starts_on, event.ends_on)
    return is_event_day and rules.may_receive_people(standing_in(request, event.programme_id))


def _today(event: Event) -> date:
    return timezone.now().astimezone(ZoneInfo(event.time_zone)).date()


def receiving(user: User, standings: rules.Standings) -> Iterator[Duty]:
    """The way to the events of today; for those at the gate from the day before, when they make ready."""
    kinds = {number: standing.kinds for number, standing in standings.by_programme.items()}
    numbers = [number for number, held in kinds.items() if held & {"gate", "officer"}]
    yesterday = (timezone.now() - timedelta(days=1)).date()
    events = Event.objects.filter(programme__in=numbers, ends_on__gte=yesterday).order_by("starts_on")
    for event in events if numbers else ():
        today, name = _today(event), event.names.in_language(reader())
        day = write_day(event.starts_on, reader())
        if "gate" in kinds[event.programme_id] and event.starts_on - timedelta(days=1) <= today <= event.ends_on:
            text = gettext("Check-in and live board")
            yield Duty(text, reverse("event-checkin", args=[event.pk]), gettext("Open"), f"{name} · {day}")
        elif event.kind == Event.Kind.CONSULTATION and event.starts_on <= today <= event.ends_on:
            yield Duty(
                gettext("Takes place today"), reverse("event-board", args=[event.pk]), gettext("Live board"), name
            )


SOURCES.append(receiving)


@require_POST
@login_required
def arrive(request: HttpRequest, event: int, application: int) -> HttpResponse:
    found = event_for(request, event, rules.may_receive_people)
    one = get_object_or_404(Application.objects.select_related("event", "organisation"), pk=application, event=found)
    method = CheckIn.Method.BADGE if request.POST.get("method") == "badge" else CheckIn.Method.SEARCH
    try:
        _, is_new = actions.check_in(one, cast(User, request.user), timezone.now(), method)
    except Refused as refusal:
        tell(request, sentence_of(refusal), "error")
    else:
        text = gettext("{number} has arrived.") if is_new else gettext("{number} had already arrived today.")
        undo = reverse("check-in-undo", args=[found.pk, one.pk])
        tell(request, text.format(number=one.number), "success" if is_new else "warning", undo=undo if is_new else "")
    return redirect("event-checkin", found.pk)


@require_POST
@login_required
def undo(request: HttpRequest, event: int, application: int) -> HttpResponse:
    found = event_for(request, event, rules.may_receive_people)
    arrival = get_object_or_404(CheckIn, event=found, application=application, day=_today(found))
    actions.undo_check_in(arrival, cast(User, request.user))
    tell(request, gettext("The arrival was taken back."))
    return redirect("event-checkin", found.pk)


@require_safe
@login_required
def badge(request: HttpRequest, badge: str) -> HttpResponse:
    """What the QR code of a badge opens on the telephone of somebody at the gate."""
    one = Application.objects.select_related("event__programme", "organisation").filter(badge=badge).first()
    if one is None or not _may_see(standing_in(request, one.event.programme_id)):
        raise Http404
    note_rows(request, [one.pk])
    context = {
        "event": one.event,
        **frame(request, "checkin", one.event),
        "one": one,
        "people": one.people.all(),
        "arrived": CheckIn.objects.filter(application=one, day=_today(one.event)).first(),
        "may_receive": _may_receive(request, one.event),
        "is_event_day": may_check_in_on(_today(one.event), one.event.starts_on, one.event.ends_on),
    }
    return render(request, "gate/badge.html", context)
