"""How texts and queries become tokens."""

import pytest

from gyoryu.base.search import SearchPhrase, parse_query, tokenize


def test_runs_without_spaces_are_cut_by_twos_with_their_last_letter():
    assert tokenize(["한빛환경"]) == ["한빛", "빛환", "환경", "경"]
    assert tokenize(["韩光 Eco21"]) == ["韩光", "光", "eco21"]
    assert tokenize(["빛"]) == ["빛"]


def test_spaces_between_hangul_do_not_count():
    assert tokenize(["한빛 환경"]) == ["한빛", "빛", "환경", "경", "한빛", "빛환", "환경", "경"]


def test_compatibility_letters_are_ordinary_ones():
    assert tokenize(["ＨＡＮＢＩＴ"]) == ["hanbit"]
    assert tokenize(["ﾊﾝ"]) == ["ハン", "ン"]


@pytest.mark.parametrize(
    ("typed", "runs"),
    [
        ("한빛환경", [SearchPhrase(("한빛", "빛환", "환경"), False)]),
        ("한빛 Eco", [SearchPhrase(("한빛",), False), SearchPhrase(("eco",), True)]),
        ("빛", [SearchPhrase(("빛",), True)]),
        ("120-81", [SearchPhrase(("120",), True), SearchPhrase(("81",), True)]),
        ("  ·()\"' ", []),
    ],
)
def test_a_query_becomes_runs(typed, runs):
    assert parse_query(typed) == runs


def test_a_query_without_end_is_cut():
    assert len(parse_query("가 " * 500)) == 12
