"""Utilisation by slot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gyoryu.base.names import Names
from gyoryu.exports.report.multilingual import day_names
from gyoryu.exports.texts import in_all_languages
from gyoryu.exports.timetable import Appointment, Timetable
from meetplan.problem import Slot

# What a meeting takes: how many there are, and which of them an appointment has.
_RESOURCES: tuple[tuple[str, Callable[[Timetable], int], Callable[[Appointment], str | None]], ...] = (
    ("firms", lambda timetable: len(timetable.firms), lambda a: a.firm.id),
    ("buyers", lambda timetable: len(timetable.buyers), lambda a: a.buyer.id),
    ("tables", lambda timetable: len(timetable.table_names), lambda a: a.table),
    (
        "interpreters",
        lambda timetable: len(timetable.interpreters),
        lambda a: a.interpreter.id if a.interpreter else None,
    ),
)


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
    appointments_by_slot = [[a for a in timetable.appointments if a.slot == slot] for slot in slots]
    return [
        LoadRow(in_all_languages(key), [_share(len(_at_work(a, id_of)) / count) for a in appointments_by_slot])
        for key, count_of, id_of in _RESOURCES
        if (count := count_of(timetable))
    ]


def _at_work(appointments: Sequence[Appointment], id_of: Callable[[Appointment], str | None]) -> set[str]:
    return {id for a in appointments if (id := id_of(a))}


def _share(share: float) -> Share:
    return Share(min(5, round(share * 5)), round(100 * share))
