"""How full the days are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gyoryu.base.names import Names
from gyoryu.exports.report.multilingual import day_names
from gyoryu.exports.texts import in_all_languages
from gyoryu.exports.timetable import Timetable
from meetplan.problem import Slot


@dataclass(frozen=True, slots=True)
class Share:
    """A cell: `level` is its class heat-0 … heat-5 in the style sheet."""

    level: int
    percent: int


@dataclass(frozen=True, slots=True)
class LoadRow:
    name: Names
    shares: list[Share]


@dataclass(frozen=True, slots=True)
class LoadDay:
    name: Names
    times: list[str]
    rows: list[LoadRow]


def load(timetable: Timetable) -> list[LoadDay]:
    """Share of firms, buyers, tables and interpreters at work in each slot, one strip per day."""
    return [
        LoadDay(day_names(day), [slot.start or slot.id for slot in slots], _rows(timetable, slots))
        for day, slots in timetable.days
    ]


def _rows(timetable: Timetable, slots: Sequence[Slot]) -> list[LoadRow]:
    appointments_in = {slot.id: [a for a in timetable.appointments if a.slot == slot] for slot in slots}
    groups: list[tuple[str, int, dict[str, set[str]]]] = [
        (
            "firms",
            len(timetable.firms),
            {s: {a.firm.id for a in appointments} for s, appointments in appointments_in.items()},
        ),
        (
            "buyers",
            len(timetable.buyers),
            {s: {a.buyer.id for a in appointments} for s, appointments in appointments_in.items()},
        ),
        (
            "tables",
            len(timetable.table_names),
            {s: {a.table for a in appointments if a.table} for s, appointments in appointments_in.items()},
        ),
        (
            "interpreters",
            len(timetable.interpreters),
            {
                s: {a.interpreter.id for a in appointments if a.interpreter}
                for s, appointments in appointments_in.items()
            },
        ),
    ]
    return [
        LoadRow(in_all_languages(key), [_share(len(at_work[slot.id]) / total) for slot in slots])
        for key, total, at_work in groups
        if total
    ]


def _share(share: float) -> Share:
    return Share(min(5, round(share * 5)), round(100 * share))
