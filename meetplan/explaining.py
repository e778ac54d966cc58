"""Explain why a pair does not meet, and which meetings could be dropped for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from meetplan.conflicts import Conflict
from meetplan.model import Ints, Model
from meetplan.plan import Meeting, Plan, Unplaced
from meetplan.problem import Pair, Problem
from meetplan.timetable import Timetable

MAX_DROPPED = 3
ORDER = ("predecessor", "successor")
# Conflicts that end where one of their meetings is given up.
NEGOTIABLE = ("busy", "same_person", "full", "no_table", "no_interpreter")


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a pair does not meet.

    Attributes
    ----------
    pair
        Id of the pair.
    reason
        A code: the most frequent one of `blocked`, or what rules the meeting out whatever else is held.
    slots
        Ids of the slots in which both are there and free.
    blocked
        What stands in the way in each of `slots`: `no_table`, `no_interpreter`, `order`, `max_run`, `same_person` (who
        stands for one of the two meets for somebody else).
    languages
        The two languages between which an interpreter is needed.
    drop
        Ids of the fewest placed pairs in whose place this one would fit, the least valuable; empty if nothing helps.
    """

    pair: str
    reason: str
    slots: tuple[str, ...] = ()
    blocked: dict[str, str] = field(default_factory=dict)
    languages: tuple[str, str] | None = None
    drop: tuple[str, ...] = ()


class Explainer:
    """Explains the pairs of one plan.

    Parameters
    ----------
    problem
        The problem of the plan.
    plan
        Its meetings, or a plan with them.
    """

    def __init__(self, problem: Problem, plan: Plan | Iterable[Meeting]):
        self.problem = problem
        self.timetable = Timetable(problem, plan.meetings if isinstance(plan, Plan) else plan)
        self.pairs = {pair.id: pair for pair in problem.pairs}
        self.participants = {participant.id: participant for participant in problem.participants}
        self.forbidden = {frozenset((pair.a, pair.b)) for pair in problem.pairs if pair.kind == "forbidden"}
        # A predecessor of a placed meeting cannot be removed alone.
        self.required = {before for meeting in self.timetable.meetings for before in self.pairs[meeting.pair].after}

    def explain(self, pair_id: str) -> Explanation:
        """Explain why a pair does not meet.

        Raises
        ------
        KeyError
            For an unknown pair.
        ValueError
            For a pair that meets.
        """
        pair = self.pairs[pair_id]
        if self.timetable.meeting_of(pair_id) is not None:
            raise ValueError(f"{pair_id} meets")
        if self._is_forbidden(pair):
            return Explanation(pair_id, "forbidden")
        both_present = self._common_slots(pair)
        if not both_present:
            return Explanation(pair_id, "no_common_slot" if pair.fixed is None else "fixed")
        for code, participant in (("a_full", pair.a), ("b_full", pair.b)):
            if self.participants[participant].max == 0:
                return Explanation(pair_id, code)
        if any(self._is_forbidden(self.pairs[before]) for before in pair.after):
            return Explanation(pair_id, "order", tuple(both_present))
        conflicts = {slot: self.timetable.blockers(pair_id, slot) for slot in both_present}
        lacking = {slot: code for slot in both_present if (code := _lacking(conflicts[slot]))}
        if len(lacking) == len(both_present):
            return Explanation(pair_id, _most_frequent(lacking), tuple(both_present), lacking, self._languages(pair))
        return self._explain(pair, {slot: conflicts[slot] for slot in both_present if slot not in lacking})

    def _is_forbidden(self, pair: Pair) -> bool:
        return frozenset((pair.a, pair.b)) in self.forbidden

    def _common_slots(self, pair: Pair) -> list[str]:
        """Return ids of slots in which both are present and the pair may meet as far as it is concerned."""
        away = self.participants[pair.a].away | self.participants[pair.b].away
        return [
            slot.id
            for slot in self.problem.slots
            if slot.id not in away and (pair.slots is None or slot.id in pair.slots) and pair.fixed in (None, slot.id)
        ]

    def _languages(self, pair: Pair) -> tuple[str, str] | None:
        a, b = (self.participants[participant].languages for participant in (pair.a, pair.b))
        return (a[0], b[0]) if self.problem.interpreters and a and b and not set(a) & set(b) else None

    def _explain(self, pair: Pair, conflicts: dict[str, tuple[Conflict, ...]]) -> Explanation:
        """Explain an unplaced pair. `conflicts`: the conflicts in each slot (id) in which the meeting is possible at
        all."""
        allowed = list(conflicts)
        busy_participants = {slot: {c.participant for c in conflicts[slot] if c.code == "busy"} for slot in allowed}
        free_slots = [slot for slot in allowed if not busy_participants[slot]]
        drop = self._fewest_to_drop(
            pair, sorted(allowed, key=lambda slot: len(busy_participants[slot])), busy_participants
        )
        blocked = {slot: _code(pair, conflicts[slot][0]) for slot in free_slots if conflicts[slot]}
        codes = {_code(pair, conflict) for slot in allowed for conflict in conflicts[slot]}
        full = next((code for code in ("a_full", "b_full") if code in codes), None)
        reason: str
        if full:
            reason, blocked = full, {}
        elif blocked:
            reason = _most_frequent(blocked)
        elif drop:
            reason = "lower_weight"
        else:
            reason = "a_busy" if all(pair.a in busy_participants[slot] for slot in allowed) else "b_busy"
        return Explanation(pair.id, reason, tuple(free_slots), blocked, self._languages(pair), drop)

    def _fewest_to_drop(
        self, pair: Pair, slots: Sequence[str], busy_participants: dict[str, set[str | None]]
    ) -> tuple[str, ...]:
        """Of the ways to fit the pair into `slots`, the one with the fewest and least valuable meetings; () if none.
        Slots come in the order of how many of the two are busy, and are tried no further than could be better."""
        best: tuple[str, ...] | None = None
        for slot in slots:
            if best is not None and len(busy_participants[slot]) > len(best):
                break
            drop = self._drop_in(pair, slot, MAX_DROPPED if best is None else len(best))
            if drop is not None and (best is None or self._loss(drop) < self._loss(best)):
                best = drop
        return best or ()

    def _drop_in(self, pair: Pair, slot: str, most: int) -> tuple[str, ...] | None:
        """Fewest, least valuable meetings to give up so that the pair fits into a slot; None if that does not help."""
        dropped: list[str] = []
        while True:
            with self.timetable.without(dropped):
                conflicts = self.timetable.blockers(pair.id, slot)
            if not conflicts:
                return tuple(dropped)
            choices = min((self._droppable(conflict) for conflict in conflicts), key=len)
            if not choices or len(dropped) == most:
                return None
            dropped.append(min(choices, key=self._value))

    def _droppable(self, conflict: Conflict) -> list[str]:
        negotiable = conflict.meetings if conflict.code in NEGOTIABLE else ()
        return [meeting for meeting in negotiable if meeting not in self.required]

    def _loss(self, drop: tuple[str, ...]) -> tuple[int, int, float, tuple[str, ...]]:
        """Sort key: cheap sets of dropped meetings first: few meetings, none that must be held, little weight."""
        pairs = [self.pairs[meeting] for meeting in drop]
        return len(drop), sum(pair.kind == "must" for pair in pairs), sum(pair.weight for pair in pairs), drop

    def _value(self, meeting: str) -> tuple[bool, float, str]:
        """Sort key: meetings that are given up first: wishes, of little weight."""
        pair = self.pairs[meeting]
        return pair.kind == "must", pair.weight, meeting


def _code(pair: Pair, conflict: Conflict) -> str:
    """Return the code of an explanation for a conflict of a pair."""
    if conflict.code in ("busy", "full"):
        return f"{'a' if conflict.participant == pair.a else 'b'}_{conflict.code}"
    return "order" if conflict.code in ORDER else conflict.code


def _lacking(conflicts: Iterable[Conflict]) -> str:
    """Return what a pair would lack even if no other pair met, "" if nothing."""
    codes = (conflict.code for conflict in conflicts if not conflict.meetings)
    return next((code for code in codes if code in ("no_table", "no_interpreter")), "")


def _most_frequent(blocked: dict[str, str]) -> str:
    codes = list(blocked.values())
    return max(sorted(set(codes)), key=codes.count)


def slots_of(model: Model, meetings: Sequence[Meeting]) -> Ints:
    """Slot number of each meeting of the model, -1 where the plan does not hold it."""
    slot_by_pair = {meeting.pair: model.slot_index[meeting.slot] for meeting in meetings}
    return np.array([slot_by_pair.get(pair.id, -1) for pair in model.meetings], np.int64)


def reasons(problem: Problem, meetings: Iterable[Meeting]) -> tuple[Unplaced, ...]:
    """Explain every pair that does not meet, in the order of the problem."""
    explainer = Explainer(problem, meetings)
    unplaced = (pair.id for pair in problem.pairs if explainer.timetable.meeting_of(pair.id) is None)
    explanations = map(explainer.explain, unplaced)
    return tuple(Unplaced(explanation.pair, explanation.reason, explanation.drop) for explanation in explanations)


def unexplained(model: Model, slots: Ints) -> tuple[Unplaced, ...]:
    """Return every unplaced pair without a reason, for use where explaining was interrupted."""
    number = {pair.id: m for m, pair in enumerate(model.meetings)}
    return tuple(
        Unplaced(pair.id, "not_explained" if pair.id in number else "forbidden")
        for pair in model.problem.pairs
        if pair.id not in number or slots[number[pair.id]] < 0
    )


def explain(problem: Problem, plan: Plan, pair_id: str) -> Explanation:
    """Why one pair of a plan does not meet; see `Explainer` for many."""
    return Explainer(problem, plan).explain(pair_id)
