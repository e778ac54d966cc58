"""Days, clocks, money and names as readers of each language write them."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from gyoryu.base.names import Language, Names

_WEEKDAYS: dict[Language, tuple[str, ...]] = {
    "ko": ("월", "화", "수", "목", "금", "토", "일"),
    "zh": ("一", "二", "三", "四", "五", "六", "日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CHINESE_CURRENCIES = {
    "KRW": "韩元", "USD": "美元", "CNY": "元", "EUR": "欧元", "JPY": "日元",
    "VND": "越南盾", "KZT": "坚戈", "MNT": "图格里克",
}  # fmt: skip
BRACKETS: dict[Language, tuple[str, str]] = {"ko": (" (", ")"), "zh": ("（", "）"), "en": (" (", ")")}
_CITIES = {
    "Asia/Seoul": Names("서울", "首尔", "Seoul"),
    "Asia/Shanghai": Names("베이징", "北京", "Beijing"),
    "Asia/Urumqi": Names("우루무치", "乌鲁木齐", "Urumqi"),
    "Asia/Hong_Kong": Names("홍콩", "香港", "Hong Kong"),
    "Asia/Macau": Names("마카오", "澳门", "Macao"),
    "Asia/Taipei": Names("타이베이", "台北", "Taipei"),
    "Asia/Tokyo": Names("도쿄", "东京", "Tokyo"),
    "Asia/Ho_Chi_Minh": Names("호찌민", "胡志明市", "Ho Chi Minh City"),
    "Asia/Bangkok": Names("방콕", "曼谷", "Bangkok"),
    "Asia/Jakarta": Names("자카르타", "雅加达", "Jakarta"),
    "Asia/Singapore": Names("싱가포르", "新加坡", "Singapore"),
    "Asia/Kuala_Lumpur": Names("쿠알라룸푸르", "吉隆坡", "Kuala Lumpur"),
    "Asia/Manila": Names("마닐라", "马尼拉", "Manila"),
    "Asia/Ulaanbaatar": Names("울란바토르", "乌兰巴托", "Ulaanbaatar"),
    "Asia/Almaty": Names("알마티", "阿拉木图", "Almaty"),
    "Asia/Tashkent": Names("타슈켄트", "塔什干", "Tashkent"),
    "Asia/Kolkata": Names("뉴델리", "新德里", "New Delhi"),
    "Asia/Dubai": Names("두바이", "迪拜", "Dubai"),
    "Asia/Riyadh": Names("리야드", "利雅得", "Riyadh"),
    "Europe/Berlin": Names("베를린", "柏林", "Berlin"),
    "Europe/Paris": Names("파리", "巴黎", "Paris"),
    "Europe/London": Names("런던", "伦敦", "London"),
    "America/New_York": Names("뉴욕", "纽约", "New York"),
    "America/Los_Angeles": Names("로스앤젤레스", "洛杉矶", "Los Angeles"),
    "UTC": Names("협정세계시", "协调世界时", "UTC"),
}


def format_date(d: date, language: Language) -> str:
    """`2026. 5. 12.(화)`, `2026年5月12日（周二）`, `Tue 12 May 2026`."""
    weekday = _WEEKDAYS[language][d.weekday()]
    if language == "ko":
        return f"{d.year}. {d.month}. {d.day}.({weekday})"
    if language == "zh":
        return f"{d.year}年{d.month}月{d.day}日（周{weekday}）"
    return f"{weekday} {d.day} {_MONTHS[d.month - 1]} {d.year}"


def format_short_date(d: date, language: Language) -> str:
    """Without the year: `5. 12.(화)`, `5月12日（周二）`, `Tue 12 May`."""
    weekday = _WEEKDAYS[language][d.weekday()]
    if language == "ko":
        return f"{d.month}. {d.day}.({weekday})"
    if language == "zh":
        return f"{d.month}月{d.day}日（周{weekday}）"
    return f"{weekday} {d.day} {_MONTHS[d.month - 1]}"


def format_numeric_date(d: date, language: Language) -> str:
    """Without the day of the week: `2026. 5. 12.`, `2026年5月12日`, `12 May 2026`."""
    if language == "ko":
        return f"{d.year}. {d.month}. {d.day}."
    if language == "zh":
        return f"{d.year}年{d.month}月{d.day}日"
    return f"{d.day} {_MONTHS[d.month - 1]} {d.year}"


_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def format_partial_date(text: str, language: Language) -> str:
    """What is known of a day, as `2026-05-12`, `2026-05` or `2026`: as the others, or `2026. 5.`, `2026年5月`,
    `May 2026`, `2026년`. Anything else is given back."""
    match = _PARTIAL.fullmatch(text)
    if match is None:
        return text
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        day_date = date(year, month or 1, day or 1)
    except ValueError:
        return text
    if day:
        return format_date(day_date, language)
    if not month:
        return {"ko": f"{year}년", "zh": f"{year}年", "en": f"{year}"}[language]
    return {"ko": f"{year}. {month}.", "zh": f"{year}年{month}月", "en": f"{_MONTHS[month - 1]} {year}"}[language]


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
    """`09:30` on the clocks of `zone`."""
    return moment.astimezone(ZoneInfo(zone)).strftime("%H:%M")


def format_datetime(moment: datetime, zone: str, language: Language) -> str:
    """`2026. 5. 12.(화) 18:00` on the calendars and clocks of `zone`."""
    return f"{format_date(moment.astimezone(ZoneInfo(zone)).date(), language)} {format_time(moment, zone)}"


def zone_city(zone: str, language: Language) -> str:
    """The city that stands for a time zone; the last part of the zone's own name where none is known here."""
    names = _CITIES.get(zone)
    return names.in_language(language) if names else zone.rpartition("/")[2].replace("_", " ")


def city_zones(language: Language) -> list[tuple[str, str]]:
    """The zones that have a city here, each with it, in the order in which they are likely to be needed."""
    return [(zone, names.in_language(language)) for zone, names in _CITIES.items()]


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
    """`1,234.5`: groups of three, no zeros after the last digit that counts."""
    digits = f"{number:,f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _counted(amount: Decimal, language: Language) -> str:
    """An amount as its readers count: `2억 3,000만`, `120万`, `1.2 million`."""
    if language == "en":
        for size, word in ((10**9, " billion"), (10**6, " million")):
            if amount >= size:
                return format_number(_rounded(amount / size, "0.01")) + word
        return format_number(amount)
    hundred_million, ten_thousand = ("억", "만") if language == "ko" else ("亿", "万")
    if amount < 10**4:
        return format_number(amount)
    if language == "zh":
        size, word = (10**8, hundred_million) if amount >= 10**8 else (10**4, ten_thousand)
        return format_number(_rounded(amount / size, "0.01")) + word
    ten_thousands, remainder = divmod(int(_rounded(amount / 10**4, "1")), 10**4)
    parts = [f"{ten_thousands:,}{hundred_million}"] if ten_thousands else []
    parts += [f"{remainder:,}{ten_thousand}"] if remainder else []
    return " ".join(parts)


def _rounded(number: Decimal, step: str) -> Decimal:
    return number.quantize(Decimal(step), ROUND_HALF_UP)


def _with_unit(number: str, currency: str, language: Language) -> str:
    """The reader's own currency by its word after the number, every other by its code before it."""
    if (language, currency) == ("ko", "KRW"):
        return f"{number}{' ' if number[-1] in '억만' else ''}원"
    if (language, currency) == ("zh", "CNY"):
        return f"{number}元"
    return f"{currency} {number}"


def format_money(amount: Decimal, currency: str, language: Language) -> str:
    """The exact amount in its own currency: `230,000,000원`, `CNY 1,200,000`, `1,200,000元`."""
    cents = amount != amount.to_integral_value()
    number = f"{_rounded(amount, '0.01'):,f}" if cents else f"{amount.to_integral_value():,f}"
    return _with_unit(number, currency, language)


def format_large_money(amount: Decimal, currency: str, language: Language) -> str:
    """For reading at a glance: `2억 3,000만 원`, `USD 6,465만`, `8.91亿韩元`, `CNY 1.2 million`."""
    if amount < 0:
        return "−" + format_large_money(-amount, currency, language)
    if language == "zh" and currency in _CHINESE_CURRENCIES:
        return f"{_counted(amount, language)}{_CHINESE_CURRENCIES[currency]}"
    return _with_unit(_counted(amount, language), currency, language)


def format_readable_money(amount: Decimal, currency: str, language: Language) -> str:
    """Exact where that can be taken in, from a hundred million (in English a million) on in the reader's units."""
    large = 10**6 if language == "en" else 10**8
    return (format_large_money if abs(amount) >= large else format_money)(amount, currency, language)


def format_converted_amount(amount: Decimal, currency: str, rated_on: date, language: Language) -> str:
    """A converted amount with the day of its rate: `(약 2억 3,000만 원, 2026. 5. 11. 기준)`."""
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
    """Sorts names as readers of `language` expect: their own script first, Hangul 가나다, Chinese by pinyin."""
    folded = text.casefold()
    script = _script(folded[:1])
    rank = [language, *(other_zone for other_zone in ("en", "ko", "zh") if other_zone != language)].index(script)
    if script == "zh":
        from pypinyin import lazy_pinyin

        return rank, lazy_pinyin(folded)
    return rank, list(folded)


def _script(character: str) -> str:
    if "가" <= character <= "힣":
        return "ko"
    return "zh" if "\u3400" <= character <= "\u9fff" else "en"
