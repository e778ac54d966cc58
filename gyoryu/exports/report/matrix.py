"""Matrix of wishes and meetings: firms down, buyers across."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from gyoryu.base.names import LANGUAGE_TAGS, Names
from gyoryu.exports.print import shorten
from gyoryu.exports.report.multilingual import plain_name, script_of
from gyoryu.exports.texts import in_all_languages
from gyoryu.exports.timetable import Timetable
from gyoryu.meetings.consultation import Attendee
from meetplan.problem import Pair

_CELL, _LEFT, _TOP = 13, 150, 46  # pixels
_KINDS = ("mutual", "seller", "buyer", "unknown")  # each has its shape in the template


@dataclass(frozen=True, slots=True)
class TallyRow:
    kind: str
    name: Names
    placed: int
    missed: int
    percent: str


@dataclass(frozen=True, slots=True)
class FirmLabel:
    """`line_y`: of the rule below the row; `tag`: BCP 47 tag of the name's language."""

    line_y: int
    y: int
    tag: str
    name: str


@dataclass(frozen=True, slots=True)
class BuyerLabel:
    """`line_x`: of the rule after the column."""

    line_x: int
    x: int
    title: str
    id: str


class Cell(NamedTuple):
    """A wish. A tuple of texts, which a template unpacks: there are tens of thousands."""

    css: str
    kind: str
    x: str
    y: str
    title: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """`left` and `top`: where rules of columns begin, in pixels."""

    tally: list[TallyRow]
    width: int
    height: int
    top: int
    firms: list[FirmLabel]
    buyers: list[BuyerLabel]
    cells: list[Cell]


def matrix(timetable: Timetable) -> Matrix:
    kinds = {pair.id: _requested_by(timetable, pair) for pair in timetable.wishes}
    return Matrix(
        tally=_tally(timetable, kinds),
        width=_LEFT + _CELL * len(timetable.buyers) + 8,
        height=_TOP + _CELL * len(timetable.firms) + 8,
        top=_TOP - 3,
        firms=[_firm_label(k, attendee) for k, attendee in enumerate(timetable.firms)],
        buyers=[_buyer_label(k, attendee) for k, attendee in enumerate(timetable.buyers)],
        cells=_cells(timetable, kinds),
    )


def _requested_by(timetable: Timetable, pair: Pair) -> str:
    sides = timetable.consultation.asked_by.get(pair.id, frozenset())
    return "mutual" if len(sides) == 2 else next(iter(sides), "unknown")


def _tally(timetable: Timetable, kinds: dict[str, str]) -> list[TallyRow]:
    """The matrix in numbers, which is its legend as well."""
    rows = []
    for kind in _KINDS:
        pair_ids = [id for id, pair_kind in kinds.items() if pair_kind == kind]
        if pair_ids:
            placed = sum(id in timetable.placed for id in pair_ids)
            percent = f"{100 * placed / len(pair_ids):.0f}%"
            rows.append(TallyRow(kind, in_all_languages(f"wish_{kind}"), placed, len(pair_ids) - placed, percent))
    return rows


def _firm_label(k: int, firm: Attendee) -> FirmLabel:
    tag = LANGUAGE_TAGS[script_of(firm.names, firm.language)]
    return FirmLabel(_TOP + _CELL * (k + 1), _TOP + _CELL * k + 10, tag, shorten(plain_name(firm), 24))


def _buyer_label(k: int, buyer: Attendee) -> BuyerLabel:
    return BuyerLabel(_LEFT + _CELL * (k + 1), _LEFT + _CELL * k + 10, plain_name(buyer), shorten(buyer.id, 8))


def _cells(timetable: Timetable, kinds: dict[str, str]) -> list[Cell]:
    xs = {attendee.id: str(_LEFT + _CELL * k) for k, attendee in enumerate(timetable.buyers)}
    ys = {attendee.id: str(_TOP + _CELL * k) for k, attendee in enumerate(timetable.firms)}
    cells = []
    for pair in timetable.wishes:
        firm, buyer = timetable.sides(pair)
        if firm.id in ys and buyer.id in xs:  # two of one side have no place in this picture
            css = "got" if pair.id in timetable.placed else "missed"
            title = f"{plain_name(firm)} · {plain_name(buyer)}"
            cells.append(Cell(css, kinds[pair.id], xs[buyer.id], ys[firm.id], title))
    return cells
