"""Codes of the Harmonized System in texts."""

import pytest

from gyoryu.news.watches.codes import codes_in, digits_of, names_code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("여과기(HS 8421.39)의 관세", {"842139"}),
        ("HS코드 8421 39 품목", {"8421"}),
        ("제8421호에 분류한다", {"8421"}),
        ("税号：84213990 的产品", {"84213990"}),
        ("세번 8421.39-1000", {"8421391000"}),
        ("2023.10.05. 발표", set()),
        ("2023년 1,234명, 0532.45%", set()),
        ("전화 02.1234.5678", set()),
    ],
)
def test_codes_of_the_harmonized_system(text, codes):
    assert codes_in(text) == codes


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("8421.39", "842139"),
        ("8421 39", "842139"),
        (" 8421 ", "8421"),
        ("８４２１", "8421"),
        ("84", ""),
        ("filter", ""),
    ],
)
def test_a_code_as_it_is_typed(typed, digits):
    assert digits_of(typed) == digits


def test_a_heading_covers_what_is_below_it_and_not_the_other_way_round():
    text = "여과기(HS 8421.39)의 관세"
    assert names_code(text, "8421")
    assert names_code(text, "842139")
    assert not names_code(text, "84213990")
    assert not names_code(text, "8422")
