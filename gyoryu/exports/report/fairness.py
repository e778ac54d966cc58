"""Distribution of meetings among participants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from gyoryu.base.names import Names
from gyoryu.exports.assessment import displayed
from gyoryu.exports.report.multilingual import plain_name, side_of
from gyoryu.exports.texts import in_all_languages
from gyoryu.exports.timetable import Timetable
from gyoryu.meetings.consultation import Attendee

_BAR, _HEIGHT, _LEFT = 8, 150, 26  # pixels: width of a participant, height of the plot, width of the scale


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of the scale across the plot, and its number beside it."""

    y: str
    label_y: str
    label: int


class Box(NamedTuple):
    css: str
    x: str
    y: str
    width: str
    height: str


class Column(NamedTuple):
    """A participant: a hollow box for what was wished, a filled one for what was planned, ticks at minimum and
    maximum."""

    title: str
    boxes: tuple[Box, ...]
    left: str
    right: str
    ticks: list[str]


@dataclass(frozen=True, slots=True)
class Columns:
    """An SVG with a column for each participant. Everything is in pixels."""

    width: int
    height: int
    left: int
    label_x: int
    rules: list[Rule]
    columns: list[Column]


@dataclass(frozen=True, slots=True)
class FairnessPanel:
    """`without`: how many have no meeting, in words; None where everybody has one."""

    side: Names
    words: Names
    without: Names | None
    chart: Columns


def fairness(timetable: Timetable) -> list[FairnessPanel]:
    return [_panel(timetable, side) for side in ("firms", "buyers") if side_of(timetable, side)]


def _panel(timetable: Timetable, side: str) -> FairnessPanel:
    people = side_of(timetable, side)
    meeting_counts = {attendee.id: len(timetable.by_attendee[attendee.id]) for attendee in people}
    counts = sorted(meeting_counts.values())
    nobody = sum(n == 0 for n in counts)
    order = sorted(people, key=lambda a: (-meeting_counts[a.id], -timetable.wishes_of[a.id]))
    return FairnessPanel(
        side=in_all_languages(side),
        words=in_all_languages("fair_words", median=displayed(median(counts)), least=counts[0], most=counts[-1]),
        without=in_all_languages("nobody", n=nobody) if nobody else None,
        chart=_columns(timetable, order, meeting_counts),
    )


def _columns(timetable: Timetable, order: Sequence[Attendee], meeting_counts: dict[str, int]) -> Columns:
    limits = [p.max for p in (timetable.participants[a.id] for a in order) if p.max is not None]
    highest = max([1, *meeting_counts.values(), *(timetable.wishes_of[a.id] for a in order), *limits])
    scale = _HEIGHT / highest
    step = max(1, -(-highest // 5))
    return Columns(
        width=_LEFT + _BAR * len(order) + 4,
        height=_HEIGHT + 22,
        left=_LEFT,
        label_x=_LEFT - 5,
        rules=[Rule(f"{_y(n, scale):.1f}", f"{_y(n, scale) + 3.5:.1f}", n) for n in range(0, highest + 1, step)],
        columns=[_column(timetable, a, k, meeting_counts[a.id], scale) for k, a in enumerate(order)],
    )


def _y(n: float, scale: float) -> float:
    return 10 + _HEIGHT - n * scale


def _column(timetable: Timetable, attendee: Attendee, k: int, meeting_count: int, scale: float) -> Column:
    participant, x = timetable.participants[attendee.id], _LEFT + _BAR * k
    wish_count = timetable.wishes_of[attendee.id]
    return Column(
        title=f"{plain_name(attendee)}: {meeting_count} / {wish_count}",
        boxes=(
            _box("wished", x + 1.5, wish_count, _BAR - 3, scale),
            _box("got", x + 1, meeting_count, _BAR - 2, scale),
        ),
        left=str(x),
        right=str(x + _BAR),
        ticks=[f"{_y(n, scale):.1f}" for n in (participant.min or None, participant.max) if n is not None],
    )


def _box(css: str, x: float, count: int, width: int, scale: float) -> Box:
    return Box(css, str(x), f"{_y(count, scale):.1f}", str(width), f"{count * scale:.1f}")
