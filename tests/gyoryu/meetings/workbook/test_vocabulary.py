"""Words that stand in cells."""

import pytest

from gyoryu.meetings.workbook import vocabulary
from gyoryu.meetings.workbook.vocabulary import any_in, is_ditto, is_nothing, listed, look_up


@pytest.mark.parametrize(
    ("text", "meaning"), [(" 참가 기업", ("seller",)), ("采购商", ("buyer",)), ("BUYER", ("buyer",))]
)
def test_a_word_is_known_without_case_and_spaces(text, meaning):
    assert look_up(vocabulary.SIDES, text) == meaning
    assert look_up(vocabulary.SIDES, f"{text} 아님") is None


@pytest.mark.parametrize(
    ("text", "nothing"),
    [("없음", True), ("无", True), ("N/A", True), ("-", True), (" ", True), ("○", False), ("★", False), ("0", False)],
)
def test_what_says_that_a_cell_is_empty(text, nothing):
    assert is_nothing(text) is nothing


@pytest.mark.parametrize(
    ("text", "ditto"), [("〃", True), ("상동", True), ("同上", True), ("''", True), ("", False), ("가", False)]
)
def test_what_repeats_the_cell_above(text, ditto):
    assert is_ditto(text) is ditto


def test_lists_are_disjoint_where_one_word_may_mean_one_thing_only():
    assert not vocabulary.MORNING & vocabulary.AFTERNOON
    assert not vocabulary.NOTHING & vocabulary.DITTO
    assert not {word for word, truth in vocabulary.TRUTH.items() if truth} & vocabulary.NOTHING
    with pytest.raises(KeyError):
        listed("times", "no such list")


def test_samples_are_known_by_their_titles():
    assert any_in(["2026 SAMPLE fair"], vocabulary.SAMPLE)
    assert any_in(["", "견본 상담회"], vocabulary.SAMPLE)
    assert not any_in(["상담회"], vocabulary.SAMPLE)
