"""Parsing of typed numbers: `150,000`, `1.5억`, `3億2千万`, `₩2,000`, full-width digits.

Ambiguous numbers are refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import prod

from gyoryu.base.refusals import Refused
from gyoryu.base.text import normalize_compatibility

UNITS = {
    "십": 10, "十": 10, "백": 100, "百": 100, "천": 1_000, "千": 1_000, "仟": 1_000,
    "만": 10**4, "万": 10**4, "萬": 10**4, "억": 10**8, "亿": 10**8, "億": 10**8, "조": 10**12, "兆": 10**12,
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "k": 10**3, "bn": 10**9,
}  # fmt: skip
GREAT = 10**4  # units from here on multiply everything before them: 3억 2,000만 is 3억 and 2,000만
MAX_DIGITS = 20

_CURRENCY = re.compile(
    r"^(?:krw|usd|cny|rmb|eur|jpy|vnd|kzt|mnt|us\$|[₩￦$¥￥€₫₸₮])\s*|"
    r"\s*(?:krw|usd|cny|rmb|eur|jpy|vnd|kzt|mnt|[₩$¥€₫₸₮]|원|元|圆|圓|円|人民币|越南盾|坚戈|图格里克|[韩韓美欧日]元|달러|위안|유로|dollars?|won|yuan|euros?)$"
)
_NUMBER = r"(?:\d+(?:[,']\d+)*|(?=\.\d))(?:\.\d+)?"
_PART = re.compile(rf"({_NUMBER})?\s*([^\d.,'\s]+)?\s*")
_GROUPED = re.compile(r"\d{1,3}(?:([,'])\d{3})(?:\1\d{3})*|\d+")


def parse_number(text: str) -> Decimal:
    """Parse a number as a person typed it.

    Raises `Refused`: `no_number`; `two_meanings` where commas part no groups of three (`1,5` may be 1.5 or 15), or one
    digit follows a unit (`3만5` is said for 35,000 and written for 30,005); `units_out_of_order` (`3만 2억`);
    `too_many_digits`."""
    normalized = _bare(text)
    sign = -1 if normalized[:1] in ("-", "−", "–") else 1
    normalized = normalized.lstrip("+-−– ")
    digit_count = sum(map(str.isdigit, normalized))
    if digit_count > MAX_DIGITS:
        raise Refused("too_many_digits")
    if digit_count == 0 and UNITS.keys().isdisjoint(normalized):
        raise Refused("no_number")
    number = sign * _sum(normalized)
    return number.to_integral_value() if number == number.to_integral_value() else number.normalize()


def _bare(text: str) -> str:
    """Normalise width, case and currency; every group separator becomes a comma, every decimal point a full stop."""
    normalized = (
        normalize_compatibility(text)
        .casefold()
        .translate({ord("、"): ",", ord("，"): ",", ord("٬"): ",", ord("’"): "'", ord("。"): "."})
    )
    for _ in range(2):  # KRW before, 원 after
        normalized = _CURRENCY.sub("", normalized).strip()
    return re.sub(r"(?<=\d) (?=\d{3}(?!\d))", ",", re.sub(r"\s*([,'])\s*", r"\1", normalized))


@dataclass(slots=True)
class _Sum:
    """The sum of the parts read up to here. A great unit multiplies the section before it."""

    total: Decimal = Decimal(0)
    section: Decimal = Decimal(0)
    last_great: int = 0
    last_small: int = 0

    def add(self, number: Decimal, small: int, great: int) -> None:
        if _is_out_of_order(small, self.last_small) or _is_out_of_order(great, self.last_great):
            raise Refused("units_out_of_order")
        self.section += number * small
        if small > 1:
            self.last_small = small
        if great > 1:
            self.total += self.section * great
            self.section, self.last_great, self.last_small = Decimal(0), great, 0

    def is_ambiguous_after_unit(self, number: Decimal) -> bool:
        """Return whether `number` is a digit after a unit, such as the 5 of 3만5."""
        return bool(self.last_great or self.last_small) and number < 10


def _is_out_of_order(unit: int, last_unit: int) -> bool:
    return unit > 1 and 0 < last_unit <= unit


def _sum(normalized: str) -> Decimal:
    result = _Sum()
    for digits, units, is_last in _parts(normalized):
        number = _plain_number(digits) if digits else Decimal(1)
        small, great = _factors(units)
        if not units and (not is_last or result.is_ambiguous_after_unit(number)):
            raise Refused("two_meanings")
        result.add(number, small, great)
    return result.total + result.section


def _parts(normalized: str) -> Iterator[tuple[str, str, bool]]:
    """Yield digits and the units after them, each may be empty, and whether they are the last."""
    place = 0
    while place < len(normalized):
        part = _PART.match(normalized, place)
        if part is None or part.end() == place:
            raise Refused("no_number")
        place = part.end()
        yield part[1] or "", part[2] or "", place == len(normalized)


def _plain_number(text: str) -> Decimal:
    integer, point, fraction = text.partition(".")
    if integer and not _GROUPED.fullmatch(integer):
        raise Refused("two_meanings")
    return Decimal((integer or "0").replace(",", "").replace("'", "") + point + fraction)


def _factors(word: str) -> tuple[int, int]:
    """Return the factors of a unit below 10,000 and from there on: 천만 1,000 and 10,000, 万亿 1 and 10¹²."""
    factors = [UNITS[word]] if word in UNITS else [UNITS.get(character, 0) for character in word]
    if not all(factors):
        raise Refused("no_number")
    return prod(factor for factor in factors if factor < GREAT), prod(factor for factor in factors if factor >= GREAT)
