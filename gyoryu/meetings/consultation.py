"""An export consultation as its officer knows it: people and firms with names in several scripts, around the bare
`meetplan.Problem` that knows only ids."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from gyoryu.base.names import Language, Names
from meetplan.problem import Problem

Side = Literal["seller", "buyer"]


@dataclass(frozen=True, slots=True)
class Attendee:
    """A firm, buyer or project owner. `id` is that of its `meetplan.Participant`; `language` is the one it reads."""

    id: str
    side: Side
    names: Names
    language: Language
    country: str = ""  # ISO 3166-1 alpha-2, "" unknown
    field: str = ""  # of technology or goods, as written in the workbook
    contact: str = ""  # as it is printed
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    revision: int = 0  # increases with every change of the printed data


@dataclass(frozen=True, slots=True)
class InterpreterPerson:
    """An interpreter; `language` is the one in which its booklet is written."""

    id: str
    names: Names
    language: Language


@dataclass(frozen=True, slots=True)
class ImportIssue:
    """Something about one place of a workbook, as a code. `row` counts from 1 (0: the whole sheet), `column` is its
    letter, `header` what stands above it; `detail` holds the value in question, `hint` what was probably meant."""

    code: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    header: str = ""
    detail: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Consultation:
    """All data needed to plan and to print. `language` is the workbook's own. `key` identifies the event even if it is
    renamed, "" in a workbook; `revision` increases with every change of it."""

    title: Names
    venue: Names
    language: Language
    time_zone: str  # of the venue, IANA
    problem: Problem
    attendees: dict[str, Attendee] = field(default_factory=dict)
    interpreters: dict[str, InterpreterPerson] = field(default_factory=dict)
    table_names: dict[str, str] = field(default_factory=dict)  # id -> text of the sign
    key: str = ""
    revision: int = 0
    is_sample: bool = False  # invented firms: every page says so
    asked_by: dict[str, frozenset[Side]] = field(default_factory=dict)  # pair id -> who asked for it; both: mutual
    notes: tuple[ImportIssue, ...] = ()  # omissions and assumptions made in reading; no faults
