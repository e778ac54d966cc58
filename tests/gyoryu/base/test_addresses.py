"""Addresses out of what is pasted, in any form; what is none is told entry by entry."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gyoryu.base.addresses import parse_addresses

FORMS = (
    "{a}",
    "<{a}>",
    "{n} <{a}>",
    '"{n}" <{a}>',
    "{n}<{a}>",
    "({a})",
    "mailto:{a}",
    '"{n}, {n}" <{a}>',
    " {a} ",
    "{n}\t{a}",
)
SEPARATORS = (";", ",", "\n", "; ", ", ", "；", "，", "、", "\r\n", ";\n", " ;")
NAMES = ("홍견본", "样例", "Hong Sample", "김견본 과장(국제협력과)", "O'Sample")


@pytest.mark.parametrize("seed", range(30))
def test_addresses_are_found_in_any_form_and_with_any_separator(seed):
    random_ = random.Random(seed)
    addresses = [f"{random_.choice('abc')}{n}.x@sample{n}.example" for n in range(8)]
    entries = [random_.choice(FORMS).format(a=address, n=random_.choice(NAMES)) for address in addresses]
    text = "".join(entry + random_.choice(SEPARATORS) for entry in entries)
    assert parse_addresses(text) == (addresses, [])


@pytest.mark.parametrize(
    ("text", "addresses", "refused"),
    [
        ("홍견본 <ko1@sample.example>; 김견본 <ko2@sample.example>", ["ko1@sample.example", "ko2@sample.example"], []),
        ("a@b.example c@d.example", ["a@b.example", "c@d.example"], []),
        ("a@b.example, a@b.example", ["a@b.example"], []),
        ("Hong, Sample <a@b.example>", ["a@b.example"], []),
        ("ａ＠ｂ．example", ["a@b.example"], []),
        ("이메일\na@b.example\nx@; 견본", ["a@b.example"], ["이메일", "x@", "견본"]),
        ("a@@b.example; c@d.example.", ["c@d.example"], ["a@@b.example"]),
        ("홍견본; a@b", [], ["홍견본", "a@b"]),
        ("", [], []),
    ],
)
def test_what_is_no_address_is_told_and_the_rest_goes_on(text, addresses, refused):
    assert parse_addresses(text) == (addresses, refused)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab@.,;<>\"' \n한\t", max_size=60))
def test_nothing_that_is_pasted_is_lost_or_breaks_it(text):
    addresses, refused = parse_addresses(text)
    assert addresses or refused or not any(char.isalnum() or char == "@" for char in text)


def test_long_texts_take_no_longer_than_their_length():
    text = ";".join(f"홍견본 <a{n}@sample.example>" for n in range(1500))
    assert len(parse_addresses(text)[0]) == 1500
    assert parse_addresses('"' * 30_000)[0] == parse_addresses("<" * 30_000)[0] == []
