"""Near-duplicates of a text: the least hashes of its shingles, and the difference between two copies."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

SHINGLE_LENGTH = 6  # characters


SHINGLE_COUNT = 48


# Share of the least hashes that two copies have in common.
MIN_LIKENESS = 0.5


_WORDS = re.compile(r"\w+|[^\w\s]")


_PUNCTUATION = {
    ",": "comma",
    "，": "comma",
    ".": "stop",
    "。": "stop",
    "·": "dot",
    "“": "quote",
    "”": "quote",
    '"': "quote",
}


def shingles_of(text: str) -> list[int]:
    """Return the `SHINGLE_COUNT` least hashes of all shingles of `SHINGLE_LENGTH` letters and digits, smallest
    first."""
    characters = "".join(re.findall(r"\w+", text)).lower()
    shingles = {characters[i : i + SHINGLE_LENGTH] for i in range(max(1, len(characters) - SHINGLE_LENGTH + 1))}
    hashes = sorted(
        int.from_bytes(hashlib.blake2b(shingle.encode(), digest_size=8).digest(), "big", signed=True)
        for shingle in shingles
    )
    return hashes[:SHINGLE_COUNT]


def likeness(first: list[int], second: list[int]) -> float:
    """Estimate the share of shingles that two texts have in common."""
    union = sorted({*first, *second})[:SHINGLE_COUNT]
    shared = set(first) & set(second)
    return sum(value in shared for value in union) / len(union) if union else 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """`kind`: `same`, `lost` (only in the original) or `added` (only in the copy)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Parts in order; punctuation lost, by kind; words lost and added."""

    parts: tuple[Part, ...]
    signs_lost: dict[str, int]
    words_lost: int
    words_added: int


def difference(original: str, copy: str) -> Difference:
    """Compare a copy with its original, word by word."""
    original_tokens, copy_tokens = _tokens(original), _tokens(copy)
    matcher = SequenceMatcher(
        None, [t.strip() for t in original_tokens], [t.strip() for t in copy_tokens], autojunk=False
    )
    parts: list[Part] = []
    lost: Counter[str] = Counter()
    added: Counter[str] = Counter()
    for code, a, b, c, d in matcher.get_opcodes():
        if code == "equal":
            parts.append(Part("same", "".join(copy_tokens[c:d])))
            continue
        if b > a:
            parts.append(Part("lost", "".join(original_tokens[a:b])))
            lost.update(token.strip() for token in original_tokens[a:b])
        if d > c:
            parts.append(Part("added", "".join(copy_tokens[c:d])))
            added.update(token.strip() for token in copy_tokens[c:d])
    signs = {
        kind: sum(lost[s] - added[s] for s, k in _PUNCTUATION.items() if k == kind)
        for kind in set(_PUNCTUATION.values())
    }
    words_lost = sum(n for token, n in lost.items() if token.isalnum())
    words_added = sum(n for token, n in added.items() if token.isalnum())
    return Difference(tuple(parts), {k: n for k, n in signs.items() if n > 0}, words_lost, words_added)


def _tokens(text: str) -> list[str]:
    """Words and punctuation, each with the white space after it."""
    return re.findall(r"\w+\s*|[^\w\s]\s*", text)
