"""One try of one planner at one problem, in this process alone. Run as `python -m evaluation.meetplan.attempt PLANNER
FILE SECONDS`; writes one JSON object a line: steps as they happen, and at last the end."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evaluation.meetplan.rivals.cp_sat import cp_sat
from evaluation.meetplan.rivals.greedy import greedy
from evaluation.meetplan.rivals.outcome import Outcome, Step
from evaluation.meetplan.rivals.rc2 import rc2
from meetplan import Options, Pair, Participant, Problem, Progress, Slot, Stop, check, solve
from meetplan.problem import numbered_tables

Planner = Callable[[Problem, float, Callable[[Step], None]], Outcome]


def _meetplan(problem: Problem, seconds: float, on_step: Callable[[Step], None]) -> Outcome:
    def on_progress(progress: Progress) -> None:
        on_step(Step(progress.seconds, progress.score, progress.bounds))

    plan = solve(problem, Stop(seconds=seconds), on_progress=on_progress)
    return Outcome(plan, plan.status == "optimal", plan.seconds)


def _greedy(problem: Problem, seconds: float, on_step: Callable[[Step], None]) -> Outcome:
    plan = greedy(problem)
    return Outcome(plan, False, plan.seconds)


PLANNERS: dict[str, Planner] = {
    "meetplan": _meetplan,
    "cp_sat": lambda problem, seconds, on_step: cp_sat(problem, seconds, "levels", on_step),
    "cp_sat_sum": lambda problem, seconds, on_step: cp_sat(problem, seconds, "sum", on_step),
    "rc2": lambda problem, seconds, on_step: rc2(problem, None, on_step),
    "greedy": _greedy,
}


def warm_up() -> None:
    """Let everything be imported and compiled before the clock runs."""
    tiny = Problem(
        slots=tuple(Slot(f"s{k}", "2026-05-12") for k in range(4)),
        tables=numbered_tables(2),
        participants=tuple(Participant(f"P{k}") for k in range(4)),
        pairs=tuple(Pair(f"M{a}{b}", f"P{a}", f"P{b}", "must") for a in (0, 1) for b in (2, 3)),
        options=Options(break_spread=2),
    )
    for plan in PLANNERS.values():
        plan(tiny, 5.0, lambda step: None)


def _write(**values: Any) -> None:
    print(json.dumps(values), flush=True)


def main(planner: str, path: str, seconds: float) -> None:
    problem = Problem.from_json(Path(path).read_text(encoding="utf-8"))
    warm_up()
    _write(event="start")
    started = time.perf_counter()
    outcome = PLANNERS[planner](problem, seconds, lambda step: _write(event="step", **asdict(step)))
    took = time.perf_counter() - started
    plan = outcome.plan
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    _write(
        event="end",
        seconds=took,
        proved=outcome.proved,
        score=asdict(plan.score) if plan else None,
        bounds=asdict(plan.bounds) if plan else None,
        unplaced=sum(unplaced.reason != "forbidden" for unplaced in plan.unplaced) if plan else None,
        faults=[str(fault) for fault in check(problem, plan)] if plan else [],
        megabytes=memory // 1024,
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]))
