"""Parse phrases about times in Korean, Chinese and English into the slots of an event."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gyoryu.base.sheets import ParseError, parse_date, parse_time, parse_time_range
from gyoryu.base.text import comparison_key, normalize_compatibility
from gyoryu.meetings.workbook import vocabulary
from meetplan.problem import Slot

NOON = 12 * 60
EVENING = 18 * 60
MAX_LENGTH = 400  # characters of a cell about times

_APART = re.compile(r"[,;、，；。\n]|\s/\s|\s*(?:\b및\b|그리고|(?<=\s)와(?=\s)|和|及|\band\b|&|\+)\s*")
# Words for presence and absence, valid in any column. Negations are matched first: 불가능 contains 가능.
_ABSENT = re.compile(
    r"(?:참석|상담|참가|미팅)?\s*(?:불가능?(?:함|합니다)?|불참(?:함|합니다|예정)?|부재(?:중)?|안\s?됨|안\s?됩니다|못\s?(?:옴|감|함|갑니다|옵니다)|어려움|"
    r"어렵습니다|곤란|제외)|不(?:行|可以?|在|便|来|参加|出席|能(?:参加|出席|来)?)|没空|无法(?:参加|出席)?|缺席|除外|"
    r"\b(?:not\s+(?:available|possible|free|here|coming|attending)|unavailable|away|absent|"
    r"(?:cannot|can't|can\s+not)(?:\s+(?:come|attend|make\s+it))?|busy|out|except)\b"
)
_PRESENT = re.compile(
    r"(?:참석|참가|상담|미팅|출석)?\s*가능(?:함|합니다)?|(?:참석|참가|출석|방문)(?:함|합니다|예정|희망)?|可以?|有空|参加|出席|到场|能来|能参加|"
    r"\b(?:(?:is\s+|are\s+)?available|possible|attends?|attending|free|ok|comes?|coming|present|here)\b"
)
_ONLY = re.compile(r"(?<=\w)(?:에)?만(?=\s|$)|(?<=\w)뿐(?=\s|$|임)|只(?:有|在|能)?|仅(?:限|在)?|\bonly\b|\bjust\b")
_TOPIC = re.compile(r"(?:은|는|엔|에는)(?=\s|$)")
_MARK = "‖"  # where "only" stood
_LEADING = re.compile(r"^(?:은|는|에|엔|에는|에도|의)(?=\s)")
_FILLERS = re.compile(
    r"(?<=[일날전후시분차지터중\d])(?:은|는|의)(?=\s|$)|(?<=\w)(?:에는?|엔|에도)(?=\s|$)|\b(?:on|the|of|at|in|during|is|both)\b|的|请|約|约|경\b|쯤\b"
)

_RANGE = r"\s*(?:[~〜∼–—-]|至|到|부터|から|\bto\b)\s*"
_WEEKDAY = r"\(?(?:[월화수목금토일]요일|[월화수목금토일](?=\))|周[一二三四五六日天]|星期[一二三四五六日天]|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?)\)?"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TH = r"(?:st|nd|rd|th)?"
_DAY_RANGES = (
    re.compile(rf"(?:(?P<m>\d{{1,2}})\s*[/.월月]\s*)?(?P<a>\d{{1,2}})\s*[일日号]?{_RANGE}(?:(?P<n>\d{{1,2}})\s*[/.월月]\s*)?(?P<b>\d{{1,2}})\s*[일日号](?!\s*차)(?:까지)?"),
    re.compile(rf"(?P<m>\d{{1,2}})[/.](?P<a>\d{{1,2}}){_RANGE}(?P<n>\d{{1,2}})[/.](?P<b>\d{{1,2}})(?![\d:])"),
    re.compile(rf"(?P<a>\d{{1,2}}){_TH}{_RANGE}(?P<b>\d{{1,2}}){_TH}\s+(?P<month>{_MONTH})(?:\s+\d{{4}})?"),
    re.compile(rf"(?P<month>{_MONTH})\s+(?P<a>\d{{1,2}}){_TH}{_RANGE}(?P<b>\d{{1,2}}){_TH}(?![\d:])"),
)  # fmt: skip
_FULL_DATE = re.compile(
    r"\d{4}\s*[-./년年]\s*\d{1,2}\s*[-./월月]\s*\d{1,2}\s*[.일日号]?(?![\d:])|\d{1,2}\s+[a-z]{3,9}\s+\d{4}|20\d{6}(?!\d)"
)
_NTH = re.compile(
    r"(?:(?P<a>\d{1,2})\s*일\s*차|第\s*(?P<b>[一二三四五六七八九\d]{1,2})\s*[天日]|\b(?:day|d)\s*(?P<c>\d{1,2})(?!\d*s)\b|"
    r"(?P<d>첫|둘|셋|넷|다섯)\s*째?\s*날|(?P<e>하루|이틀|사흘|나흘|닷새)\s*(?:째|차)(?:\s*날)?|\b(?P<f>first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th)\s+day\b|"
    r"(?P<g>首日|头一天)|(?P<h>마지막\s*날|最后一天|末日|最后一日|\blast\s+day\b))"
)
_NTH_WORDS = {
    **dict(zip("첫둘셋넷", range(1, 5), strict=True)), "다섯": 5,
    **dict(zip("一二三四五六七八九", range(1, 10), strict=True)),
    **{word: k for k, word in enumerate(("하루", "이틀", "사흘", "나흘", "닷새"), 1)},
    **{word: k for k, word in enumerate(("first", "second", "third", "fourth", "fifth"), 1)},
    "首日": 1, "头一天": 1,
}  # fmt: skip
_NAMED_DAY = re.compile(
    rf"(?P<a>\d{{1,2}}){_TH}\s+(?P<month>{_MONTH})(?![a-z])|(?P<month2>{_MONTH})\s+(?P<b>\d{{1,2}}){_TH}(?![\d:])"
)
_MONTH_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*(?:[/.월月]|-(?=\d{1,2}(?:\s|$)))\s*(\d{1,2})\s*[.일日号]?(?![\d:시点时])")
_DAY_ONLY = re.compile(r"(?<!\d)(\d{1,2})\s*[일日号](?!\s*차)|\b(\d{1,2})(?:st|nd|rd|th)\b")
_EVERY_DAY = re.compile(
    r"매일|양일|이틀\s*모두|每天|两天|兩天|每日|every\s*day|each\s+day|both\s+days|all\s+days|daily"
)
_ONE_OF_DAYS = re.compile(r"(?<![\d:/.])(\d{1,2})\s*[일日号]?\s*[,·、&]\s*(?=\d{1,2}\s*[일日号](?!\s*차))")
_LISTED_DAYS = re.compile(r"(?<!\d)(\d{1,2}(?:\|\d{1,2})+)\s*[일日号]")
_SLOT_RANGE = re.compile(r"\s*[~〜∼–—]\s*|\s+-\s+")

_SPAN_WORDS = re.compile(r"^(?:from|between|从|自)\s*(.+?)\s*(?:\bto\b|\band\b|\buntil\b|\btill\b|到|至)\s*(.+)$")
_AFTER = re.compile(
    r"^(?:after|from|since|as of)\s+(.+)$|^(.+?)\s*(?:이후|부터|以后|以後|之后|之後|后|後|起|开始|onwards?|and later|or later|[~〜∼–—-])$"
)
_BEFORE = re.compile(
    r"^(?:before|until|till|up to|by)\s+(.+)$|^(.+?)\s*(?:이전|(?<!오)전까지|(?<!오)전|까지|以前|之前|前|为止|or earlier)$|^[~〜∼–—-]\s*(.+)$"
)
_NOON = re.compile(r"정오|낮\s*12시|점심(?:시간)?|正午|中午|午饭|\bnoon\b|\blunch(?:time)?\b|\bmidday\b")
_EVENING = frozenset(map(comparison_key, ("저녁", "저녁시간", "晚上", "傍晚", "evening", "in the evening")))
_PARTS_OF_DAY = (
    (vocabulary.MORNING, range(NOON)),
    (vocabulary.AFTERNOON, range(NOON, 24 * 60)),
    (_EVENING, range(EVENING, 24 * 60)),
)


@dataclass(frozen=True, slots=True)
class _Time:
    """A slot as minutes, for comparison."""

    id: str
    day: dt.date
    start: int
    end: int
    session: str

    def lies_within(self, begin: int, end: int) -> bool:
        return begin <= self.start and self.end <= end

    def overlaps(self, begin: int, end: int) -> bool:
        return self.start < end and begin < self.end


@dataclass(slots=True)
class _Phrase:
    """Part of a cell: the days that it names, its statement about them, and whether it states presence or absence."""

    days: list[dt.date]
    rest: str
    is_present: bool | None = None  # None: as the column asks
    is_within_day: bool = False  # "12일은 오전만": of other days nothing is said


class SpokenTimes:
    """Turns "5/12 오전", "12일 09:00~10:30", "14시 이후", "둘째 날만 참석", "第1天 下午", "only 13 May" into the ids of
    slots."""

    def __init__(self, slots: Sequence[Slot], *, is_complete: bool = True):
        """`is_complete`: all slots could be read. Otherwise a time that no slot matches is no fault of its own."""
        self._is_complete = is_complete
        self._times = [
            _Time(s.id, dt.date.fromisoformat(s.day), _minutes(s.start), _minutes(s.end), comparison_key(s.session))
            for s in slots
        ]
        self._by_key = {comparison_key(slot.id): k for k, slot in enumerate(slots)}
        self._days = sorted({time.day for time in self._times})

    def touched(self, text: str) -> list[str]:
        """Return ids of all slots that the times of an absence touch, in order. Times without a date follow the date
        before them in the same cell, or mean every day. "Only the 13th" and "from 14:00 possible" are absences at all
        other times. Raises `ParseError`: unknown_time."""
        return self._resolve(text, whole=False, is_absence=True)

    def within(self, text: str) -> list[str]:
        """Return the ids of the slots that lie entirely within times of presence."""
        return self._resolve(text, whole=True, is_absence=False)

    def single(self, text: str) -> str:
        """Return the one slot meant. Raises `ParseError`: unknown_time, or not_one_slot."""
        slot_ids = self.within(text)
        if len(slot_ids) > 1 or (not slot_ids and self._is_complete):
            raise ParseError("not_one_slot", text)
        return slot_ids[0] if slot_ids else ""

    def _resolve(self, text: str, *, whole: bool, is_absence: bool) -> list[str]:
        as_asked: set[int] = set()  # as the column asks
        opposites: list[set[int]] = []  # of what is said the other way round about all days
        for part, phrase, days in self._phrases(text):
            is_opposite = phrase.is_present == is_absence
            slots = self._require_any(self._match_slots(phrase, days, whole=whole != is_opposite), part)
            if not is_opposite:
                as_asked |= slots
            elif phrase.is_within_day:
                as_asked |= self._slots_of(days) - slots
            else:
                opposites.append(slots)
        if opposites:
            as_asked |= self._slots_of(self._days).difference(*opposites)
        else:
            self._require_any(as_asked, text)
        return [self._times[k].id for k in sorted(as_asked)]

    def _phrases(self, text: str) -> Iterator[tuple[str, _Phrase, list[dt.date]]]:
        """Yield the parts of a cell with their days; a part that names none is about those of the part before it."""
        days = self._days
        for part in _parts(text):
            phrase = self._phrase(part)
            days = phrase.days or days
            yield part, phrase, days

    def _slots_of(self, days: Sequence[dt.date]) -> set[int]:
        return {k for k, time in enumerate(self._times) if time.day in days}

    def _require_any(self, slots: set[int], text: str) -> set[int]:
        if not slots and self._is_complete:
            raise ParseError("unknown_time", text)
        return slots

    def _phrase(self, part: str) -> _Phrase:
        text = normalize_compatibility(part).casefold().strip(" .")
        is_only = bool(_ONLY.search(text))
        is_present = _presence(text, is_only=is_only)
        text = _tidied(_PRESENT.sub(" ", _ONLY.sub(f" {_MARK} ", _ABSENT.sub(" ", text))))
        has_topic = bool(_TOPIC.search(text))
        days, rest, position = self._match_days(text)
        is_between = position == 0 and rest.startswith(_MARK)  # "12日只有上午", "12 May only morning"
        rest = _LEADING.sub("", _tidied(_FILLERS.sub(" ", rest.replace(_MARK, " ")))).strip(" ()")
        is_about_day = any((has_topic, is_between, not is_only))
        is_within_day = all((days, rest, is_about_day))
        if not rest and is_present is not None:
            days = days or self._days  # "불참" alone
        return _Phrase(days, rest, is_present, is_within_day)

    def _match_days(self, text: str) -> tuple[list[dt.date], str, int]:
        """Return the days named in `text`, the rest of it, and where they stand (-1: none is named)."""
        for pattern, days_of in (
            ((_EVERY_DAY,), lambda _: self._days), ((_LISTED_DAYS,), self._listed_days),
            (_DAY_RANGES, self._days_between), ((_FULL_DATE,), self._full_date), ((_NTH,), self._nth_day),
            ((_NAMED_DAY,), self._named_day), ((_MONTH_DAY,), self._month_day), ((_DAY_ONLY,), self._day_only),
            ((re.compile(_WEEKDAY),), self._weekday),
        ):  # fmt: skip
            for expression in pattern:
                match = expression.search(text)
                if match:
                    days = self._require_known(days_of(match), text)
                    rest = re.sub(_WEEKDAY, " ", text[: match.start()] + " " + text[match.end() :], count=1)
                    return days, _tidied(rest), match.start()
        return [], text, -1

    def _days_between(self, match: re.Match[str]) -> list[dt.date]:
        groups = match.groupdict(default="0")
        month = _month_of(match.groupdict().get("month"))
        first_month = month or int(groups.get("m", 0))
        last_month = month or int(groups.get("n", 0)) or first_month
        lower, upper = (first_month, int(groups["a"])), (last_month, int(groups["b"]))
        return [day for day in self._days if _is_at_least(day, lower) and _is_at_most(day, upper)]

    def _listed_days(self, match: re.Match[str]) -> list[dt.date]:
        numbers = {int(number) for number in match[1].split("|")}
        return [day for day in self._days if day.day in numbers]

    def _full_date(self, match: re.Match[str]) -> list[dt.date]:
        try:
            return [parse_date(match[0].strip())]
        except ParseError as error:  # a year, month or day that no calendar has
            raise ParseError("unknown_time", error.detail) from None

    def _nth_day(self, match: re.Match[str]) -> list[dt.date]:
        if match["h"]:
            return self._days[-1:]
        ordinal = next(filter(None, match.groups()))
        number = _NTH_WORDS.get(ordinal) or int(re.sub(r"\D", "", ordinal) or 0)
        return self._days[number - 1 : number] if number else []

    def _named_day(self, match: re.Match[str]) -> list[dt.date]:
        month, number = _month_of(match["month"] or match["month2"]), int(match["a"] or match["b"])
        return [day for day in self._days if (day.month, day.day) == (month, number)]

    def _month_day(self, match: re.Match[str]) -> list[dt.date]:
        return [day for day in self._days if (day.month, day.day) == (int(match[1]), int(match[2]))]

    def _day_only(self, match: re.Match[str]) -> list[dt.date]:
        return [day for day in self._days if day.day == int(match[1] or match[2])]

    def _weekday(self, match: re.Match[str]) -> list[dt.date]:
        weekday = match[0].strip("()").removeprefix("周").removeprefix("星期")
        if weekday[0] in "월화수목금토":
            number = "월화수목금토".index(weekday[0])
        elif weekday[0] in "일日天":
            number = 6
        elif weekday[0] in "一二三四五六":
            number = "一二三四五六".index(weekday[0])
        else:
            number = ("mo", "tu", "we", "th", "fr", "sa", "su").index(weekday[:2])
        return [day for day in self._days if day.weekday() == number]

    def _require_known(self, days: list[dt.date], part: str) -> list[dt.date]:
        if self._is_complete and (not days or any(day not in self._days for day in days)):
            raise ParseError("unknown_time", part)
        return days

    def _match_slots(self, phrase: _Phrase, days: Sequence[dt.date], *, whole: bool) -> set[int]:
        among = [k for k, time in enumerate(self._times) if time.day in days]
        if (not phrase.rest and phrase.days) or comparison_key(phrase.rest) in vocabulary.ALL_DAY:
            return set(among)
        named_slots = self._named_slots(phrase.rest, among)
        return self._slots_at(phrase.rest, among, whole=whole) if named_slots is None else named_slots

    def _named_slots(self, rest: str, among: Sequence[int]) -> set[int] | None:
        """Slots by a part of the day, their id, the ids of first and last or their session; None if it is none."""
        bare = comparison_key(rest)
        part_of_day = _part_of_day(bare)
        if part_of_day is not None:
            return {k for k in among if self._times[k].start in part_of_day}
        if bare in self._by_key:
            return {self._by_key[bare]}
        slots = self._slots_from_to(rest)
        return self._slots_of_session(bare, among) or None if slots is None else slots

    def _slots_from_to(self, rest: str) -> set[int] | None:
        first, *others = [self._by_key.get(comparison_key(end)) for end in _SLOT_RANGE.split(rest)]
        if first is None or len(others) != 1 or others[0] is None:
            return None
        return set(range(first, others[0] + 1))

    def _slots_of_session(self, session: str, among: Sequence[int]) -> set[int]:
        return {k for k in among if session and self._times[k].session == session}

    def _slots_at(self, rest: str, among: Sequence[int], *, whole: bool) -> set[int]:
        """Slots at a clock time (10:30: the slot that holds it), in a span, before or after a time."""
        begin, end, is_moment = _bounds(rest)
        if is_moment:
            return {k for k in among if self._times[k].start <= begin < self._times[k].end}
        if whole:
            return {k for k in among if self._times[k].lies_within(begin, end)}
        return {k for k in among if self._times[k].overlaps(begin, end)}


def _parts(text: str) -> list[str]:
    """Return the parts of a cell; "between 2 and 4 pm" and "12, 13일" stay together as they are meant."""
    if len(text) > MAX_LENGTH:
        raise ParseError("unknown_time", text[:100])
    text = _ONE_OF_DAYS.sub(r"\1|", text)
    text = re.sub(r"(?i)\bbetween\s+(.{1,20}?)\s+and\s+", r"from \1 to ", text)
    return [part for part in (piece.strip() for piece in _APART.split(text)) if part]


def _presence(text: str, *, is_only: bool) -> bool | None:
    """Return whether a text says that people are there; None where it does not say. "Only the 13th": they are."""
    if _ABSENT.search(text):
        return False
    return True if is_only or _PRESENT.search(text) else None


def _part_of_day(word: str) -> range | None:
    """Return the minutes in which morning, afternoon or evening lie; None for any other word."""
    return next((minutes for words, minutes in _PARTS_OF_DAY if word in words), None)


def _bounds(rest: str) -> tuple[int, int, bool]:
    """From and to in minutes, and whether it is one moment. Raises `ParseError`: unknown_time."""
    rest = _NOON.sub("12:00", rest)
    rest = re.sub(r"(\d{1,2}:\d\d)\s*시간?", r"\1", rest)
    bounds = _span(rest) or _open_span(rest)
    if bounds is not None:
        return (*bounds, False)
    moment = _clock(rest)
    if moment is None:
        raise ParseError("unknown_time", rest)
    return moment, moment, True


def _span(rest: str) -> tuple[int, int] | None:
    """From and to of "09:00~10:30" and "from 9:00 to 10:30"."""
    spanned = _SPAN_WORDS.match(rest)
    for candidate in (rest, f"{spanned[1]}~{spanned[2]}" if spanned else ""):
        try:
            return parse_time_range(candidate)
        except ParseError:
            continue
    return None


def _open_span(rest: str) -> tuple[int, int] | None:
    """From and to of "after 14:00" and "오전까지": the day begins or ends with it."""
    for pattern, is_after in ((_AFTER, True), (_BEFORE, False)):
        match = pattern.match(rest)
        clock = _edge(next(filter(None, match.groups()), ""), is_after=is_after) if match else None
        if clock is not None:
            return (clock, 24 * 60) if is_after else (0, clock)
    return None


def _clock(text: str) -> int | None:
    try:
        return parse_time(text)
    except ParseError:
        return None


def _edge(text: str, *, is_after: bool) -> int | None:
    """Where a time before or after begins or ends: "오후부터", "오전까지", "after 14"."""
    part_of_day = _part_of_day(comparison_key(text))
    if part_of_day is not None and part_of_day.start == EVENING:
        return EVENING
    if part_of_day is not None:
        return part_of_day.start if is_after else part_of_day.stop
    if re.fullmatch(r"[89]|1\d|2[0-4]", text):
        return int(text) * 60
    return _clock(text)


def _tidied(text: str) -> str:
    return " ".join(text.split()).strip(" ,.")


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def _month_of(name: str | None) -> int:
    return _MONTHS.index(name[:3]) + 1 if name else 0


def _is_at_least(day: dt.date, lower: tuple[int, int]) -> bool:
    return (day.month, day.day) >= lower if lower[0] else day.day >= lower[1]


def _is_at_most(day: dt.date, upper: tuple[int, int]) -> bool:
    return (day.month, day.day) <= upper if upper[0] else day.day <= upper[1]
