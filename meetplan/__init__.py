"""Timetables of 1:1 meetings: the best that can be made, and a proof of how good that is.

    problem = Problem.from_json(text)
    plan = solve(problem, Stop(seconds=60))
    assert not check(problem, plan)

Names are loaded when they are first used: reading and checking a plan does not wait for the solver's compiler.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from meetplan.changes import Changes
    from meetplan.checking import CheckedPlan, InvalidPlan, check, score_of, verify
    from meetplan.conflicts import Cell, Conflict, Feasibility
    from meetplan.explaining import Explainer, Explanation, explain
    from meetplan.plan import Bounds, Meeting, Plan, Score, Unplaced
    from meetplan.problem import (
        BadProblem,
        Fault,
        Interpreter,
        Options,
        Pair,
        Participant,
        Problem,
        Slot,
        Table,
    )
    from meetplan.replanning import Repair, replan
    from meetplan.solving import solve
    from meetplan.stop import Progress, Stop
    from meetplan.timetable import ConflictError, Placing, Timetable

_HOME = {
    "changes": ("Changes",),
    "checking": ("CheckedPlan", "InvalidPlan", "check", "score_of", "verify"),
    "conflicts": ("Cell", "Conflict", "Feasibility"),
    "explaining": ("Explainer", "Explanation", "explain"),
    "plan": ("Bounds", "Meeting", "Plan", "Score", "Unplaced"),
    "problem": (
        "BadProblem",
        "Fault",
        "Interpreter",
        "Options",
        "Pair",
        "Participant",
        "Problem",
        "Slot",
        "Table",
    ),
    "replanning": ("Repair", "replan"),
    "solving": ("solve",),
    "stop": ("Progress", "Stop"),
    "timetable": ("ConflictError", "Placing", "Timetable"),
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}

__all__ = [
    "BadProblem",
    "Bounds",
    "Cell",
    "Changes",
    "CheckedPlan",
    "Conflict",
    "ConflictError",
    "Explainer",
    "Explanation",
    "Fault",
    "Feasibility",
    "Interpreter",
    "InvalidPlan",
    "Meeting",
    "Options",
    "Pair",
    "Participant",
    "Placing",
    "Plan",
    "Problem",
    "Progress",
    "Repair",
    "Score",
    "Slot",
    "Stop",
    "Table",
    "Timetable",
    "Unplaced",
    "check",
    "explain",
    "replan",
    "score_of",
    "solve",
    "verify",
]


def __getattr__(name: str) -> Any:
    module = _MODULE_OF.get(name)
    if module is None:
        raise AttributeError(f"module 'meetplan' has no attribute {name!r}")
    return getattr(import_module(f"meetplan.{module}"), name)
