"""Check plans with `meetplan.verify` against the present event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from meetplan.checking import InvalidPlan, score_of, verify
from meetplan.plan import Bounds, Meeting, Plan, Unplaced
from meetplan.problem import Fault, Pair, Problem


def broken_rules(
    problem: Problem, meetings: Iterable[Meeting], sides: Mapping[str, tuple[str, str]]
) -> frozenset[tuple[str, str]]:
    """Return the rules of `problem` that these meetings break: code and detail of each. `sides`: seller and buyer of
    each pair; pairs that are no longer requested are checked as if they were."""
    meetings = tuple(meetings)
    problem = _with_pairs(problem, {meeting.pair: sides[meeting.pair] for meeting in meetings})
    unknown = _unknown_references(problem, meetings)
    if unknown:
        return unknown
    placed = {meeting.pair for meeting in meetings}
    unplaced = tuple(Unplaced(pair.id, "not_explained") for pair in problem.pairs if pair.id not in placed)
    try:
        verify(problem, Plan(meetings, unplaced, score_of(problem, meetings), Bounds()))
    except InvalidPlan as invalid:
        return frozenset((fault.code, fault.detail) for fault in invalid.faults)
    return frozenset()


def _with_pairs(problem: Problem, sides: Mapping[str, tuple[str, str]]) -> Problem:
    known = {pair.id for pair in problem.pairs}
    participants = {participant.id for participant in problem.participants}
    missing = tuple(
        Pair(name, *ends) for name, ends in sides.items() if name not in known and participants.issuperset(ends)
    )
    return replace(problem, pairs=(*problem.pairs, *missing))


def _unknown_references(problem: Problem, meetings: tuple[Meeting, ...]) -> frozenset[tuple[str, str]]:
    """Pairs, slots, tables and interpreters that are no longer there: figures cannot be counted with them."""
    known = {
        "pair": {pair.id for pair in problem.pairs},
        "slot": {slot.id for slot in problem.slots},
        "table": {table.id for table in problem.tables},
        "interpreter": {interpreter.id for interpreter in problem.interpreters},
    }
    references = ((key, getattr(meeting, key)) for meeting in meetings for key in known)
    return frozenset(
        (f"unknown_{key}", value) for key, value in references if value is not None and value not in known[key]
    )


def doubtful_bounds(faults: Iterable[Fault]) -> list[str]:
    """Return names of the bounds that these faults of `meetplan.verify` are about, without repetition."""
    return list(dict.fromkeys(fault.path.rpartition(".")[2] for fault in faults))
