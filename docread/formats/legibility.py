"""Detection of garbled text: the result of a wrong encoding or of a font without a character map."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

from docread.formats.plain_text import COMMON_HAN

_SAMPLE = 100_000
_MIN_LETTERS = 20  # fewer letters are not judged
# Shares of characters; real texts stay far from them on one side, garbled ones on the other.
_MAX_IMPOSSIBLE = 0.05
_MAX_RARE_HANGUL = 0.3
_MAX_LATIN_1 = 0.35
_MIN_COMMON_HAN = 0.05
_MIN_VOWELS = 0.15


@lru_cache(maxsize=65_536)
def _is_impossible(character: str) -> bool:
    """Whether it is a private-use, unassigned, control or replacement character."""
    if character in "\t\n\r\f\v\x1c\x1d\x1e\x1f\x85":
        return False
    return character == "\ufffd" or unicodedata.category(character) in {"Co", "Cn", "Cs", "Cc"}


@lru_cache(maxsize=16_384)
def _is_common_hangul(syllable: str) -> bool:
    """Whether it is one of the 2,350 syllables of KS X 1001, which cover Korean text but for rare ones."""
    try:
        return len(syllable.encode("euc_kr")) == 2  # others take eight bytes
    except UnicodeEncodeError:
        return False


def is_garbled(text: str) -> bool:
    """Whether `text` is not plausible Korean, Chinese or text in Latin letters."""
    counts = Counter(text[:_SAMPLE])
    visible = {character: count for character, count in counts.items() if not character.isspace()}
    total = sum(visible.values())
    if total < _MIN_LETTERS:
        return False
    if sum(count for character, count in visible.items() if _is_impossible(character)) > total * _MAX_IMPOSSIBLE:
        return True
    hangul = {character: count for character, count in visible.items() if "가" <= character <= "힣"}
    han = {character: count for character, count in visible.items() if "\u3400" <= character <= "\u9fff"}
    letters = sum(count for character, count in visible.items() if character.isalpha())
    return (
        _is_unlikely_hangul(hangul)
        or _is_unlikely_han(han, letters)
        or sum(count for character, count in visible.items() if "\x80" <= character <= "\xff")
        > max(total * _MAX_LATIN_1, 20)
        or _lacks_vowels(visible, letters)
    )


def _is_unlikely_hangul(hangul: dict[str, int]) -> bool:
    total = sum(hangul.values())
    rare = sum(count for character, count in hangul.items() if not _is_common_hangul(character))
    return total >= _MIN_LETTERS and rare > total * _MAX_RARE_HANGUL


def _is_unlikely_han(han: dict[str, int], letters: int) -> bool:
    """Judge only long texts of ideographs: a list of rare names is not garbled."""
    total = sum(han.values())
    common = sum(count for character, count in han.items() if character in COMMON_HAN)
    return total >= 3 * _MIN_LETTERS and total * 2 > letters and common < total * _MIN_COMMON_HAN


def _lacks_vowels(visible: dict[str, int], letters: int) -> bool:
    """Detect Latin letters all shifted by one offset, as from a font without a character map."""
    latin = sum(count for character, count in visible.items() if character.isascii() and character.isalpha())
    vowels = sum(count for character, count in visible.items() if character in "aeiouyAEIOUY")
    return latin >= 10 * _MIN_LETTERS and latin > letters * 0.9 and vowels < latin * _MIN_VOWELS
