"""The timetable as a picture: tables down, slots across, one chip for each meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gyoryu.base.names import LANGUAGES, Names
from gyoryu.exports.dates import clock_text
from gyoryu.exports.report.multilingual import day_names, own_name, plain_name
from gyoryu.exports.texts import in_all_languages, language_pair
from gyoryu.exports.timetable import Appointment, Timetable
from meetplan.problem import Slot

_TINTS = 6  # classes need-0 … need-5 in the style sheet
Tints = dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class LegendEntry:
    tint: int
    mark: str
    name: Names


class Chip(NamedTuple):
    """Meeting in the picture. A tuple of texts, which a template unpacks; all are "" where there is no meeting. `mark`:
    its languages if interpreted; `*_tag`: BCP 47 tag of the name's language."""

    css: str = ""
    title: str = ""
    firm_id: str = ""
    firm_tag: str = ""
    firm: str = ""
    buyer_id: str = ""
    buyer_tag: str = ""
    buyer: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class PictureRow:
    name: Names
    chips: list[Chip]


@dataclass(frozen=True, slots=True)
class PictureDay:
    name: Names
    times: list[str]
    rows: list[PictureRow]


@dataclass(frozen=True, slots=True)
class Picture:
    legend: list[LegendEntry]
    days: list[PictureDay]


def picture(timetable: Timetable) -> Picture:
    tints = _tints(timetable)
    legend = [
        LegendEntry(tint, _mark(pair), Names(*(language_pair(pair, language) for language in LANGUAGES)))
        for pair, tint in tints.items()
    ]
    return Picture(legend, [_day(timetable, day, slots, tints) for day, slots in timetable.days])


def _tints(timetable: Timetable) -> Tints:
    """Pairs of languages between which someone interprets -> number of a tint; the most frequent first."""
    count: dict[tuple[str, str], int] = {}
    for a in timetable.appointments:
        if a.languages and a.interpreter:
            count[a.languages] = count.get(a.languages, 0) + 1
    order = sorted(count, key=lambda pair: (-count[pair], pair))
    return {pair: min(k, _TINTS - 1) for k, pair in enumerate(order)}


def _mark(languages: tuple[str, str]) -> str:
    return "–".join(code.upper() for code in languages)


def _day(timetable: Timetable, day: str, slots: Sequence[Slot], tints: Tints) -> PictureDay:
    rows = [
        _row(timetable, Names(en=name), [timetable.appointment_at.get((id, slot.id)) for slot in slots], tints)
        for id, name in timetable.table_names.items()
    ]
    rows += [
        _row(timetable, in_all_languages("legend_online"), appointments, tints)
        for appointments in timetable.online_rows(slots)
    ]
    return PictureDay(day_names(day), [clock_text(slot) for slot in slots], rows)


def _row(timetable: Timetable, name: Names, cells: Sequence[Appointment | None], tints: Tints) -> PictureRow:
    return PictureRow(name, [_chip(timetable, a, tints) if a else Chip() for a in cells])


def _chip(timetable: Timetable, a: Appointment, tints: Tints) -> Chip:
    languages = a.languages if a.interpreter else None
    table_name = "" if a.table is None else timetable.table_name(a.table)
    interpreter = a.interpreter.names.in_language(a.interpreter.language) if a.interpreter else ""
    parts = (clock_text(a.slot), table_name, plain_name(a.firm), plain_name(a.buyer), interpreter)
    return Chip(
        f"chip need-{tints[languages]}" if languages else "chip",
        " · ".join(part for part in parts if part),
        a.firm.id,
        *own_name(a.firm),
        a.buyer.id,
        *own_name(a.buyer),
        _mark(languages) if languages else "",
    )
