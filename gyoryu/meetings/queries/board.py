"""The draft of an event, ready to be asked about moves."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from gyoryu.meetings.board import Board, Helper, Pair, Person, Place
from gyoryu.meetings.models import Application, Interpreter, Meeting, PairRule, Placement, Side, Terms
from gyoryu.meetings.queries.contacts import same_person_by_application
from gyoryu.meetings.queries.published import IN_PLACE
from gyoryu.meetings.rules import has_begun
from gyoryu.programmes.models import Event, Slot, Table


def board_of(event: Event, now: datetime) -> Board:
    """The draft as it may be changed at `now`: a fixed number of queries whatever the size of the event."""
    terms = Terms.objects.get(event=event)
    zone = ZoneInfo(event.time_zone)
    slots = list(Slot.objects.filter(event=event))
    days = [list(day) for _, day in groupby(slots, key=lambda slot: slot.starts_at.astimezone(zone).date())]
    closed = Table.closed.through.objects.filter(table__event=event).values_list("table_id", "slot_id")
    begun = frozenset(slot.pk for slot in slots if has_begun(slot.starts_at, now))
    published = Meeting.objects.filter(event=event, state__in=IN_PLACE, slot__in=begun)
    forbidden = PairRule.objects.filter(event=event, kind=PairRule.Kind.FORBIDDEN)
    return Board(
        days=[[slot.pk for slot in day] for day in days],
        tables=list(Table.objects.filter(event=event).values_list("pk", flat=True)),
        people=_people(event, terms),
        helpers=_helpers(event),
        closed=frozenset(closed),
        forbidden=frozenset(forbidden.values_list("seller_id", "buyer_id")),
        places=_places(event),
        max_run=terms.max_run,
        break_spread=terms.break_spread,
        begun=begun,
        settled=frozenset(published.values_list("seller_id", "buyer_id")),
        same_person=same_person_by_application(event),
    )


def board_of_meetings(event: Event, now: datetime) -> Board:
    """The same of the published meetings, as far as they still take a place."""
    board = board_of(event, now)
    rows = Meeting.objects.filter(event=event, state__in=IN_PLACE, slot__isnull=False)
    numbers = rows.values_list("seller_id", "buyer_id", "slot_id", "table_id", "interpreter_id")
    places = {(seller, buyer): Place(slot, table, helper) for seller, buyer, slot, table, helper in numbers}
    return replace(board, places=places)


def _people(event: Event, terms: Terms) -> dict[int, Person]:
    away = _away(Application.away.through.objects.filter(application__event=event), "application_id")
    most_of_side = {Side.SELLER: terms.seller_max, Side.BUYER: terms.buyer_max}
    return {
        person.pk: Person(
            number=person.pk,
            languages=frozenset(person.languages) if person.needs_interpreter else frozenset(),
            away=away.get(person.pk, frozenset()),
            online=person.online,
            seat=person.table_id,
            most=person.most if person.most is not None else most_of_side[Side(person.side)],
        )
        for person in Application.objects.filter(event=event, state=Application.State.ACCEPTED)
    }


def _helpers(event: Event) -> dict[int, Helper]:
    away = _away(Interpreter.away.through.objects.filter(interpreter__event=event), "interpreter_id")
    return {
        one.pk: Helper(one.pk, frozenset(one.languages), away.get(one.pk, frozenset()), one.most)
        for one in Interpreter.objects.filter(event=event)
    }


def _away(rows, owner: str) -> dict[int, frozenset[int]]:  # type: ignore[no-untyped-def]  # made by Django
    found: dict[int, set[int]] = defaultdict(set)
    for number, slot in rows.values_list(owner, "slot_id"):
        found[number].add(slot)
    return {number: frozenset(slots) for number, slots in found.items()}


def _places(event: Event) -> dict[Pair, Place]:
    rows = Placement.objects.filter(event=event).values_list(
        "seller_id", "buyer_id", "slot_id", "table_id", "interpreter_id"
    )
    return {(seller, buyer): Place(slot, table, helper) for seller, buyer, slot, table, helper in rows}
