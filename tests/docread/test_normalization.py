"""Decomposed text is read like its normal form, and spans count the original text."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

import docread
from docread.normalization import normalize, normalize_with_offsets

RELEASE = (
    "환경부, 산둥성 생태환경청과 업무협약 체결\n\n환경부(장관 김견본)는 2026년 11월 26일 중국 지난에서 산둥성 "
    "생태환경청(청장 왕견본)과 녹색산업 협력에 관한 업무협약을 체결했다고 밝혔다.\n"
)
LETTERS = st.sampled_from([*"가각힣ᄀ하ᅵᆨᇂá́ậ 漢がÅ\n.", "̧", "ও", "ৗ"])


@given(st.lists(LETTERS, max_size=40).map("".join))
@settings(max_examples=200, deadline=None)
def test_normalization_is_nfc(text):
    assert normalize(text) == unicodedata.normalize("NFC", text)


@given(st.lists(LETTERS, max_size=30).map("".join), st.data())
@settings(max_examples=100, deadline=None)
def test_offsets_lead_back_to_the_same_text(text, data):
    composed, restored = normalize_with_offsets(text)
    start = data.draw(st.integers(0, len(composed)))
    end = data.draw(st.integers(start, len(composed)))
    first, last = restored((start, end))
    assert 0 <= first <= last <= len(text)
    assert composed[start:end] in unicodedata.normalize("NFC", text[first:last])


def test_a_decomposed_release_is_read_like_its_normal_form():
    for text in (unicodedata.normalize("NFD", RELEASE), RELEASE[:40] + unicodedata.normalize("NFD", RELEASE[40:])):
        document = docread.read_text(text)
        assert (document.text, document.language) == (text, "ko")
        assert (len(document.organisations), len(document.persons), len(document.agreements)) == (2, 2, 1)
        for named in (*document.organisations, *document.persons):
            start, end = named.spans[0]
            assert unicodedata.normalize("NFC", text[start:end]) == named.name
    read = docread.read(unicodedata.normalize("NFD", RELEASE).encode())
    assert read.text == RELEASE
    assert [body.name for body in read.organisations] == ["환경부", "산둥성 생태환경청"]


def test_surrogates_are_replaced():
    document = docread.read_text("환경부\ud800 소식\n\n환경부는 협약을 맺었다.")
    assert document.text.encode()
    assert document.text[3] == "\ufffd"
    assert "\0" not in docread.read_text("환경부\0소식\n\n환경부는 협약을 맺었다.").text
