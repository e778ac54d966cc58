"""Money in Chinese texts: `2.5亿元人民币(约合480亿韩元)` is two amounts; 余, 约, 多, 近 change no value."""

from __future__ import annotations

import re
from decimal import Decimal

from docread.document import Amount, Span
from docread.patterns import regex

_UNITS = {
    "KRW": "韩元|韩币|韩圆|韩国元|韩圜",
    "USD": "美元|美金",
    "EUR": "欧元",
    "JPY": "日元|日圆",
    "GBP": "英镑",
    "HKD": "港元|港币|港幣",
    "TWD": "新台币|台币|新臺幣",
    "SGD": "新加坡元|新元",
    "AUD": "澳元",
    "CAD": "加元|加拿大元",
    "RUB": "卢布",
    "THB": "泰铢",
    "VND": "越南盾",
    "CNY": "元人民币|人民币元|RMB|元(?!旦|素|首|宵|件|器|月|年|宇|数据|气|老|勋|音|谋|芯|帅|凶)|人民币",
}
_SCALES = {"万亿": 10**12, "兆": 10**12, "亿": 10**8, "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3, "百": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9}  # fmt: skip
_CURRENCY = "|".join(f"(?P<{code}>{words})" for code, words in _UNITS.items())
_WORDS = r"[零一二三四五六七八九十百千两半]{1,6}"
_PART = rf"(?>(?>\d[\d,]*(?:\.\d+)?)|{_WORDS})\s?(?:余|多|来|几)?\s?(?:万亿|兆|亿|千万|百万|十万|万|千|百)?(?:余|多)?"
_AMOUNT = regex(
    rf"(?P<front>人民币|新台币|港币|RMB|CNY|USD|EUR|KRW|JPY|US\$|美元|￥|¥|\$|€|₩)?\s?(?<![\d.A-Za-z第])(?<!\d,)(?P<number>{_PART}(?:零?{_PART})?)\s?(?:{_CURRENCY})"
)
_FRONT = regex(
    r"(?P<front>RMB|CNY|USD|EUR|KRW|JPY|HK\$|US\$|￥|¥|\$|€|₩)\s?(?P<number>(?>\d[\d,]*(?:\.\d+)?)\s?(?:万亿|亿|千万|百万|万|千|百|(?P<english>million|billion|thousand))?)"
)
_FRONTS = {"人民币": "CNY", "新台币": "TWD", "港币": "HKD", "RMB": "CNY", "CNY": "CNY", "￥": "CNY", "¥": "CNY", "USD": "USD", "US$": "USD", "HK$": "HKD", "$": "USD", "美元": "USD", "EUR": "EUR", "€": "EUR", "KRW": "KRW", "₩": "KRW", "JPY": "JPY"}  # fmt: skip
_GROUP = regex(
    rf"(?P<digits>\d[\d,]*(?:\.\d+)?|{_WORDS})\s?(?:余|多|来)?\s?(?P<scale>万亿|兆|亿|千万|百万|十万|万|千|百|thousand|million|billion)?"
)
# `3至5亿元`, `1000万-2000万元`: the first of two takes the scale and the unit of the second.
_RANGE = regex(r"(?P<number>(?>\d[\d,]*(?:\.\d+)?)\s?(?:万亿|亿|万)?)(?:元)?\s?(?:至|到|-|~)\s?$")
_DIGITS = {each: number for number, each in enumerate("零一二三四五六七八九")} | {"两": 2}


def value_of(number: str) -> Decimal | None:
    """`1亿2000万` is 120 000 000, `三千万` 30 000 000."""
    total = Decimal(0)
    for match in _GROUP.finditer(number):
        digits = match["digits"]
        plain = Decimal(digits.replace(",", "")) if digits[0].isdigit() else _in_words(digits)
        if plain is None:
            return None
        total += plain * _SCALES.get(match["scale"] or "", 1)
    return total or None


def _in_words(words: str) -> Decimal | None:
    total, number = Decimal(0), Decimal(0)
    for each in words:
        if each in _DIGITS:
            number = Decimal(_DIGITS[each])
        elif each == "半":
            number += Decimal("0.5")
        else:
            total += (number or 1) * {"十": 10, "百": 100, "千": 1000}[each]
            number = Decimal(0)
    return total + number or None


def find(folded: str, spans: tuple[Span, ...]) -> tuple[Amount, ...]:
    """Amounts within `spans`, one item for each value and currency with all places where it stands."""
    found: dict[tuple[int | float, str], list[Span]] = {}
    for start, end in spans:
        taken: list[Span] = []
        for match in _AMOUNT.finditer(folded, start, end):
            code = next(code for code in _UNITS if match[code])
            code = _FRONTS.get(match["front"] or "", code) if code == "CNY" else code
            if _is_word(match) or "几" in match["number"]:
                continue
            taken.append(match.span())
            _add(found, match["number"], code, match.span())
            _first_of_range(found, folded, start, match, code)
        for match in _FRONT.finditer(folded, start, end):
            if not any(a < match.end() and match.start() < b for a, b in taken):
                _add(found, match["number"], _FRONTS[match["front"]], match.span())
    return tuple(Amount(value, code, tuple(places), 0.97) for (value, code), places in found.items())


def _is_word(match: re.Match[str]) -> bool:
    """`一元`, `多元`, `二元`: words, not money."""
    return bool(match["CNY"] and re.fullmatch(r"[零一二三四五六七八九十两半几]", match["number"].strip()))


def _first_of_range(
    found: dict[tuple[int | float, str], list[Span]], folded: str, start: int, match: re.Match[str], code: str
) -> None:
    before = _RANGE.search(folded, max(start, match.start() - 16), match.start())
    if before is None or folded[before.start() - 1].isdigit():
        return
    number = before["number"]
    if not re.search(r"[亿万]", number):
        scale = re.search(r"万亿|亿|千万|百万|万", match["number"])
        number += scale.group() if scale else ""
    _add(found, number, code, before.span("number"))


def _add(found: dict[tuple[int | float, str], list[Span]], number: str, code: str, span: Span) -> None:
    value = value_of(number)
    if value is None:
        return
    plain = int(value) if value == value.to_integral_value() else float(value)
    found.setdefault((plain, code), []).append(span)
