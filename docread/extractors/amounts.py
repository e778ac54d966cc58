"""Money and other quantities: `1조 위안(약 169조 원)` is two amounts, `32억 4천만 달러` is one."""

from __future__ import annotations

import re
from decimal import Decimal

from docread.document import Amount, Quantity, Span
from docread.extractors.chinese import amounts as chinese_amounts
from docread.extractors.english import amounts as english
from docread.patterns import regex

_CURRENCIES = {
    "KRW": r"원(?!스톱|가(?!량)|금|료|자|인|활|만|천|래|하|칙|격|본|장|단|고|산|도|유|회|형|리|점|액|\s?(?:단위|화))",
    "USD": r"(?:미국?\s?)?(?:달러|불(?!만|가|법|구|편|참|량|안|확|공|리|필|과|요|황)|美元|美金|US\s?dollars?|dollars?|USD)",
    "CNY": r"(?:위안화?|元人民币|元|人民币|yuan|RMB|CNY)",
    "EUR": r"(?:유로(?!운|존)|欧元|euros?|EUR)",
    "JPY": r"(?:엔(?![가-힣])|日元|yen|JPY)",
    "GBP": r"(?:파운드|英镑|pounds?|GBP)",
    "HKD": r"(?:홍콩달러|港元|港币|HKD)",
    "VND": r"(?:베트남\s?동|동화|동(?=\s?\(약)|VND)",
    "THB": r"(?:바트|泰铢|THB)",
    "IDR": r"(?:루피아|IDR)",
    "MYR": r"(?:링깃|MYR)",
    "INR": r"(?:루피(?!아)|卢比|INR)",
    "RUB": r"(?:루블|卢布|RUB)",
    "KZT": r"(?:텡게|KZT)",
    "UZS": r"(?:우즈베키스탄\s?숨|UZS)",
    "SGD": r"(?:싱가포르\s?달러|新加坡元|SGD)",
    "AUD": r"(?:호주\s?달러|澳元|AUD)",
    "CAD": r"(?:캐나다\s?달러|加元|CAD)",
    "TWD": r"(?:대만\s?달러|新台币|TWD)",
    "SAR": r"(?:리얄|SAR)",
    "AED": r"(?:디르함|AED)",
    "PHP": r"(?:필리핀\s?페소|PHP)",
    "CHF": r"(?:스위스\s?프랑|瑞士法郎|CHF)",
}
# Dollars of their own are looked for before the plain one.
_DOLLARS = {"HKD", "SGD", "AUD", "CAD", "TWD"}
_SCALES = {
    "조": 10**12, "억": 10**8, "만": 10**4, "천": 10**3, "백": 10**2, "십": 10,
    "万亿": 10**12, "兆": 10**12, "亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 10**3,
    "trillion": 10**12, "billion": 10**9, "million": 10**6, "thousand": 10**3, "bn": 10**9, "m": 10**6,
}  # fmt: skip
# Atomic groups: a row of digits is never tried in parts, so that long tables of figures take no longer than they are.
_NUMBER = r"(?>\d[\d,]*(?:\.\d+)?)"
_SCALE = r"(?:[천백십]{1,2}\s?(?:만|억|조)?|조|억|만)"
# One group of digits with its scale; groups follow one another from great to small.
_KOREAN = rf"(?>{_NUMBER}(?:\s?{_SCALE}(?:\s?{_NUMBER}(?=\s?{_SCALE}|\s?[가-힣]))?){{0,7}})"
_CHINESE = rf"{_NUMBER}\s?(?:万亿|千万|百万|亿|万|千)?"
_ENGLISH = rf"{_NUMBER}\s?(?:trillion|billion|million|thousand|bn)?"
_GROUP = regex(
    rf"(?P<digits>{_NUMBER})\s?(?P<scale>万亿|千万|百万|trillion|billion|million|thousand|bn|조|억|만|(?:[천백십]\s?)?(?:조|억|만)|[천백십]|兆|亿|万|千)?"
)
_KINDS = "|".join(
    f"(?P<{code}>{pattern})" for code, pattern in sorted(_CURRENCIES.items(), key=lambda item: item[0] not in _DOLLARS)
)
_AMOUNT = regex(
    rf"(?<![\dA-Za-z])(?<!\d[.,])(?<!\d\d,\d)(?P<number>{_KOREAN}|{_CHINESE}|{_ENGLISH})(?:\s?여)?\s?(?:{_KINDS})(?![A-Za-z])",
    re.IGNORECASE,
)
_SIGNED = regex(
    rf"(?P<sign>US\$|U\.S\.\$|\$|€|¥|₩|£)\s?(?P<number>{_NUMBER}\s?(?:trillion|billion|million|thousand|bn)|{_KOREAN})",
    re.IGNORECASE,
)
_SIGNS = {"US$": "USD", "U.S.$": "USD", "$": "USD", "€": "EUR", "¥": "CNY", "₩": "KRW", "£": "GBP"}


# `1천200만` is 1,200만, not 1,000 and 200만.
_THOUSANDS = regex(r"(?P<high>\d{1,4})(?P<scale>천|백)\s?(?P<low>\d{1,3})(?=\s?(?:만|억|조))")


def _together(match: re.Match[str]) -> str:
    return str(int(match["high"]) * _SCALES[match["scale"]] + int(match["low"]))


def value_of(number: str) -> Decimal | None:
    """The value of digits with scales: `32억 4천만` is 3 240 000 000."""
    total, any_group = Decimal(0), False
    for match in _GROUP.finditer(_THOUSANDS.sub(_together, number)):
        digits = Decimal(match["digits"].replace(",", ""))
        scale = 1
        word = (match["scale"] or "").replace(" ", "").lower()
        if word in _SCALES:
            scale = _SCALES[word]
        else:
            for letter in word:
                scale *= _SCALES.get(letter, 1)
        total += digits * scale
        any_group = True
    return total if any_group else None


def find_amounts(folded: str, spans: tuple[Span, ...], language: str) -> tuple[Amount, ...]:
    """Amounts of money within `spans`, one item for each value and currency with all places where it stands."""
    if language == "zh":
        return chinese_amounts.find(folded, spans)
    found: dict[tuple[int | float, str], list[Span]] = {}
    for start, end in spans:
        if language == "en":
            for value, code, span in english.found_in(folded, start, end):
                _keep(found, value, code, span)
            continue
        for match in _AMOUNT.finditer(folded, start, end):
            code = next(code for code in _CURRENCIES if match[code])
            if (
                code == "KRW"
                and not re.search(r"[조억만천백]|\d,\d{3}", match["number"])
                and len(re.sub(r"\D", "", match["number"])) < 3
            ):
                continue
            if code == "CNY" and match[code] == "元":
                continue
            _add(found, match["number"], code, match.span())
        for match in _SIGNED.finditer(folded, start, end):
            _add(found, match["number"], _SIGNS[match["sign"].upper()], match.span())
    return tuple(Amount(value, code, tuple(places), 0.97) for (value, code), places in found.items())


def _add(found: dict[tuple[int | float, str], list[Span]], number: str, code: str, span: Span) -> None:
    value = value_of(number)
    if value is not None:
        _keep(found, value, code, span)


def _keep(found: dict[tuple[int | float, str], list[Span]], value: Decimal, code: str, span: Span) -> None:
    if value == 0:
        return
    plain = int(value) if value == value.to_integral_value() else float(value)
    found.setdefault((plain, code), []).append(span)


_UNITS = r"개국|개사|개\s?기업|개\s?기관|개\s?업체|여\s?기업|개소|개|명|여\s?명|인|건|개월|년간|일간|회|차례|곳|㎡|㎢|ha|톤|천톤|만톤|km|MW|GW|kW|%|퍼센트|家|人|名|个|项|次|吨|公里|平方米|people|companies|firms|visitors|hectares|tonnes|per cent|percent"
_QUANTITY = regex(rf"(?<![\d.,제第A-Za-z])(?P<number>{_KOREAN}|{_CHINESE})(?:\s?여)?\s?(?P<unit>{_UNITS})")


def find_quantities(folded: str, spans: tuple[Span, ...]) -> tuple[Quantity, ...]:
    """Numbers of things within `spans`, in order."""
    found = []
    for start, end in spans:
        for match in _QUANTITY.finditer(folded, start, end):
            value = value_of(match["number"])
            if value is not None:
                plain = int(value) if value == value.to_integral_value() else float(value)
                found.append(Quantity(plain, match["unit"].strip(), (match.span(),), 0.9))
    return tuple(found)
