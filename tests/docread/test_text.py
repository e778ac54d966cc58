"""Folding keeps every position; lines, sentences and languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docread.text import LONGEST_RUN, break_long_runs, detect_language, fold, split_lines, split_sentences

CHARACTERS = st.sampled_from([*"가a1 \n\t「｢～․Ａ①ㅇ．ﬁ½㎡\u200b\u00a0”"])


@given(st.lists(CHARACTERS).map("".join))
def test_folding_is_one_to_one_and_idempotent(text):
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("text", "folded"), [("Ａ１～", "A1~"), ("가․나", "가·나"), ("ㅇ ①", "ㅇ ①"), ("『가』", "「가」")]
)
def test_equivalent_characters(text, folded):
    assert fold(text) == folded


@given(st.integers(1, 5 * LONGEST_RUN))
def test_long_runs_are_broken_in_place(length):
    broken = break_long_runs("가" * length)
    assert len(broken) == length
    assert max(map(len, broken.split())) <= LONGEST_RUN


def test_a_url_is_not_broken():
    url = "https://sample.example/" + "a" * 300
    assert break_long_runs(url) == url


def test_lines_have_their_positions():
    text = "  one \n\n\ttwo\n"
    assert [(line.text, text[slice(*line.span)]) for line in split_lines(text)] == [("one", "one"), ("two", "two")]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("협약을 맺었다. 포럼도 열었다.", ["협약을 맺었다.", "포럼도 열었다."]),
        ("2023. 10. 5. 서울에서 열렸다.", ["2023. 10. 5. 서울에서 열렸다."]),
        ('"협약을 맺었다. 기쁘다." 장관이 말했다.', ['"협약을 맺었다. 기쁘다."', "장관이 말했다."]),
        ("双方签署备忘录。会后举行洽谈会。", ["双方签署备忘录。", "会后举行洽谈会。"]),
        ("환경?에너지 협력을 논의했다.", ["환경?에너지 협력을 논의했다."]),
    ],
)
def test_sentences(text, sentences):
    assert [sentence.text for sentence in split_sentences(text, 0, len(text))] == sentences


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("환경부는 협약을 맺었다.", "ko"),
        ("환경부(Ministry of Environment)는 MOU를 체결했다.", "ko"),
        ("山东省生态环境厅签署备忘录。", "zh"),
        ("The ministry signed an agreement.", "en"),
        ("", "en"),
    ],
)
def test_languages(text, language):
    assert detect_language(text) == language
