"""Runs the tries of a comparison one after another, each in a fresh process that may use both processors."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evaluation.meetplan.consultations import consultation, event_of_300, example, incidents
from evaluation.meetplan.generate import LARGE, planted, random_event
from meetplan import Problem, Stop, check, replan, solve

ROOT = Path(__file__).parents[2]
START_SECONDS = 300.0  # a first run compiles
GRACE_SECONDS = 30.0  # beyond the limit, before a try is ended

# Proved in "Constraint Solving Approaches to the Business-to-Business Meeting Scheduling Problem" (JAIR 74, 2022).
BEST_BREAKS = {
    "forum-13": 0,
    "forum-13crafb": 6,
    "forum-14": 2,
    "forumt-14": 5,
    "tic-12": 0,
    "tic-13": 0,
    "tic-13crafb": 0,
    "tic-14crafa": 0,
    "ticf-13crafa": 0,
    "ticf-14crafa": 0,
}


@dataclass
class Try:
    """What one planner did with one problem. `seconds`: wall time, until it ended or was ended. `end`: its last report,
    None if it was ended from outside; `steps`: its reports on the way."""

    part: str
    instance: str
    planner: str
    seconds: float
    end: dict[str, Any] | None = None
    steps: list[dict[str, Any]] = field(default_factory=list)
    error: str = ""

    @property
    def score(self) -> dict[str, Any] | None:
        return self.end["score"] if self.end else None

    @property
    def bounds(self) -> dict[str, Any] | None:
        if self.end and self.end["bounds"]:
            return dict(self.end["bounds"])
        bounds = [step["bounds"] for step in self.steps if step["bounds"]]
        return dict(bounds[-1]) if bounds else None

    @property
    def proved(self) -> bool:
        return bool(self.end and self.end["proved"])


def bench_problems(folder: Path) -> dict[str, Problem]:
    """The instances of the folder by name; empty where it is absent."""
    return {
        path.name.removesuffix(".original.json"): Problem.from_json(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.original.json"))
    }


def variant_problems(folder: Path) -> dict[str, Problem]:
    """The published variants by name: meetings fixed, people absent, orders; empty where they are absent."""
    return {
        path.name.removesuffix(".json"): Problem.from_json(path.read_text(encoding="utf-8"))
        for path in sorted((folder / "variants").glob("*.json"))
    }


def large_problems(quick: bool) -> dict[str, Problem]:
    shapes = LARGE[:1] if quick else LARGE
    generators = {"planted": planted, "random": random_event}
    return {f"{shape.name} {kind}": make(shape) for shape in shapes for kind, make in generators.items()}


def whole_problems(quick: bool) -> dict[str, Problem]:
    problems = {"example 150x57x46": example()}
    if not quick:
        problems["consultation 450x171x138"] = consultation()
    return problems


def attempt(part: str, instance: str, problem: Problem, planner: str, seconds: float) -> Try:
    """Run one try; it is ended when it has not stopped by itself a while after the limit."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(problem.to_json(), file)
        file.flush()
        command = [sys.executable, "-m", "evaluation.meetplan.attempt", planner, file.name, str(seconds)]
        with subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
        ) as process:
            return _listen(process, Try(part, instance, planner, 0.0), seconds)


def _listen(process: subprocess.Popen[str], result: Try, seconds: float) -> Try:
    limit = threading.Timer(START_SECONDS, process.kill)
    limit.start()
    errors: list[str] = []
    reader = threading.Thread(target=lambda: errors.append(process.stderr.read() if process.stderr else ""))
    reader.start()
    started = time.perf_counter()
    for line in process.stdout or ():
        if not line.startswith("{"):
            continue
        event = json.loads(line)
        kind = event.pop("event")
        if kind == "start":
            started = time.perf_counter()
            limit.cancel()
            # RC2 cannot be cancelled: it is ended at the limit itself; others get time for their last report.
            limit = threading.Timer(seconds + (0.0 if result.planner == "rc2" else GRACE_SECONDS), process.kill)
            limit.start()
        elif kind == "step":
            result.steps.append(event)
        else:
            result.end = event
    result.seconds = result.end["seconds"] if result.end else time.perf_counter() - started
    process.wait()
    limit.cancel()
    reader.join()
    if result.end is None:
        result.error = (
            (errors[0].strip().splitlines() or ["ended at the limit"])[-1] if errors else "ended at the limit"
        )
    return result


def compare(
    part: str, problems: Mapping[str, Problem], planners: Sequence[str], seconds: float, report: Any = print
) -> list[Try]:
    """Every planner at every problem."""
    tries = []
    for instance, problem in problems.items():
        for planner in planners:
            result = attempt(part, instance, problem, planner, seconds)
            report(
                f"{part:7} {instance:28} {planner:10} {result.seconds:8.2f} s  {result.score or result.error}",
                flush=True,
            )
            tries.append(result)
    return tries


def measure_replan(seconds: float, report: Any = print) -> list[dict[str, Any]]:
    """Repairs of an event of 300 people, after one that compiles."""
    problem = event_of_300()
    plan = solve(problem, Stop(seconds=seconds))
    repairs = []
    for repetition in range(2):
        for name, changes in incidents(problem).items():
            started = time.perf_counter()
            repair = replan(problem, plan, changes)
            took = time.perf_counter() - started
            if repetition == 0:
                continue
            repairs.append(
                {
                    "incident": name,
                    "seconds": took,
                    "moved": len(repair.moved),
                    "fewest_moves": repair.fewest_moves,
                    "changed": len(repair.changed),
                    "placed": len(repair.plan.meetings),
                    "faults": [str(fault) for fault in check(repair.problem, repair.plan)],
                }
            )
            report(
                f"replan  {name:40} {took:6.2f} s  {len(repair.moved)} moved, {repair.fewest_moves} proved", flush=True
            )
    return repairs
