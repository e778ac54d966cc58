"""The comparison as a table for people and as JSON for machines."""

from __future__ import annotations

import datetime
import os
import platform
from collections import defaultdict
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from evaluation.meetplan.run import BEST_BREAKS, Try


def machine() -> str:
    """One line: processor, cores, memory, system."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{names[0] if names else platform.machine()}, {cores} cores, {memory:.0f} GB, {platform.system()}"


def heading(seconds: float) -> list[str]:
    packages = ("ortools", "python-sat", "numba", "numpy")
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    return [
        "# meetplan beside its rivals",
        "",
        f"{today}. {machine()}. Python {platform.python_version()}, {versions}.",
        "All in one run, each try in a fresh process after compiling; the time includes the encoding.",
        f"At most {seconds:g} s a try. `make evaluate` makes this page.",
    ]


def _by_instance(tries: Iterable[Try]) -> dict[str, dict[str, Try]]:
    rows_by_instance: dict[str, dict[str, Try]] = defaultdict(dict)
    for attempt in tries:
        rows_by_instance[attempt.instance][attempt.planner] = attempt
    return dict(rows_by_instance)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [
        "",
        "| " + " | ".join(header) + " |",
        "|" + "|".join("---" for _ in header) + "|",
        *("| " + " | ".join(row) + " |" for row in rows),
    ]


def _break_cell(attempt: Try | None) -> str:
    """Breaks, bound and seconds; what is not proved is in brackets."""
    if attempt is None:
        return ""
    bound = attempt.bounds["breaks"] if attempt.bounds else 0
    if attempt.score is None:
        return f"none ≥ {bound}, {attempt.seconds:.1f} s"
    unplaced = f", {attempt.end['unplaced']} left out" if attempt.end and attempt.end["unplaced"] else ""
    proof = "" if attempt.proved else f" (≥ {bound})"
    return f"{attempt.score['breaks']}{proof}{unplaced}, {attempt.seconds:.2f} s"


def bench(tries: Sequence[Try], limit: float) -> list[str]:
    """Breaks of the published instances, and the ratio of times to RC2. A try without proof counts the whole limit."""
    if not tries:
        return []
    rows_by_instance = _by_instance(tries)
    planners = list(dict.fromkeys(attempt.planner for attempt in tries))
    rows: list[list[str]] = []
    times: dict[str, float] = defaultdict(float)
    for name, by_planner in rows_by_instance.items():
        seconds_taken = {
            planner: attempt.seconds if attempt.proved else max(limit, attempt.seconds)
            for planner, attempt in by_planner.items()
        }
        for planner, seconds in seconds_taken.items():
            times[planner] += seconds
        ratio = (
            f"{seconds_taken['meetplan'] / seconds_taken['rc2']:.2f}"
            if {"meetplan", "rc2"} <= seconds_taken.keys()
            else ""
        )
        rows.append([name, str(BEST_BREAKS.get(name, "?")), *(_break_cell(by_planner.get(p)) for p in planners), ratio])
    proofs = {planner: sum(attempt.proved for attempt in tries if attempt.planner == planner) for planner in planners}
    total = f"{times['meetplan'] / times['rc2']:.3f}" if times.get("rc2") else ""
    rows.append(["**all**", "", *(f"{proofs[p]} proved, {times[p]:.1f} s" for p in planners), total])
    return [
        "",
        "## Published instances: everyone must meet, fewest breaks",
        *_table(["instance", "best", *planners, "meetplan : rc2"], rows),
    ]


def variants(tries: Sequence[Try]) -> list[str]:
    """The published variants, on which not everything can be held: what is reached, and what is proved of it."""
    if not tries:
        return []
    rows = []
    for attempt in tries:
        if attempt.score is None or attempt.bounds is None:
            rows.append([attempt.instance, attempt.error, "", "", f"{attempt.seconds:.1f}"])
            continue
        cells = [f"{attempt.score[level]} / {attempt.bounds[level]}" for level in ("must", "spread_excess", "breaks")]
        rows.append([attempt.instance, *cells, f"{attempt.seconds:.1f}"])
    proved = sum(
        bool(attempt.score and attempt.bounds and attempt.score["must"] == attempt.bounds["must"]) for attempt in tries
    )
    rows.append(
        ["**all**", f"{proved} of {len(tries)} proved", "", "", f"{sum(attempt.seconds for attempt in tries):.1f}"]
    )
    header = ["variant", "must / bound", "beyond the spread / bound", "breaks / bound", "s"]
    return ["", "## Published variants: reached and proved, at most 20 s each", *_table(header, rows)]


def large(tries: Sequence[Try]) -> list[str]:
    if not tries:
        return []
    planners = list(dict.fromkeys(attempt.planner for attempt in tries))
    rows = []
    for name, by_planner in _by_instance(tries).items():
        meetplan_attempt = by_planner.get("meetplan")
        memory = f"{meetplan_attempt.end['megabytes']} MB" if meetplan_attempt and meetplan_attempt.end else ""
        rows.append([name, *(_break_cell(by_planner.get(planner)) for planner in planners), memory])
    return ["", "## Large events: fewest breaks", *_table(["event", *planners, "memory of meetplan"], rows)]


def whole(tries: Sequence[Try]) -> list[str]:
    if not tries:
        return []
    rows = []
    for name, by_planner in _by_instance(tries).items():
        for planner, attempt in by_planner.items():
            if attempt.score is None or attempt.bounds is None:
                rows.append([name, planner, attempt.error, "", "", "", f"{attempt.seconds:.1f}"])
                continue
            score, bounds = attempt.score, attempt.bounds
            gap = 100 * (bounds["weight"] - score["weight"]) / max(1e-9, bounds["weight"])
            rows.append(
                [
                    name,
                    planner,
                    f"{score['must']} of {bounds['must']}",
                    f"{score['below_min']}",
                    f"{score['weight']:.1f} of {bounds['weight']:.1f} ({gap:.2f} %)",
                    f"{score['breaks']} (≥ {bounds['breaks']})",
                    f"{attempt.seconds:.1f}",
                ]
            )
    header = ["problem", "planner", "must", "below minimum", "weight of its bound (gap)", "breaks", "s"]
    return ["", "## Whole consultations", *_table(header, rows)]


def repairs(incidents: Sequence[dict[str, Any]]) -> list[str]:
    if not incidents:
        return []
    rows = [
        [row["incident"], str(row["moved"]), str(row["fewest_moves"]), str(row["placed"]), f"{row['seconds']:.2f}"]
        for row in incidents
    ]
    header = ["a buyer with 20 meetings among 300 people", "moved", "proved necessary", "meetings held", "s"]
    return ["", "## Repairs", *_table(header, rows)]


def faults(tries: Sequence[Try]) -> list[str]:
    """Plans that `check` refuses; there should be none."""
    wrong = [attempt for attempt in tries if attempt.end and attempt.end["faults"]]
    if not wrong:
        return ["", "Every plan of every planner passed `check`."]
    return [
        "",
        *(
            f"**{attempt.planner}, {attempt.instance}: {attempt.end['faults'][:3]}**"
            for attempt in wrong
            if attempt.end
        ),
    ]
