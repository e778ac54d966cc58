"""`report.html`: a self-contained page for reviewing the timetable."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from gyoryu.base.names import LANGUAGE_NAMES, LANGUAGE_TAGS, LANGUAGES, Names
from gyoryu.exports.dates import day_text
from gyoryu.exports.report.breaks import breaks
from gyoryu.exports.report.fairness import fairness
from gyoryu.exports.report.figures import figures
from gyoryu.exports.report.load import load
from gyoryu.exports.report.matrix import matrix
from gyoryu.exports.report.picture import picture
from gyoryu.exports.report.rendering import render
from gyoryu.exports.report.unmet import unmet
from gyoryu.exports.sentences import Obstacle
from gyoryu.exports.texts import in_all_languages, translate
from gyoryu.exports.timetable import Timetable

_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Switch:
    """A language to read the page in: its radio button comes before everything that obeys it by style alone."""

    code: str
    tag: str
    language: str
    title: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Frame of the page around the sections. `sample`: the mark of a sample in all languages; "" for a real
    consultation."""

    tag: str
    policy: str
    title: str
    style: str
    script: str
    switches: list[Switch]
    sample: str
    event: Names
    dates: Names
    venue: Names


def write_report(timetable: Timetable, obstacles: Sequence[Obstacle], path: Path) -> None:
    path.write_text(report(timetable, obstacles), encoding="utf-8")


def report(timetable: Timetable, obstacles: Sequence[Obstacle]) -> str:
    """Return the page. It contains all three languages and shows one: the workbook's, until the reader switches it."""
    return render(
        "page.html",
        page=_page(timetable),
        figures=figures(timetable),
        picture=picture(timetable),
        load=load(timetable),
        breaks=breaks(timetable),
        fairness=fairness(timetable),
        matrix=matrix(timetable),
        unmet=unmet(timetable, obstacles),
    )


def _page(timetable: Timetable) -> Page:
    script = (_HERE / "behaviour.js").read_text(encoding="utf-8")
    digest = base64.b64encode(sha256(script.encode()).digest()).decode()
    title = _title(timetable)
    return Page(
        tag=LANGUAGE_TAGS[timetable.language],
        policy=f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; img-src data:",
        title=title.in_language(timetable.language),
        style=(_HERE / "style.css").read_text(encoding="utf-8"),
        script=script,
        switches=[
            Switch(code, LANGUAGE_TAGS[code], LANGUAGE_NAMES[code], title.in_language(code), code == timetable.language)
            for code in LANGUAGES
        ],
        sample=" · ".join(translate("sample", code) for code in LANGUAGES) if timetable.consultation.is_sample else "",
        event=timetable.title,
        dates=_dates(timetable),
        venue=timetable.venue,
    )


def _title(timetable: Timetable) -> Names:
    def title(language: str) -> str:
        event = getattr(timetable.title, language) or timetable.title.in_language(timetable.language)
        heading: str = getattr(in_all_languages("report"), language)
        return f"{event} – {heading}" if event else heading

    return Names(title("ko"), title("zh"), title("en"))


def _dates(timetable: Timetable) -> Names:
    days = [day for day, _ in timetable.days]
    ends = list(dict.fromkeys((days[0], days[-1]))) if days else []
    return Names(*(" – ".join(day_text(day, code) for day in ends) for code in LANGUAGES))
