"""Identifiers with their check digits."""

import pytest

from gyoryu.organisations import rules


@pytest.mark.parametrize(
    ("scheme", "typed", "kept"),
    [
        ("kr_brn", "116-82-00276", "1168200276"),
        ("kr_brn", "１１６ 82 00276", "1168200276"),
        ("kr_brn", "116-82-00275", None),  # the check digit
        ("kr_brn", "116-82-0027", None),
        ("kr_brn", "", None),
        ("cn_uscc", "91110000600037341L", "91110000600037341L"),
        ("cn_uscc", "91110000600037341l", "91110000600037341L"),
        ("cn_uscc", "91110000600037342L", None),
        ("other", " HRB 1234 ", "HRB 1234"),
        ("other", "", None),
        ("other", "x" * 41, None),
    ],
)
def test_identifiers_are_kept_compact_or_refused(scheme, typed, kept):
    assert rules.compact_identifier(scheme, typed) == kept


@pytest.mark.parametrize("place", range(10))
def test_a_mistyped_digit_of_a_business_number_is_seen(place):
    digits = list("1348672683")
    digits[place] = str((int(digits[place]) + 1) % 10)
    assert rules.has_right_check_digit("1348672683")
    assert not rules.has_right_check_digit("".join(digits))


def test_identifiers_are_written_as_people_write_them():
    assert rules.format_identifier("kr_brn", "1168200276") == "116-82-00276"
    assert rules.format_identifier("other", "HRB 1") == "HRB 1"
