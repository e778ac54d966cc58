"""What a try of any planner leaves behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from meetplan import Bounds, Plan, Problem, Score, Unplaced, score_of
from meetplan.finish import build_meetings
from meetplan.model import build_model


@dataclass(frozen=True)
class Step:
    """A moment of a try: the best score so far (None: no plan yet) and what is proved."""

    seconds: float
    score: Score | None
    bounds: Bounds | None


@dataclass
class Outcome:
    """`seconds` includes the encoding. `plan` is None where none was found; `proved` only where the best is reached."""

    plan: Plan | None = None
    proved: bool = False
    seconds: float = 0.0
    history: list[Step] = field(default_factory=list)


def plan_of_slots(problem: Problem, slots: Mapping[str, str], bounds: Bounds, seconds: float) -> Plan:
    """A plan of pairs in their slots; tables and interpreters are the library's own, as they decide nothing compared
    here."""
    model = build_model(problem)
    numbers = np.array(
        [model.slot_index[slots[pair.id]] if pair.id in slots else -1 for pair in model.meetings], np.int64
    )
    meetings = build_meetings(model, numbers)
    placed = {meeting.pair for meeting in meetings}
    unplaced = tuple(Unplaced(pair.id, "lower_weight") for pair in problem.pairs if pair.id not in placed)
    score = score_of(problem, meetings)
    return Plan(meetings, unplaced, score, bounds, "feasible", seconds)
