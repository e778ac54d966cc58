"""Formatting of dates, times, money and names in the conventions of each language."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, dates

from gyoryu.base.names import LOCALES, Language, Names

# CLDR's name of each language: names of days, months, currencies and cities come from there, by `babel`.
# How offices write dates. CLDR has `2026년 5월 12일 (화)`, `2026/5/12 화`, `2026年5月12日周二` and `Tue, May 12, 2026`.
_FULL_DATE: dict[Language, str] = {"ko": "y. M. d.(EEE)", "zh": "y年M月d日（EEE）", "en": "EEE d MMM y"}
_SHORT_DATE: dict[Language, str] = {"ko": "M. d.(EEE)", "zh": "M月d日（EEE）", "en": "EEE d MMM"}
_NUMERIC_DATE: dict[Language, str] = {"ko": "y. M. d.", "zh": "y年M月d日", "en": "d MMM y"}
_MONTH: dict[Language, str] = {"ko": "y. M.", "zh": "y年M月", "en": "MMM y"}
_YEAR: dict[Language, str] = {"ko": "y년", "zh": "y年", "en": "y"}
BRACKETS: dict[Language, tuple[str, str]] = {"ko": (" (", ")"), "zh": ("（", "）"), "en": (" (", ")")}
# The time zones offered in forms, the likeliest first.
_ZONES = (
    "Asia/Seoul", "Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong", "Asia/Macau", "Asia/Taipei", "Asia/Tokyo",
    "Asia/Ho_Chi_Minh", "Asia/Bangkok", "Asia/Jakarta", "Asia/Singapore", "Asia/Kuala_Lumpur", "Asia/Manila",
    "Asia/Ulaanbaatar", "Asia/Almaty", "Asia/Tashkent", "Asia/Kolkata", "Asia/Dubai", "Asia/Riyadh", "Europe/Berlin",
    "Europe/Paris", "Europe/London", "America/New_York", "America/Los_Angeles", "UTC",
)  # fmt: skip
# Where agencies write otherwise than CLDR: the capital whose clocks they are, or today's name of the city.
_CITIES = {
    "Asia/Shanghai": Names("베이징", "北京", "Beijing"),
    "Asia/Urumqi": Names("우루무치", "乌鲁木齐", "Urumqi"),
    "Asia/Ho_Chi_Minh": Names("호찌민", "胡志明市", "Ho Chi Minh City"),
    "Asia/Kolkata": Names("뉴델리", "新德里", "New Delhi"),
    "Asia/Yangon": Names("양곤", "仰光", "Yangon"),
    "Europe/Kyiv": Names("키이우", "基辅", "Kyiv"),
    "UTC": Names("협정세계시", "协调世界时", "UTC"),
}


def format_date(d: date, language: Language) -> str:
    """Format a date: `2026. 5. 12.(화)`, `2026年5月12日（周二）`, `Tue 12 May 2026`."""
    return _formatted(d, _FULL_DATE[language], language)


def format_short_date(d: date, language: Language) -> str:
    """Format a date without the year: `5. 12.(화)`, `5月12日（周二）`, `Tue 12 May`."""
    return _formatted(d, _SHORT_DATE[language], language)


def format_numeric_date(d: date, language: Language) -> str:
    """Format a date without the day of the week: `2026. 5. 12.`, `2026年5月12日`, `12 May 2026`."""
    return _formatted(d, _NUMERIC_DATE[language], language)


@lru_cache(maxsize=4096)
def _formatted(d: date, pattern: str, language: Language) -> str:
    """Cached: the few days of an event stand on a page hundreds of times, and each takes babel 50 µs."""
    return dates.format_date(d, pattern, locale=LOCALES[language])


_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def format_partial_date(text: str, language: Language) -> str:
    """Format a date known to the day, month or year (`2026-05-12`, `2026-05` or `2026`): as the others, or `2026. 5.`,
    `2026年5月`, `May 2026`, `2026년`. Any other text is returned unchanged."""
    match = _PARTIAL.fullmatch(text)
    if match is None:
        return text
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        day_date = date(year, month or 1, day or 1)
    except ValueError:
        return text
    pattern = _FULL_DATE if day else _MONTH if month else _YEAR
    return _formatted(day_date, pattern[language], language)


def format_date_range(start: date, end: date, language: Language) -> str:
    """From the first to the last day: `2026. 5. 12.(화)–5. 13.(수)`; one day alone where they are the same."""
    if start == end:
        return format_date(start, language)
    if start.year != end.year:
        return f"{format_date(start, language)} – {format_date(end, language)}"
    if language == "en":
        return f"{format_short_date(start, language)} – {format_date(end, language)}"
    return f"{format_date(start, language)}–{format_short_date(end, language)}"


def format_time(moment: datetime, zone: str) -> str:
    """Format a time in `zone`: `09:30`."""
    return moment.astimezone(ZoneInfo(zone)).strftime("%H:%M")


def format_datetime(moment: datetime, zone: str, language: Language) -> str:
    """Format date and time in `zone`: `2026. 5. 12.(화) 18:00`."""
    return f"{format_date(moment.astimezone(ZoneInfo(zone)).date(), language)} {format_time(moment, zone)}"


@lru_cache(maxsize=1024)
def zone_city(zone: str, language: Language) -> str:
    """Return the city of a time zone; the last part of the zone's own name where none is known."""
    if zone in _CITIES:
        return _CITIES[zone].in_language(language)
    try:
        return dates.get_timezone_location(zone, locale=LOCALES[language], return_city=True)
    except LookupError:
        return zone.rpartition("/")[2].replace("_", " ")


def city_zones(language: Language) -> list[tuple[str, str]]:
    """Return the time zones offered in forms, each with its city."""
    return [(zone, zone_city(zone, language)) for zone in _ZONES]


def format_local_times(moment: datetime, zone: str, other_zone: str, language: Language) -> tuple[str, str]:
    """`10:00 서울` and `09:00 베이징`, the second with its day where that is another one. Where `other` is "" or its
    clocks show the same: the time without a city, and ""."""
    local = moment.astimezone(ZoneInfo(zone))
    remote = moment.astimezone(ZoneInfo(other_zone or zone))
    if remote.replace(tzinfo=None) == local.replace(tzinfo=None):
        return format_time(moment, zone), ""
    day = "" if remote.date() == local.date() else f"{format_short_date(remote.date(), language)} "
    return (
        f"{format_time(moment, zone)} {zone_city(zone, language)}",
        f"{day}{format_time(moment, other_zone)} {zone_city(other_zone, language)}",
    )


def format_local_datetimes(moment: datetime, zone: str, other_zone: str, language: Language) -> str:
    """`2026. 5. 12.(화) 10:00 서울 · 09:00 베이징`; the cities and the second clock only where the two differ."""
    local_time, other_time = format_local_times(moment, zone, other_zone, language)
    local = f"{format_date(moment.astimezone(ZoneInfo(zone)).date(), language)} {local_time}"
    return f"{local} · {other_time}" if other_time else local


def format_number(number: Decimal) -> str:
    """Format a number with groups of three and without trailing zeros: `1,234.5`."""
    digits = f"{number:,f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


# CLDR has these units, too, but writes one number for all of them (`2.3억`), and halves go to the even digit.
_UNITS: dict[Language, tuple[tuple[int, str], ...]] = {
    "ko": ((10**12, "조"), (10**8, "억"), (10**4, "만")),
    "zh": ((10**12, "万亿"), (10**8, "亿"), (10**4, "万")),
    "en": ((10**12, " trillion"), (10**9, " billion"), (10**6, " million")),
}


def _counted(amount: Decimal, language: Language) -> str:
    """Format an amount with the units of its readers: `2억 3,000만`, `120万`, `1.2 million`."""
    units = _UNITS[language]
    if amount < units[-1][0]:
        return format_number(amount)
    if language == "ko":
        remainder, parts = int(_rounded(amount / 10**4, "1")) * 10**4, []
        for size, word in units:
            count, remainder = divmod(remainder, size)
            parts += [f"{count:,}{word}"] if count else []
        return " ".join(parts)
    size, word = next(unit for unit in units if amount >= unit[0])
    larger = next((unit for unit in reversed(units) if unit[0] > size), None)
    if larger and _rounded(amount / size, "0.01") * size >= larger[0]:  # 99,999,999 is `1亿`, not `10,000万`
        return f"1{larger[1]}"
    return format_number(_rounded(amount / size, "0.01")) + word


def _rounded(number: Decimal, step: str) -> Decimal:
    return number.quantize(Decimal(step), ROUND_HALF_UP)


@cache
def _currency_words() -> dict[str, str]:
    """Chinese words of currencies. Written by code: former ones, which have their years in brackets, and metals and
    codes for tests, which begin with X."""
    words = Locale.parse(LOCALES["zh"]).currencies
    former = re.compile("[(（]")
    names = {code: word for code, word in words.items() if code[0] != "X" and not former.search(word)}
    return names | {"CNY": "元", "KZT": "坚戈", "MNT": "图格里克"}  # as amounts are written, without the country


def _with_unit(number: str, currency: str, language: Language) -> str:
    """Add the currency: the reader's own by its word after the number, every other by its code before it."""
    if (language, currency) == ("ko", "KRW"):
        return f"{number}{' ' if number[-1] in '조억만' else ''}원"
    if (language, currency) == ("zh", "CNY"):
        return f"{number}元"
    return f"{currency} {number}"


def format_money(amount: Decimal, currency: str, language: Language) -> str:
    """Format the exact amount in its own currency: `230,000,000원`, `CNY 1,200,000`, `1,200,000元`."""
    cents = amount != amount.to_integral_value()
    number = f"{_rounded(amount, '0.01'):,f}" if cents else f"{amount.to_integral_value():,f}"
    return _with_unit(number, currency, language)


def format_large_money(amount: Decimal, currency: str, language: Language) -> str:
    """Format a rounded amount: `2억 3,000만 원`, `USD 6,465만`, `8.91亿韩元`, `CNY 1.2 million`."""
    if amount < 0:
        return "−" + format_large_money(-amount, currency, language)
    if language == "zh" and (word := _currency_words().get(currency)):
        return f"{_counted(amount, language)}{word}"
    return _with_unit(_counted(amount, language), currency, language)


def format_readable_money(amount: Decimal, currency: str, language: Language) -> str:
    """Format an amount exactly, from a hundred million (in English a million) on in the reader's units."""
    large = 10**6 if language == "en" else 10**8
    return (format_large_money if abs(amount) >= large else format_money)(amount, currency, language)


def format_converted_amount(amount: Decimal, currency: str, rated_on: date, language: Language) -> str:
    """Format a converted amount with the date of its rate: `(약 2억 3,000만 원, 2026. 5. 11. 기준)`."""
    about, rate_date = (
        format_large_money(_rounded(amount, "1"), currency, language),
        format_numeric_date(rated_on, language),
    )
    if language == "ko":
        return f"(약 {about}, {rate_date} 기준)"
    if language == "zh":
        return f"（约{about}，按{rate_date}汇率折算）"
    return f"(about {about}, rate of {rate_date})"


def sort_key(text: str, language: Language) -> tuple[int, list[str]]:
    """Sorts names as readers of `language` expect: their own script first, Hangul 가나다, Chinese by pinyin. (Babel has
    CLDR's names, but not its orders.)"""
    folded = text.casefold()
    script = _script(folded[:1])
    rank = [language, *(other_zone for other_zone in ("en", "ko", "zh") if other_zone != language)].index(script)
    if script == "zh":
        from pypinyin import lazy_pinyin  # slow: its dictionaries, which commands do not need

        return rank, lazy_pinyin(folded)
    return rank, list(folded)


def _script(character: str) -> str:
    if "가" <= character <= "힣":
        return "ko"
    return "zh" if "\u3400" <= character <= "\u9fff" else "en"
