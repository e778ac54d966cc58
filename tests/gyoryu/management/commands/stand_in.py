"""A small problem, its plan, and a stand-in for the solver, for commands that are called from outside."""

import sys
from dataclasses import dataclass

import meetplan
from gyoryu.__main__ import main
from meetplan.plan import Bounds, Meeting, Plan, Score, Unplaced
from meetplan.problem import Pair, Participant, Problem, Slot, numbered_tables

PROBLEM = Problem(
    slots=(Slot("d1s01", "2026-05-12", "09:00", "09:30"),),
    tables=numbered_tables(1),
    participants=(Participant("S1"), Participant("B1"), Participant("B2")),
    pairs=(Pair("P1", "S1", "B1", "must", 2.0), Pair("P2", "S1", "B2", "wish", 1.0)),
)
BOUNDS = Bounds(1, 0, 2.0, 0, 0)
PLAN = Plan(
    (Meeting("P1", "d1s01", "T01"),), (Unplaced("P2", "a_busy", ("P1",)),), Score(1, 0, 2.0), BOUNDS, "optimal", 0.1
)
NOTHING_PLACED = Plan((), (Unplaced("P1", "no_table"), Unplaced("P2", "no_table")), Score(), BOUNDS)


@dataclass
class Shown:
    seconds: float = 3.0
    phase: str = "improving"
    score: Score = PLAN.score
    bounds: Bounds = BOUNDS


class Solver:
    """Answers with `answer`; `arguments` are what it was called with."""

    answer, faults, doubtful, arguments = PLAN, (), (), None

    def solve(self, problem, stop, seed=0, workers=2, on_progress=None):
        self.arguments = (problem, stop.seconds, seed, workers)
        assert not on_progress(Shown())
        return self.answer

    def verify(self, problem, plan):
        if self.faults:
            raise meetplan.InvalidPlan(self.faults)
        checked = object.__new__(meetplan.CheckedPlan)  # the stand-in answers for a problem that is not this one
        vars(checked).update(problem=problem, plan=plan, doubtful=self.doubtful)
        return checked


def run(monkeypatch, *arguments):
    """Exit status of the program as a shell sees it."""
    monkeypatch.setattr(sys, "argv", ["gyoryu", *map(str, arguments)])
    try:
        main()
    except SystemExit as end:
        return end.code
    return 0
