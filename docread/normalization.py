"""Unicode normalization (NFC) with offsets back to the original text."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

from docread.document import Span

# Longer runs of combining marks are not stream-safe (UAX #15), and sorting them takes quadratic time.
_MAX_MARKS = 30
_UNWRITABLE = {0: " ", **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}
T = TypeVar("T")


@lru_cache(maxsize=4096)
def _continues(character: str) -> bool:
    """Whether a character may compose with the one before it: a mark, or a vowel or final consonant of Hangul."""
    return (
        unicodedata.category(character)[0] == "M"
        or "\u1160" <= character <= "\u11ff"
        or "\ud7b0" <= character <= "\ud7ff"
    )


def replace_unwritable(text: str) -> str:
    """Replace surrogates by U+FFFD and NUL by a space, one for one: neither can be stored everywhere."""
    return text.translate(_UNWRITABLE) if any(ord(character) in _UNWRITABLE for character in set(text)) else text


def is_normalized(text: str) -> bool:
    """Whether `normalize` returns `text` itself."""
    return text.isascii() or not any(map(_changes_in_nfc, set(text)))


@lru_cache(maxsize=65_536)
def _changes_in_nfc(character: str) -> bool:
    return _continues(character) or unicodedata.normalize("NFC", character) != character


def _clusters(text: str) -> Iterator[Span]:
    """Yield the spans of `text` that can be normalized independently."""
    start = 0
    for at in range(1, len(text)):
        if not _continues(text[at]) or at - start > _MAX_MARKS:
            yield start, at
            start = at
    if text:
        yield start, len(text)


def normalize(text: str) -> str:
    """Return `text` in NFC, in linear time."""
    if is_normalized(text):
        return text
    return "".join(unicodedata.normalize("NFC", text[start:end]) for start, end in _clusters(text))


def normalize_with_offsets(text: str) -> tuple[str, Callable[[T], T]]:
    """Normalize `text` and return the way back to its positions.

    Returns
    -------
    str
        `text` in NFC.
    callable
        Takes a span, or a tuple or dataclass of spans, of the normalized text; returns it with spans of `text`.
    """
    if is_normalized(text):
        return text, lambda item: item
    clusters: list[str] = []
    normal_offsets, original_offsets = [0], [0]  # pairs of corresponding positions
    length = 0
    for start, end in _clusters(text):
        cluster = unicodedata.normalize("NFC", text[start:end])
        clusters.append(cluster)
        length += len(cluster)
        if end - start != 1 or len(cluster) != 1:
            normal_offsets += [length - len(cluster), length]
            original_offsets += [start, end]

    def original_offset(position: int, *, round_up: bool) -> int:
        index = bisect_right(normal_offsets, position) - 1
        is_inside = normal_offsets[index] != position and index + 1 < len(normal_offsets) and index % 2 == 1
        if is_inside:
            return original_offsets[index + round_up]
        return original_offsets[index] + position - normal_offsets[index]

    def restore_spans(item: Any) -> Any:
        if isinstance(item, tuple):
            if len(item) == 2 and all(type(value) is int for value in item):
                start, end = item
                return original_offset(start, round_up=False), original_offset(end, round_up=start < end)
            return tuple(restore_spans(value) for value in item)
        if is_dataclass(item) and not isinstance(item, type):
            return replace(item, **{field.name: restore_spans(getattr(item, field.name)) for field in fields(item)})
        return item

    return "".join(clusters), restore_spans
