"""How texts and queries become tokens."""

import pytest

from gyoryu.base.search import Asked, asked_for, tokens_of


def test_runs_without_spaces_are_cut_by_twos_with_their_last_letter():
    assert tokens_of(["한빛환경"]) == ["한빛", "빛환", "환경", "경"]
    assert tokens_of(["韩光 Eco21"]) == ["韩光", "光", "eco21"]
    assert tokens_of(["빛"]) == ["빛"]


def test_spaces_between_hangul_do_not_count():
    assert tokens_of(["한빛 환경"]) == ["한빛", "빛", "환경", "경", "한빛", "빛환", "환경", "경"]


def test_compatibility_letters_are_ordinary_ones():
    assert tokens_of(["ＨＡＮＢＩＴ"]) == ["hanbit"]
    assert tokens_of(["ﾊﾝ"]) == ["ハン", "ン"]


@pytest.mark.parametrize(
    ("typed", "runs"),
    [
        ("한빛환경", [Asked(("한빛", "빛환", "환경"), False)]),
        ("한빛 Eco", [Asked(("한빛",), False), Asked(("eco",), True)]),
        ("빛", [Asked(("빛",), True)]),
        ("120-81", [Asked(("120",), True), Asked(("81",), True)]),
        ("  ·()\"' ", []),
    ],
)
def test_a_query_becomes_runs(typed, runs):
    assert asked_for(typed) == runs


def test_a_query_without_end_is_cut():
    assert len(asked_for("가 " * 500)) == 12
