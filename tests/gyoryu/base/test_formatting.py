"""Days, clocks, money and names, as each language writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from gyoryu.base import formatting

DAY = date(2026, 5, 12)
AT = datetime(2026, 5, 12, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "full", "short", "plain"),
    [
        ("ko", "2026. 5. 12.(화)", "5. 12.(화)", "2026. 5. 12."),
        ("zh", "2026年5月12日（周二）", "5月12日（周二）", "2026年5月12日"),
        ("en", "Tue 12 May 2026", "Tue 12 May", "12 May 2026"),
    ],
)
def test_days(language, full, short, plain):
    assert formatting.format_date(DAY, language) == full
    assert formatting.format_short_date(DAY, language) == short
    assert formatting.format_numeric_date(DAY, language) == plain
    assert formatting.format_date_range(DAY, DAY, language) == full


@pytest.mark.parametrize(
    ("language", "last", "expected"),
    [
        ("ko", date(2026, 5, 13), "2026. 5. 12.(화)–5. 13.(수)"),
        ("zh", date(2026, 5, 13), "2026年5月12日（周二）–5月13日（周三）"),
        ("en", date(2026, 5, 13), "Tue 12 May – Wed 13 May 2026"),
        ("en", date(2027, 1, 1), "Tue 12 May 2026 – Fri 1 Jan 2027"),
    ],
)
def test_spans_of_days(language, last, expected):
    assert formatting.format_date_range(DAY, last, language) == expected


@pytest.mark.parametrize(
    ("other", "language", "expected"),
    [
        ("Asia/Shanghai", "ko", ("10:00 서울", "09:00 베이징")),
        ("Asia/Shanghai", "zh", ("10:00 首尔", "09:00 北京")),
        ("America/Los_Angeles", "en", ("10:00 Seoul", "Mon 11 May 18:00 Los Angeles")),
        ("Asia/Tokyo", "en", ("10:00", "")),  # shows the same
        ("", "en", ("10:00", "")),
        ("Pacific/Port_Moresby", "en", ("10:00 Seoul", "11:00 Port Moresby")),  # not among those that are offered
        ("Pacific/Port_Moresby", "ko", ("10:00 서울", "11:00 포트모르즈비")),
        ("Asia/Kolkata", "ko", ("10:00 서울", "06:30 뉴델리")),  # the capital, where CLDR has 콜카타
    ],
)
def test_both_clocks(other, language, expected):
    assert formatting.format_local_times(AT, "Asia/Seoul", other, language) == expected


def test_a_moment_is_on_the_calendar_of_its_zone():
    assert formatting.format_datetime(AT, "America/Los_Angeles", "ko") == "2026. 5. 11.(월) 18:00"


@pytest.mark.parametrize(
    ("amount", "currency", "language", "expected"),
    [
        ("230000000", "KRW", "ko", "230,000,000원"),
        ("1200000", "CNY", "zh", "1,200,000元"),
        ("1200000.50", "CNY", "en", "CNY 1,200,000.50"),
        ("1234.5", "USD", "ko", "USD 1,234.50"),
        ("0", "USD", "en", "USD 0"),
    ],
)
def test_exact_money(amount, currency, language, expected):
    assert formatting.format_money(Decimal(amount), currency, language) == expected


@pytest.mark.parametrize(
    ("amount", "currency", "language", "expected"),
    [
        ("230000000", "KRW", "ko", "2억 3,000만 원"),
        ("200000000", "KRW", "ko", "2억 원"),
        ("99999999", "KRW", "ko", "1억 원"),
        ("9999", "KRW", "ko", "9,999원"),
        ("1234567890123", "KRW", "ko", "1조 2,345억 6,789만 원"),
        ("1000000000000", "KRW", "ko", "1조 원"),
        ("1200000", "CNY", "ko", "CNY 120만"),
        ("1200000", "CNY", "zh", "120万元"),
        ("230000000", "KRW", "zh", "2.3亿韩元"),
        ("64650000", "USD", "ko", "USD 6,465만"),
        ("891000000", "KRW", "zh", "8.91亿韩元"),
        ("120000000", "USD", "zh", "1.2亿美元"),
        ("99999999", "USD", "zh", "1亿美元"),
        ("99950000", "USD", "zh", "9,995万美元"),
        ("1234567890123", "KRW", "zh", "1.23万亿韩元"),
        ("9999", "USD", "zh", "9,999美元"),
        ("5000000", "KZT", "zh", "500万坚戈"),
        ("5000000", "TWD", "zh", "500万新台币"),
        ("5000000", "VEF", "zh", "VEF 500万"),  # a former currency
        ("5000000", "XXX", "zh", "XXX 500万"),
        ("2345000", "USD", "en", "USD 2.35 million"),  # halves go up
        ("999999999", "USD", "en", "USD 1 billion"),
        ("1234567890123", "KRW", "en", "KRW 1.23 trillion"),
        ("1200000", "CNY", "en", "CNY 1.2 million"),
        ("2300000000", "KRW", "en", "KRW 2.3 billion"),
        ("-1200000", "USD", "en", "−USD 1.2 million"),
    ],
)
def test_money_at_a_glance(amount, currency, language, expected):
    assert formatting.format_large_money(Decimal(amount), currency, language) == expected


@pytest.mark.parametrize(
    ("amount", "currency", "language", "expected"),
    [
        ("89118098280", "KRW", "ko", "891억 1,810만 원"),
        ("99999999", "KRW", "ko", "99,999,999원"),
        ("64650000", "USD", "ko", "USD 64,650,000"),
        ("89118098280", "KRW", "zh", "891.18亿韩元"),
        ("89118098280", "KRW", "en", "KRW 89.12 billion"),
        ("-250000", "USD", "en", "USD -250,000"),
    ],
)
def test_money_for_readers(amount, currency, language, expected):
    assert formatting.format_readable_money(Decimal(amount), currency, language) == expected


@pytest.mark.parametrize(
    ("language", "currency", "expected"),
    [
        ("ko", "KRW", "(약 2억 3,000만 원, 2026. 5. 12. 기준)"),
        ("zh", "CNY", "（约2.3亿元，按2026年5月12日汇率折算）"),
        ("en", "KRW", "(about KRW 230 million, rate of 12 May 2026)"),
    ],
)
def test_converted_money_names_the_day_of_its_rate(language, currency, expected):
    assert formatting.format_converted_amount(Decimal("230000000.4"), currency, DAY, language) == expected


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("ko", ["가람", "나래", "한빛", "Alpha", "beta", "北京", "上海"]),
        ("zh", ["北京", "上海", "Alpha", "beta", "가람", "나래", "한빛"]),
        ("en", ["Alpha", "beta", "가람", "나래", "한빛", "北京", "上海"]),
    ],
)
def test_sorting_as_readers_expect(language, order):
    mixed = ["beta", "上海", "한빛", "Alpha", "나래", "北京", "가람"]
    assert sorted(mixed, key=lambda name: formatting.sort_key(name, language)) == order


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-05-12", ("2026. 5. 12.(화)", "2026年5月12日（周二）", "Tue 12 May 2026")),
        ("2026-05", ("2026. 5.", "2026年5月", "May 2026")),
        ("2026", ("2026년", "2026年", "2026")),
        ("2026-13", ("2026-13",) * 3),
        ("XXXX-05-12", ("XXXX-05-12",) * 3),
    ],
)
def test_days_as_far_as_they_are_known(text, expected):
    assert tuple(formatting.format_partial_date(text, language) for language in ("ko", "zh", "en")) == expected
