"""The meetings of an event, ready for checks of moves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import QuerySet

from gyoryu.meetings.board import Board, Pair, Place
from gyoryu.meetings.identifiers import pair_id
from gyoryu.meetings.models import Application, Meeting, PairRule, Placement, Terms
from gyoryu.meetings.queries.planning import Resources, absent_by_repairs, problem_of
from gyoryu.meetings.queries.published import IN_PLACE
from gyoryu.meetings.rules import has_begun
from gyoryu.programmes.models import Event
from meetplan.problem import Pair as PlanPair


def board_of(event: Event, now: datetime) -> Board:
    """Return the draft with the changes possible at `now`; the number of queries does not depend on the event's
    size."""
    return _board(event, now, Placement.objects.filter(event=event), absent_by_repairs(event.pk))


def board_of_meetings(event: Event, now: datetime) -> Board:
    """Return the board of the published meetings that still occupy a place. A participant who asks for a meeting on the
    day is present, even if a repair assumed an absence."""
    return _board(event, now, Meeting.objects.filter(event=event, state__in=IN_PLACE, slot__isnull=False), {})


def _board(
    event: Event,
    now: datetime,
    rows: QuerySet[Placement] | QuerySet[Meeting],
    absent: Mapping[str, frozenset[str]],
) -> Board:
    columns = rows.values_list("seller_id", "buyer_id", "slot_id", "table_id", "interpreter_id")
    places: dict[Pair, Place] = {(seller, buyer): Place(*place) for seller, buyer, *place in columns}
    applications = _applications(event, places)
    numbers = {application.pk: application.number for application in applications}
    resources, terms = Resources.load(event), Terms.objects.get(event=event)
    started_slots = frozenset(slot.pk for slot in resources.slots if has_begun(slot.starts_at, now))
    published = Meeting.objects.filter(event=event, state__in=IN_PLACE, slot__in=started_slots)
    return Board(
        problem=problem_of(event, terms, applications, resources, _rules(event, numbers), absent),
        numbers=numbers,
        accepted=frozenset(
            application.pk for application in applications if application.state == Application.State.ACCEPTED
        ),
        interpreters={interpreter.number: interpreter.pk for interpreter in resources.interpreters},
        places=places,
        started_slots=started_slots,
        settled=frozenset(published.values_list("seller_id", "buyer_id")),
    )


def _applications(event: Event, places: Iterable[Pair]) -> list[Application]:
    """Return the accepted applications, and withdrawn ones that still occupy a place."""
    placed = {application for pair in places for application in pair}
    numbered = Application.objects.filter(event=event).exclude(number="").select_related("organisation")
    return [a for a in numbered if a.state == Application.State.ACCEPTED or a.pk in placed]


def _rules(event: Event, numbers: dict[int, str]) -> Iterable[PlanPair]:
    """The pairs that must or must not meet."""
    rules = PairRule.objects.filter(event=event).values_list("seller_id", "buyer_id", "kind")
    for seller, buyer, kind in rules:
        if seller in numbers and buyer in numbers:
            names = numbers[seller], numbers[buyer]
            yield PlanPair(pair_id(*names), *names, kind="must" if kind == PairRule.Kind.MUST else "forbidden")
