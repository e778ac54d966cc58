"""Expressions of time as they are printed, before they are resolved against a date."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from docread.document import Span
from docread.temporal import chinese, english, korean

Builder = Callable[[re.Match[str]], "TimeMention | None"]


@dataclass(frozen=True, slots=True)
class TimeMention:
    """One expression. `year`, `month`, `day` as printed; `years`, `months`, `days`: shift against the reference
    (`next year`: `years=1`); `part`: `H1`, `H2`, `Q1` … `Q4`, `start`, `end` of a year or month; `mark`: `next`
    (coming), `last` (past) or `same` (as just said); `weekday`: 0 is Monday."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    years: int | None = None
    months: int | None = None
    days: int | None = None
    part: str = ""
    mark: str = ""
    weekday: int | None = None
    until: bool = False

    @property
    def span(self) -> Span:
        return self.start, self.end

    @property
    def is_full(self) -> bool:
        return self.year is not None and self.month is not None and self.day is not None


def find_mentions(folded: str, start: int, end: int, language: str) -> list[TimeMention]:
    """Return the expressions of time within `[start, end)`, in order and without overlaps."""
    found: list[TimeMention] = []
    if language == "en":
        found = [TimeMention(first, last, **said) for first, last, said in english.expressions(folded, start, end)]
        return [each for each in found if _is_possible(each)]
    grammar = {"ko": korean, "zh": chinese}[language]
    for match in grammar.EXPRESSION.finditer(folded, start, end):
        said = grammar.said(match)
        if said is None:
            continue
        each = TimeMention(match.start(), match.end(), **said)
        if not _is_possible(each):
            continue
        if after := grammar.WEEKDAY.match(folded, each.end, end):
            each = replace(each, end=after.end(), weekday=min(6, grammar.WEEKDAYS.index(after["weekday"][:1])))
        if after := grammar.UNTIL.match(folded, each.end, end):
            each = replace(each, until=True)
        found.append(each)
    return found


def _is_possible(found: TimeMention) -> bool:
    return (found.month is None or 1 <= found.month <= 12) and (found.day is None or 1 <= found.day <= 31)
