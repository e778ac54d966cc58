"""Tokens of well-formed and broken HTML."""

import pytest

from docread.formats.html_tokenizer import Token, tokenize, unescape


def tags_and_texts(page):
    return [token.text or ("/" if token.is_end else "") + token.tag for token in tokenize(page)]


@pytest.mark.parametrize(
    ("page", "tokens"),
    [
        ("<P>a</p>", ["p", "a", "/p"]),
        ("a<!-- <p> -->b<!doctype html><?xml?>c", ["a", "b", "c"]),
        ("<script>if (a<b) '</p>'</script>x", ["script", "/script", "x"]),
        ("<xmp><b></xmp>", ["xmp", "<b>", "/xmp"]),
        ("1 < 2 and 3 > 2", ["1 < 2 and 3 > 2"]),
        ("<p title='a>b'>c", ["p", "c"]),
        ("<p title='a>b", ["p", "b"]),
        ("<p", ["<p"]),
        ("a<!-- open", ["a<!-- open"]),
    ],
)
def test_tokens(page, tokens):
    assert tags_and_texts(page) == tokens


def test_attributes():
    (token,) = tokenize("<A HREF=\"/?a=1&amp;b=2\" class='x y' id=z hidden href=second>")
    assert token == Token(tag="a", attributes={"href": "/?a=1&b=2", "class": "x y", "id": "z", "hidden": ""})


@pytest.mark.parametrize(
    ("text", "plain"), [("&lt;&#44032;&#xAC00;", "<가가"), ("&#99999999999999999999;", "\ufffd"), ("AT&T", "AT&T")]
)
def test_character_references(text, plain):
    assert unescape(text) == plain
