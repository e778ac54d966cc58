"""Money in English texts: `US$3.2 million (4.4 billion won)` is two amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from docread.document import Span
from docread.patterns import regex

_SIGNS = {
    "US$": "USD", "U.S.$": "USD", "USD": "USD", "$": "USD", "HK$": "HKD", "S$": "SGD", "A$": "AUD", "C$": "CAD", "NT$": "TWD",
    "€": "EUR", "EUR": "EUR", "£": "GBP", "GBP": "GBP", "¥": "CNY", "RMB": "CNY", "CNY": "CNY", "CN¥": "CNY", "₩": "KRW", "KRW": "KRW",
    "JPY": "JPY", "JP¥": "JPY", "HKD": "HKD", "SGD": "SGD", "VND": "VND", "THB": "THB", "IDR": "IDR", "MYR": "MYR", "RM": "MYR", "INR": "INR",
    "AED": "AED", "SAR": "SAR", "CHF": "CHF", "AUD": "AUD", "CAD": "CAD", "PHP": "PHP", "KZT": "KZT", "MNT": "MNT", "QAR": "QAR", "TWD": "TWD",
    "₫": "VND", "₹": "INR", "฿": "THB", "RUB": "RUB",
}  # fmt: skip
_WORDS = (
    ("HKD", r"(?:Hong Kong|HK)\s(?:dollars?|\$)"), ("SGD", r"Singapore(?:an)?\sdollars?"), ("AUD", r"Australian\sdollars?"), ("CAD", r"Canadian\sdollars?"), ("TWD", r"(?:New\s)?Taiwan\sdollars?"),
    ("USD", r"(?:U\.?S\.?\s|American\s)?dollars?|USD|US\$"), ("KRW", r"(?:South\s)?(?:Korean\s)?won|KRW"), ("CNY", r"(?:Chinese\s)?(?:yuan|renminbi)|RMB|CNY"),
    ("EUR", r"euros?|EUR"), ("JPY", r"(?:Japanese\s)?yen|JPY"), ("GBP", r"(?:British\s)?pounds?(?:\ssterling)?|GBP"), ("VND", r"(?:Vietnamese\s)?dong|VND"), ("THB", r"(?:Thai\s)?baht|THB"),
    ("IDR", r"(?:Indonesian\s)?rupiahs?|IDR"), ("MYR", r"(?:Malaysian\s)?ringgits?|MYR"), ("INR", r"(?:Indian\s)?rupees?|INR"), ("AED", r"(?:UAE\s)?dirhams?|AED"), ("SAR", r"(?:Saudi\s)?riyals?|SAR"),
    ("CHF", r"Swiss\sfrancs?|CHF"), ("PHP", r"(?:Philippine\s)?pesos?|PHP"), ("KZT", r"tenge|KZT"), ("MNT", r"(?:Mongolian\s)?tugriks?|MNT"), ("RUB", r"rubles?|RUB"),
)  # fmt: skip
_SCALES = {
    "trillion": 10**12,
    "tn": 10**12,
    "billion": 10**9,
    "bn": 10**9,
    "bln": 10**9,
    "million": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "m": 10**6,
    "b": 10**9,
    "thousand": 10**3,
    "k": 10**3,
}
_NUMBER = r"(?>\d[\d,]*(?:\.\d+)?)"
_SCALE = r"(?:\s?(?:trillion|billion|million|thousand|bln|bn|mln|mn|tn)|[mbk](?![A-Za-z0-9]))"
_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
_SIGNED = regex(
    rf"(?<![A-Za-z])(?P<sign>{_SIGN})\s?(?P<first>{_NUMBER})(?P<s1>{_SCALE})?(?:\s?(?:-|to|and)\s?(?:(?P<again>(?P=sign))\s?)?(?P<second>{_NUMBER})(?P<s2>{_SCALE})?)?"
)
_WORDED = regex(
    rf"(?<![\d.,A-Za-z$€£¥₩])(?P<first>{_NUMBER})(?P<s1>{_SCALE})?(?:(?:\s?-\s?|\sto\s|\sand\s)(?P<second>{_NUMBER})(?P<s2>{_SCALE})?)?(?:\s|-)?(?:{'|'.join(f'(?P<{code}>{words})' for code, words in _WORDS)})(?![A-Za-z])"
)
_SPELLED = regex(
    r"\b(?P<word>one|two|three|four|five|six|seven|eight|nine|ten|half a|a)\s(?P<scale>trillion|billion|million)\s(?:"
    + "|".join(f"(?P<{code}>{words})" for code, words in _WORDS)
    + r")(?![A-Za-z])"
)
_UNITS = {
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}


def found_in(folded: str, start: int, end: int) -> Iterator[tuple[Decimal, str, Span]]:
    """Value, currency and span of every amount between two positions; a range `3 to 5 million` gives its two ends."""
    for match in _SIGNED.finditer(folded, start, end):
        yield from _values(match, _SIGNS[match["sign"]])
    for match in _WORDED.finditer(folded, start, end):
        code = next(code for code, _ in _WORDS if match[code])
        if not re.search(r"[A-Z$]$", folded[max(start, match.start() - 2) : match.start()].strip()):
            yield from _values(match, code)
    for match in _SPELLED.finditer(folded, start, end):
        code = next(code for code, _ in _WORDS if match[code])
        count = Decimal("0.5") if match["word"] == "half a" else Decimal(_UNITS[match["word"]])
        yield count * _SCALES[match["scale"]], code, match.span()


def _values(match: re.Match[str], code: str) -> Iterator[tuple[Decimal, str, Span]]:
    last, first = (match["s2"] or "").strip(), (match["s1"] or "").strip()
    signed = "sign" in match.re.groupindex
    two = bool(match["second"]) and (
        not signed or bool(match["again"]) or (bool(last) and " and " not in match.group())
    )
    if two and not signed and not first and re.fullmatch(r"(?:19|20)\d\d", match["first"]):
        yield Decimal(match["second"].replace(",", "")) * _SCALES.get(last, 1), code, match.span()
        return  # `in 2023 and 5 billion won in 2024`
    scale = _SCALES.get(first or (last if two else ""), 1)
    yield Decimal(match["first"].replace(",", "")) * scale, code, match.span()
    if two:
        yield Decimal(match["second"].replace(",", "")) * _SCALES.get(last, 1), code, match.span()
