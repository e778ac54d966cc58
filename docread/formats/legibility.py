"""Whether what was extracted is writing, or what a wrong encoding or a font without a table made of it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

from docread.formats.plain_text import COMMON_HAN

_SAMPLE = 100_000
_MIN_LETTERS = 20  # letters: of fewer nothing can be said
# Share of characters that no writing has: living texts stay far below, broken ones far above.
_MAX_IMPOSSIBLE = 0.05
_MAX_RARE_HANGUL = 0.3
_MAX_LATIN_1 = 0.35
_MIN_COMMON_HAN = 0.05
_MIN_VOWELS = 0.15


@lru_cache(maxsize=65_536)
def _is_impossible(character: str) -> bool:
    """Private, unassigned, control or replacement characters."""
    if character in "\t\n\r\f\v\x1c\x1d\x1e\x1f\x85":
        return False
    return character == "\ufffd" or unicodedata.category(character) in {"Co", "Cn", "Cs", "Cc"}


@lru_cache(maxsize=16_384)
def _is_common_hangul(syllable: str) -> bool:
    """Whether it is one of the 2,350 syllables of KS X 1001, of which living Korean is made but for rare ones."""
    try:
        return len(syllable.encode("euc_kr")) == 2  # others are written as four pieces
    except UnicodeEncodeError:
        return False


def is_garbled(text: str) -> bool:
    """Whether `text` is no writing in Korean, Chinese or a language in Latin letters."""
    counts = Counter(text[:_SAMPLE])
    visible = {character: count for character, count in counts.items() if not character.isspace()}
    total = sum(visible.values())
    if total < _MIN_LETTERS:
        return False
    if sum(count for each, count in visible.items() if _is_impossible(each)) > total * _MAX_IMPOSSIBLE:
        return True
    hangul = {each: count for each, count in visible.items() if "가" <= each <= "힣"}
    han = {each: count for each, count in visible.items() if "\u3400" <= each <= "\u9fff"}
    letters = sum(count for each, count in visible.items() if each.isalpha())
    return (
        _is_unlikely_hangul(hangul)
        or _is_unlikely_han(han, letters)
        or sum(count for each, count in visible.items() if "\x80" <= each <= "\xff") > max(total * _MAX_LATIN_1, 20)
        or _lacks_vowels(visible, letters)
    )


def _is_unlikely_hangul(hangul: dict[str, int]) -> bool:
    total = sum(hangul.values())
    rare = sum(count for each, count in hangul.items() if not _is_common_hangul(each))
    return total >= _MIN_LETTERS and rare > total * _MAX_RARE_HANGUL


def _is_unlikely_han(han: dict[str, int], letters: int) -> bool:
    """A list of rare names is no garbage: only long texts of ideographs alone are judged."""
    total = sum(han.values())
    common = sum(count for each, count in han.items() if each in COMMON_HAN)
    return total >= 3 * _MIN_LETTERS and total * 2 > letters and common < total * _MIN_COMMON_HAN


def _lacks_vowels(visible: dict[str, int], letters: int) -> bool:
    """Latin letters as a font without a table gives them, each shifted by the same number."""
    latin = sum(count for each, count in visible.items() if each.isascii() and each.isalpha())
    vowels = sum(count for each, count in visible.items() if each in "aeiouyAEIOUY")
    return latin >= 10 * _MIN_LETTERS and latin > letters * 0.9 and vowels < latin * _MIN_VOWELS
