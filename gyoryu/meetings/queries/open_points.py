"""Open points in the draft of a timetable, shown before it is published."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from gyoryu.meetings.board import Board, Feasibility, Pair, Place
from gyoryu.meetings.models import Application, PairRule, Terms
from gyoryu.meetings.queries.board import board_of
from gyoryu.programmes.models import Event

STARTED_STATES = ("slot_has_begun", "meeting_has_begun")


class OpenPoint(NamedTuple):
    """Open point. `code`: `must_not_placed`, `interpreter_missing`, or the conflict of the meeting at its place."""

    pair: Pair
    code: str


def open_points(event: Event, now: datetime) -> list[OpenPoint]:
    """A fixed number of queries."""
    if not Terms.objects.filter(event=event).exists():
        return []
    board = board_of(event, now)
    musts = PairRule.objects.filter(event=event, kind=PairRule.Kind.MUST).filter(
        seller__state=Application.State.ACCEPTED, buyer__state=Application.State.ACCEPTED
    )
    points = [
        OpenPoint(pair, "must_not_placed")
        for pair in musts.order_by("seller__number", "buyer__number").values_list("seller_id", "buyer_id")
        if pair not in board.places
    ]
    for pair, place in sorted(board.places.items()):
        conflict = _conflict(board, pair, place)
        if conflict:
            points.append(OpenPoint(pair, conflict))
    return points


def _conflict(board: Board, pair: Pair, place: Place) -> str:
    """Why a pair cannot meet where it is placed; "" where it can, or where it is too late to change it."""
    if not board.accepted >= set(pair):
        return "not_in_this_event"
    if pair in board.settled or place.slot in board.started_slots:
        return ""
    feasibility = board.feasibility(pair, place.slot)
    if not feasibility.is_legal:
        return feasibility.conflict
    return _missing_resource(feasibility, place)


def _missing_resource(feasibility: Feasibility, place: Place) -> str:
    if feasibility.interpreter is not None and place.interpreter is None:
        return "interpreter_missing"
    return "table_taken" if feasibility.tables and place.table not in feasibility.tables else ""
