"""Expressions of time set against the date of the document: ISO as far as the text goes, or nothing.

Order of trust: what is printed; what the words shift (`next month`); the year or month named before in the same sentence; then the
candidate nearest to the reference that tense and marks (`coming`, `last`) allow. Without a reference, what would have to be
guessed is left open (`XXXX-10-31`) or not resolved at all."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from docread.document import Span
from docread.patterns import regex
from docread.temporal import chinese, english, korean
from docread.temporal.mentions import TimeMention

_GRAMMARS = {"ko": korean, "zh": chinese, "en": english}
# Days that a tense or a mark weighs against mere nearness.
AGAINST_TENSE, AGAINST_MARK = 70, 400
# What is meant by a month "coming" or "last" may begin some days on the other side of the reference.
TOLERANCE = 3
_RANGE = regex(r"\)?\s?(?:부터|에서|~|-|\bto\b|\bthrough\b|至|到|—|、)\s?(?:\d{1,2}:\d\d\s?~?\s?)?")
_GLOSS = regex(r"\s?\(")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time with its first and last day (month, year): equal where the text names one. `until`: a term by which."""

    start: str
    end: str
    span: Span
    until: bool = False
    weekday: int | None = None
    weekday_span: Span | None = None
    sure: bool = True
    spans_year: bool = False  # the year was printed, not inferred

    @property
    def is_day(self) -> bool:
        return len(self.end) == 10


def resolve(
    found: list[TimeMention],
    folded: str,
    sentence: Span,
    reference: date | None,
    language: str,
    before: Iterable[TimeExpression] = (),
    *,
    use_weekdays: bool = True,
) -> list[TimeExpression]:
    """The times of one sentence, in order. `before`: those of the paragraph up to here, the latest last."""
    resolver = _Resolver(folded, sentence, reference, language, use_weekdays)
    known = list(before)
    count = len(known)
    index = 0
    while index < len(found):
        each = found[index]
        start = resolver.one(each, known)
        index += 1
        if start is None:
            continue
        end, last = start, each
        if index < len(found) and resolver.is_gloss(each, found[index]):
            gloss = resolver.one(found[index], known)
            last, index = found[index], index + 1
            if gloss and len(gloss) > len(start):
                start = end = gloss
        if index < len(found) and resolver.is_range(last, found[index]):
            other = resolver.one(found[index], [*known, _when(start, start, last)], within=start)
            if other and other[:4] >= start[:4]:
                end, last = other, found[index]
                index += 1
        elif language == "ko":
            end = _last_day(start, folded, last) or end
        known.append(_when(start, end, each, last))
    return [_halves(when, folded) for when in known[count:]]


def _when(start: str, end: str, first: TimeMention, last: TimeMention | None = None) -> TimeExpression:
    last = last or first
    until = last.until and last is first
    if last.part == "plan":
        end = str(int(start) + 4)  # five years, such as those of `十四五`
    return TimeExpression(
        start, end, (first.start, last.end), until, first.weekday, first.span, True, first.year is not None
    )


def _last_day(start: str, folded: str, first: TimeMention) -> str | None:
    """The last day of `from the 6th for two days`."""
    lasting = korean.LASTING.match(folded, first.end) if len(start) == 10 and "X" not in start else None
    if lasting is None:
        return None
    if lasting["months"]:
        begun = date.fromisoformat(start)
        months = begun.year * 12 + begun.month - 1 + int(lasting["months"])
        year, month = months // 12, months % 12 + 1
        return date.fromordinal(date(year, month, min(begun.day, _last(year, month))).toordinal() - 1).isoformat()
    days = korean.LENGTHS[lasting["word"]] if lasting["word"] else int(lasting["days"])
    return date.fromordinal(date.fromisoformat(start).toordinal() + days - 1).isoformat()


def _halves(when: TimeExpression, folded: str) -> TimeExpression:
    """Half-years and quarters became `2025-H1` above; their months are written out here."""
    start, end = (_MONTHS_OF.get(each[5:], (None, None)) for each in (when.start, when.end))
    if start[0] is None and end[0] is None:
        return when
    first = f"{when.start[:4]}-{start[0]:02d}" if start[0] else when.start
    last = f"{when.end[:4]}-{end[1]:02d}" if end[1] else when.end
    return TimeExpression(
        first, last, when.span, when.until, when.weekday, when.weekday_span, when.sure, when.spans_year
    )


_MONTHS_OF: dict[str, tuple[int, int] | tuple[None, None]] = {
    "H1": (1, 6), "H2": (7, 12), "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12),
}  # fmt: skip


def _day_of(number: int | None, known: list[TimeExpression]) -> str | None:
    """`둘째 날`: a day of the last range of days that was told; from its end if `number` is negative."""
    ranges = [when for when in known if len(when.start) == len(when.end) == 10 and when.start < when.end]
    if not ranges or number is None or "X" in ranges[-1].start + ranges[-1].end:
        return None
    first, last = (date.fromisoformat(day).toordinal() for day in (ranges[-1].start, ranges[-1].end))
    day = last if number < 0 else first + number
    return date.fromordinal(day).isoformat() if day <= last and last - first < 15 else None


def _beside_day(day: str | None, shift: int | None) -> str | None:
    """`전날`, `이튿날`: the day before or after one that is told."""
    if not day or not shift or len(day) < 10 or "X" in day:
        return day
    return date.fromordinal(date.fromisoformat(day).toordinal() + shift).isoformat()


class _Resolver:
    def __init__(self, folded: str, sentence: Span, reference: date | None, language: str, use_weekdays: bool) -> None:
        self.folded, self.reference, self.use_weekdays = folded, reference, use_weekdays
        self.sentence = sentence
        self.grammar = _GRAMMARS[language]

    def tense(self, found: TimeMention) -> int:
        """-1 past, 1 future, 0 unknown: by the first verb after the expression, else by the last of the sentence."""
        if self.grammar is english:
            return english.tense(self.folded, self.sentence, found.start, found.end)
        near = self.folded[found.end : min(found.end + 45, self.sentence[1])]
        rest = self.folded[found.end : self.sentence[1]]
        for text in (near, rest):
            past, future = self.grammar.PAST.search(text), self.grammar.FUTURE.search(text)
            if past and not (future and future.start() < past.start()):
                return -1
            if future:
                return 1
        return 0

    def is_range(self, first: TimeMention, second: TimeMention) -> bool:
        if self.grammar is english:
            return second.mark == "range" or bool(english.RANGE.fullmatch(self.folded, first.end, second.start))
        return bool(_RANGE.fullmatch(self.folded, first.end, second.start))

    def is_gloss(self, first: TimeMention, second: TimeMention) -> bool:
        """`tomorrow (21st)`: two ways to say one time."""
        return bool(_GLOSS.fullmatch(self.folded, first.end, second.start)) and first.weekday is None

    def one(self, found: TimeMention, known: list[TimeExpression], within: str | None = None) -> str | None:
        """ISO of one expression, or None. `within`: the beginning of the range that it ends."""
        if found.mark in {"nth", "same", "same_year", "year_after"}:
            days = found.days
            return _day_of(days, known) if found.mark == "nth" else _beside_day(self._as_before(found, known), days)
        if self.grammar is english and found.weekday is not None and found.day is None:
            return english.on_weekday(found.weekday, found.mark, self.reference, self.tense(found))
        if found.months is not None or found.days is not None:
            return self._shifted_month(found) or self._shifted_day(found)
        year = self._year(found)
        if year is not None or found.years is not None:
            return _iso(year, found.month, found.day, found.part) if year is not None else None
        if found.month is not None or found.day is not None:
            return self._month(found, known, within) or self._day(found, known, within)
        return self._part(found, known)

    def _part(self, found: TimeMention, known: list[TimeExpression]) -> str | None:
        """A half or a quarter: of the year printed before in the sentence, else of the reference."""
        if not found.part or not self.reference:
            return None
        before = next((when for when in reversed(known) if when.spans_year and self._in_sentence(when)), None)
        return _iso(int(before.start[:4]) if before else self.reference.year, None, None, found.part)

    def _in_sentence(self, when: TimeExpression) -> bool:
        return self.sentence[0] <= when.span[0] < self.sentence[1]

    def _year(self, found: TimeMention) -> int | None:
        if found.year is not None:
            return found.year
        if found.years is not None and self.reference:
            return self.reference.year + found.years
        return None

    def _as_before(self, found: TimeMention, known: list[TimeExpression]) -> str | None:
        days = [when for when in known if when.is_day]
        if found.mark == "same":
            over = [when for when in days if self.reference and when.start <= self.reference.isoformat()]
            if over:  # the latest of them: what is told of earlier years does not come between
                return max(when.start for when in over)
            return days[-1].start if days else (self.reference.isoformat() if self.reference else None)
        if not known:
            return None
        year = int(known[-1].start[:4]) + (found.mark == "year_after") if known[-1].start[:4].isdigit() else None
        return _iso(year, found.month, found.day, found.part) if year else None

    def _shifted_month(self, found: TimeMention) -> str | None:
        if not self.reference or found.months is None:
            return None
        months = self.reference.year * 12 + self.reference.month - 1 + found.months
        return _iso(months // 12, months % 12 + 1, found.day, "")

    def _shifted_day(self, found: TimeMention) -> str | None:
        if not self.reference or found.days is None:
            return None
        return date.fromordinal(self.reference.toordinal() + found.days).isoformat()

    def _month(self, found: TimeMention, known: list[TimeExpression], within: str | None) -> str | None:
        if found.month is None:
            return None
        if within and within[:4].isdigit():
            year = int(within[:4])
            return _iso(year + (len(within) > 4 and found.month < int(within[5:7])), found.month, found.day, "")
        inherited = self._inherited_year(found, known)
        if inherited is not None:
            return _iso(inherited, found.month, found.day, "")
        if self.reference is None and self.grammar is english and known and known[-1].start[:4].isdigit():
            return _iso(int(known[-1].start[:4]), found.month, found.day, "")  # the year that the text goes on with
        if self.reference is None:
            return _iso(None, found.month, found.day, "")
        years = [self.reference.year + shift for shift in (-1, 0, 1)]
        candidates = [(year, date(year, found.month, min(found.day or 15, _last(year, found.month)))) for year in years]
        if self.use_weekdays and found.weekday is not None and found.day:
            fitting = [each for each in candidates if each[1].weekday() == found.weekday and each[1].day == found.day]
            nearest = min(candidates, key=lambda each: self._strain(each[1], found))
            if fitting and nearest not in fitting and abs((nearest[1] - self.reference).days) > 45:
                candidates = fitting
        year = min(candidates, key=lambda each: self._strain(each[1], found))[0]
        return _iso(year, found.month, found.day, "")

    def _inherited_year(self, found: TimeMention, known: list[TimeExpression]) -> int | None:
        """The year printed before in the same sentence goes on, unless the months have run past the reference."""
        if found.mark == "next":
            return None  # `오는 11월` counts from today, whatever year was named before
        for when in reversed(known):
            if not self._in_sentence(when) or not when.start[:4].isdigit():
                break
            gap = self.folded[when.span[1] : found.start]
            if when.spans_year and len(gap) <= 60 and not re.search(r"오는|지난|올해|내년|今年", gap):
                if self.reference and int(when.end[:4]) != self.reference.year and len(gap) > 25:
                    return None
                return int(when.end[:4])
        return None

    def _strain(self, candidate: date, found: TimeMention) -> float:
        """How badly a candidate fits: days from the reference, more against tense and marks."""
        if self.reference is None:
            return 0
        gap = (candidate - self.reference).days
        strain = float(abs(gap))
        tolerance = TOLERANCE if found.day else 31
        if (found.mark == "next" and gap < -tolerance) or (found.mark == "last" and gap > tolerance):
            strain += AGAINST_MARK
        elif strain > 25 and not found.mark:
            tense = self.tense(found)
            if (tense > 0 and gap < -tolerance) or (tense < 0 and gap > tolerance):
                strain += AGAINST_TENSE
        return strain

    def _day(self, found: TimeMention, known: list[TimeExpression], within: str | None) -> str | None:
        if found.day is None or found.month is not None:
            return None
        if within and len(within) >= 7 and within[5:7].isdigit() and within[:4].isdigit():
            year, month = int(within[:4]), int(within[5:7])
            if len(within) == 10 and within[8:].isdigit() and found.day < int(within[8:]):
                year, month = (year + 1, 1) if month == 12 else (year, month + 1)
            return _iso(year, month, found.day, "")
        if within and within.startswith("XXXX-") and len(within) >= 7:
            return f"{within[:7]}-{found.day:02d}"
        if self.reference is None:
            return self._after_month_named(found, known)
        named = self._after_month_named(found, known)
        near = self._nearest_day(found)
        if named is None or found.mark in {"next", "last"}:
            return near
        return named if near is None or (named[:7] != near[:7] and self._continues(found, known)) else near

    def _continues(self, found: TimeMention, known: list[TimeExpression]) -> bool:
        """Whether the month named before goes on: it stands in the same sentence, close by, with a day of its own."""
        when = known[-1] if known else None
        return bool(when and self._in_sentence(when) and when.is_day and found.start - when.span[1] <= 80)

    def _after_month_named(self, found: TimeMention, known: list[TimeExpression]) -> str | None:
        for when in reversed(known):
            if len(when.end) >= 7 and when.end[5:7].isdigit() and when.end[:4].isdigit():
                return _iso(int(when.end[:4]), int(when.end[5:7]), found.day, "")
        return None

    def _nearest_day(self, found: TimeMention) -> str | None:
        if self.reference is None or found.day is None:
            return None
        candidates = []
        for shift in (-1, 0, 1):
            months = self.reference.year * 12 + self.reference.month - 1 + shift
            year, month = months // 12, months % 12 + 1
            if found.day <= _last(year, month):
                candidates.append(date(year, month, found.day))
        if not candidates:
            return None
        return min(candidates, key=lambda each: self._day_strain(each, found)).isoformat()

    def _day_strain(self, candidate: date, found: TimeMention) -> float:
        if self.reference is None:
            return 0
        gap = (candidate - self.reference).days
        strain = float(abs(gap))
        if (found.mark == "next" and gap < 0) or (found.mark == "last" and gap > 0):
            strain += AGAINST_MARK
        elif strain > 7:
            tense = self.tense(found)
            if (tense > 0 and gap < -TOLERANCE) or (tense < 0 and gap > TOLERANCE):
                strain += 12
        return strain


def _last(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _iso(year: int | None, month: int | None, day: int | None, part: str) -> str | None:
    """ISO as far as it goes; `XXXX` for a year, `XX` for a month not known; half-years and quarters as `2025-H1`."""
    if year is None and month is None:
        return None
    written = "XXXX" if year is None else f"{year:04d}"
    if month is not None:
        written += f"-{month:02d}"
        if day is not None:
            if year is not None and day > _last(year, month):
                return None
            written += f"-{day:02d}"
        return written
    if day is not None:
        return f"{written}-XX-{day:02d}"
    return f"{written}-{part}" if part in _MONTHS_OF else written
