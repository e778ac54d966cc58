"""The published meetings as the planner sees them."""

from __future__ import annotations

from dataclasses import replace

from gyoryu.base.names import Language
from gyoryu.meetings.consultation import Consultation
from gyoryu.meetings.contacts import without_broken_groups
from gyoryu.meetings.identifiers import slot_id, table_id
from gyoryu.meetings.models import Meeting
from gyoryu.meetings.queries.planning import add_pair_of_meeting, consultation_of
from gyoryu.programmes.models import Event
from meetplan.checking import InvalidPlan, score_of, verify
from meetplan.plan import Bounds, Plan, Unplaced
from meetplan.plan import Meeting as PlanMeeting
from meetplan.problem import Pair, Problem

IN_PLACE = ("planned", "running", "held")


def published(event: Event, language: Language | None = None) -> tuple[Consultation, Plan]:
    """Return the consultation, and its published timetable as a plan. Pairs without a request (walk-ins) are included;
    of the figures only those of `meetplan.score_of` are filled in."""
    consultation = consultation_of(event, keep_locked=False, language=language)
    pairs = {pair.id: pair for pair in consultation.problem.pairs}
    meetings = _meetings(event, consultation, pairs)
    problem = replace(consultation.problem, pairs=tuple(pairs.values()))
    problem = without_broken_groups(problem, {meeting.pair: meeting.slot for meeting in meetings})
    placed = {meeting.pair for meeting in meetings}
    unplaced = tuple(Unplaced(pair.id, "not_explained") for pair in problem.pairs if pair.id not in placed)
    plan = Plan(tuple(meetings), unplaced, score_of(problem, meetings), Bounds())
    return replace(consultation, problem=_without_exceeded_run(problem, plan)), plan


def _meetings(event: Event, consultation: Consultation, pairs: dict[str, Pair]) -> list[PlanMeeting]:
    """Return the published meetings in order of time; pairs without a request are added to `pairs`."""
    rows = Meeting.objects.filter(event=event, state__in=IN_PLACE, slot__isnull=False).values_list(
        "seller__number", "buyer__number", "slot_id", "table_id", "interpreter__number"
    )
    meetings = []
    for seller, buyer, slot, table, interpreter in rows.order_by("slot__starts_at", "pk"):
        if seller not in consultation.attendees or buyer not in consultation.attendees:
            continue  # withdrew after a meeting was held
        name = add_pair_of_meeting(pairs, seller, buyer)
        meetings.append(PlanMeeting(name, slot_id(slot), table_id(table) if table else None, interpreter))
    return meetings


def _without_exceeded_run(problem: Problem, plan: Plan) -> Problem:
    """Remove the limit on consecutive meetings where manual changes exceed it; such meetings remain valid."""
    try:
        verify(problem, plan)
    except InvalidPlan as invalid:
        if any(fault.code == "max_run" for fault in invalid.faults):
            return replace(problem, options=replace(problem.options, max_run=None))
    return problem
