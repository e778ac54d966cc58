"""Numbers as people type them, and as they are written for them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gyoryu.base.formatting import format_large_money, format_money, format_number
from gyoryu.base.numbers import parse_number
from gyoryu.base.refusals import Refused

TYPED = {
    "150,000": "150000", "150，000": "150000", "1、234、567": "1234567", "1'000": "1000", "1 234 567": "1234567",
    "１２，０００": "12000", "1.5억": "150000000", "891억 1,810만 원": "89118100000", "3億2千万": "320000000",
    "1억 5천만원": "150000000", "2천": "2000", "3만2천": "32000", "2억3000만": "230000000", "120万元": "1200000",
    "8.91亿韩元": "891000000", "1.2万亿": "1200000000000", "십만": "100000", "100백만": "100000000", "₩2,000": "2000",
    "￦2,000": "2000", "KRW 8.91 billion": "8910000000", "USD 1.2 million": "1200000", "$ 5k": "5000", "-5": "-5",
    "0.50": "0.5", ".5": "0.5", "3,000원": "3000", "5천5백만": "55000000", "500달러": "500", "": None,
}  # fmt: skip
REFUSED = {
    "abc": "no_number", "5kg": "no_number", "1e5": "no_number", "수억": "no_number", "12월": "no_number",
    "₩": "no_number",
    "1,5": "two_meanings", "1.234,5": "two_meanings", "12,34,567": "two_meanings", "1 2": "two_meanings",
    "1,2345": "two_meanings", "3만5": "two_meanings", "1,234'567": "two_meanings", "3만 2억": "units_out_of_order",
    "2백3천": "units_out_of_order", "9" * 21: "too_many_digits",
}  # fmt: skip
AMOUNTS = st.decimals(min_value=0, max_value=10**15, places=2)


@pytest.mark.parametrize(("typed", "meant"), [(typed, meant) for typed, meant in TYPED.items() if meant])
def test_what_people_type(typed, meant):
    assert parse_number(typed) == Decimal(meant)


@pytest.mark.parametrize(("typed", "code"), REFUSED.items())
def test_what_is_refused_and_why(typed, code):
    with pytest.raises(Refused) as error:
        parse_number(typed)
    assert error.value.code == code


@given(AMOUNTS)
def test_what_is_written_can_be_typed(amount):
    assert parse_number(format_number(amount)) == amount


@given(AMOUNTS, st.sampled_from(["KRW", "CNY", "USD", "VND"]), st.sampled_from(["ko", "zh", "en"]))
def test_money_as_it_is_written_can_be_typed(amount, currency, language):
    assert parse_number(format_money(amount, currency, language)) == amount


@given(st.integers(1, 10**14).map(lambda number: Decimal(number * 10**4)))
def test_large_won_lose_nothing(amount):
    assert parse_number(format_large_money(amount, "KRW", "ko")) == amount


@given(
    AMOUNTS,
    st.sampled_from(["KRW", "CNY", "USD", "EUR", "JPY", "VND", "KZT", "MNT"]),
    st.sampled_from(["ko", "zh", "en"]),
)
def test_large_money_is_read_as_what_it_is_about(amount, currency, language):
    about = parse_number(format_large_money(amount, currency, language))
    assert abs(about - amount) <= max(amount / 100, 5000)  # Korean counts whole 만


@given(
    st.integers(0, 10**12),
    st.sampled_from([",", "，", "、", "'", " ", ""]),
    st.booleans(),
    st.sampled_from(["", "원", "元", "₩", "USD "]),
)
def test_generated_spellings(number, comma, wide, currency):
    text = f"{number:,}".replace(",", comma)
    if wide:
        text = text.translate({code: code + 0xFEE0 for code in range(0x30, 0x3A)})
    text = f"{text}{currency}" if currency in ("원", "元") else f"{currency}{text}"
    assert parse_number(text) == number


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_number_or_refused(text):
    try:
        number = parse_number(text)
    except Refused as error:
        code = error.code
    else:
        code, number = "", number.normalize()
        assert number.is_finite()
    assert code in {"", "no_number", "two_meanings", "units_out_of_order", "too_many_digits"}
