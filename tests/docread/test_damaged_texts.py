"""Damaged texts are read without an error, and every span stays within the text."""

import docread
from evaluation.docread.fuzz_texts import damage, load_texts


def spans_of(value):
    if isinstance(value, dict):
        for key, inside in value.items():
            if key == "spans":
                yield from inside
            else:
                yield from spans_of(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from spans_of(inside)


def test_damaged_texts_are_read():
    for way, text in damage(load_texts(), 48, seed=7):
        document = docread.read_text(text[:6000])
        assert all(0 <= start <= end <= len(text) for start, end in spans_of(document.as_json())), way


def test_an_agreement_without_parties():
    document = docread.read_text(
        "환경부 소식\n\n물산업 3곳과 「물길 업무협약」을 체결했다고 밝혔다. 2곳과 업무협약을 체결했다.\n"
    )
    assert document.language == "ko"
