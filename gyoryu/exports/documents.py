"""All documents of a plan, in one folder. Slow to import: it loads openpyxl."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gyoryu.exports import print as paper
from gyoryu.exports.calendars import write_calendars
from gyoryu.exports.report import write_report
from gyoryu.exports.sentences import Obstacle, from_explanation, from_plan
from gyoryu.exports.timetable import Timetable
from gyoryu.exports.timetable_workbook import write_spreadsheet
from gyoryu.meetings.consultation import Consultation
from meetplan.plan import Plan

logger = logging.getLogger(__name__)

Explain = Callable[[str], Obstacle]


@dataclass
class WrittenDocuments:
    """Documents that were written, and the names of those that failed."""

    paths: list[Path] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def write_documents(
    consultation: Consultation,
    plan: Plan,
    out_dir: Path,
    on_progress: Callable[[float], None] | None = None,
    explain: Explain | None = None,
) -> WrittenDocuments:
    """Write timetable.xlsx, the PDFs, calendars/ID.ics and report.html into `out_dir`, which must exist. A file that
    cannot be made never prevents the others: it is logged and listed. `on_progress` gets the share done, 0 to 1.
    `explain` returns what prevented a pair id; the default calls `meetplan`, and where that fails too, the plan's own
    reasons are used."""
    timetable = Timetable(consultation, plan)
    try:
        obstacles = find_obstacles(timetable, explain)
    except (Exception, KeyboardInterrupt):
        logger.exception("the wishes not met could not be explained")
        obstacles = [from_plan(unplaced) for unplaced in plan.unplaced if unplaced.pair in timetable.pairs]
    documents = WrittenDocuments()
    steps = _steps(timetable, obstacles, out_dir)
    total = sum(cost for cost, _, _ in steps)
    share_done = 0.0
    for number, (cost, name, write) in enumerate(steps):
        try:
            documents.paths += write()
        except KeyboardInterrupt:
            documents.failed += [name for _, name, _ in steps[number:]]
            break
        except Exception:
            logger.exception("%s could not be made", name)
            documents.failed.append(name)
        share_done += cost
        if on_progress:
            on_progress(min(1.0, share_done / total))
    return documents


def find_obstacles(timetable: Timetable, explain: Explain | None = None) -> list[Obstacle]:
    """Find what prevented each unmet wish: required meetings first, then wishes by decreasing weight."""
    if explain is None:
        from meetplan import Explainer  # slow: NumPy

        explainer = Explainer(timetable.problem, timetable.plan)

        def explain(pair_id: str) -> Obstacle:
            return from_explanation(explainer.explain(pair_id))

    unmet = [pair for pair in timetable.wishes if pair.id not in timetable.placed]
    unmet.sort(key=lambda pair: (pair.kind != "must", -pair.weight))
    return [explain(pair.id) for pair in unmet]


def _steps(
    timetable: Timetable, obstacles: Sequence[Obstacle], out_dir: Path
) -> list[tuple[float, str, Callable[[], list[Path]]]]:
    """Return the documents to write: share of the time (measured in seconds at 150 firms), name, and function."""

    def file(cost: float, name: str, write: Callable[[Path], None]) -> tuple[float, str, Callable[[], list[Path]]]:
        def run() -> list[Path]:
            write(out_dir / name)
            return [out_dir / name]

        return cost, name, run

    def of(people: str) -> Callable[[Path], None]:
        whom = timetable.firms if people == "firms" else timetable.buyers
        return lambda path: paper.write_booklets_of_attendees(timetable, whom, f"booklets_{people}", path)

    return [
        file(3.0, "timetable.xlsx", lambda path: write_spreadsheet(timetable, obstacles, path)),
        file(2.4, "booklets-firms.pdf", of("firms")),
        file(2.0, "booklets-buyers.pdf", of("buyers")),
        file(1.2, "booklets-interpreters.pdf", lambda path: paper.write_booklets_of_interpreters(timetable, path)),
        file(1.0, "table-signs.pdf", lambda path: paper.write_table_signs(timetable, path)),
        file(0.5, "wall-timetable.pdf", lambda path: paper.write_wall_timetable(timetable, path)),
        (0.3, "calendars", lambda: write_calendars(timetable, out_dir / "calendars")),
        file(0.6, "report.html", lambda path: write_report(timetable, obstacles, path)),
    ]
