"""Text in normal form (NFC), and the way back to the positions of the text as given."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

from docread.document import Span

# Unicode calls a text with longer runs of marks not safe for streams; sorting them takes quadratic time.
_MOST_MARKS = 30
_UNWRITABLE = {0: " ", **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}
T = TypeVar("T")


@lru_cache(maxsize=4096)
def _continues(character: str) -> bool:
    """Whether a character may become one with what stands before it: a mark, or a vowel or final of Hangul."""
    return (
        unicodedata.category(character)[0] == "M"
        or "\u1160" <= character <= "\u11ff"
        or "\ud7b0" <= character <= "\ud7ff"
    )


def writable(text: str) -> str:
    """`text` with U+FFFD for half characters and blanks for NUL, which not everything can store; as long as `text`."""
    return text.translate(_UNWRITABLE) if any(ord(each) in _UNWRITABLE for each in set(text)) else text


def is_normal(text: str) -> bool:
    return text.isascii() or not any(map(_is_odd, set(text)))


@lru_cache(maxsize=65_536)
def _is_odd(character: str) -> bool:
    return _continues(character) or unicodedata.normalize("NFC", character) != character


def _clusters(text: str) -> Iterator[Span]:
    """The pieces of `text` that are normalised each on its own."""
    start = 0
    for at in range(1, len(text)):
        if not _continues(text[at]) or at - start > _MOST_MARKS:
            yield start, at
            start = at
    if text:
        yield start, len(text)


def normal(text: str) -> str:
    """`text` in NFC, in linear time."""
    if is_normal(text):
        return text
    return "".join(unicodedata.normalize("NFC", text[start:end]) for start, end in _clusters(text))


def normal_with_way_back(text: str) -> tuple[str, Callable[[T], T]]:
    """`text` in NFC, and a function that gives an object with spans of it the spans of `text` instead."""
    if is_normal(text):
        return text, lambda item: item
    pieces: list[str] = []
    targets, sources = [0], [0]  # where both texts are at the same place
    length = 0
    for start, end in _clusters(text):
        piece = unicodedata.normalize("NFC", text[start:end])
        pieces.append(piece)
        length += len(piece)
        if end - start != 1 or len(piece) != 1:
            targets += [length - len(piece), length]
            sources += [start, end]

    def back(position: int, *, upwards: bool) -> int:
        at = bisect_right(targets, position) - 1
        inside = targets[at] != position and at + 1 < len(targets) and at % 2 == 1
        return sources[at + upwards] if inside else sources[at] + position - targets[at]

    def restored(item: Any) -> Any:
        if isinstance(item, tuple):
            if len(item) == 2 and all(type(each) is int for each in item):
                return back(item[0], upwards=False), back(item[1], upwards=item[0] < item[1])
            return tuple(restored(each) for each in item)
        if is_dataclass(item) and not isinstance(item, type):
            return replace(item, **{field.name: restored(getattr(item, field.name)) for field in fields(item)})
        return item

    return "".join(pieces), restored
