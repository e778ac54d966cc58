"""Correction of text typed in the wrong keyboard mode."""

from __future__ import annotations

import unicodedata

# The keys of the Korean standard layout (KS X 5002), by jamo in their order in Unicode; those in upper case need Shift.
_INITIALS = dict(
    zip(
        map(chr, range(0x1100, 0x1113)),
        ["r", "R", "s", "e", "E", "f", "a", "q", "Q", "t", "T", "d", "w", "W", "c", "z", "x", "v", "g"],
        strict=True,
    )
)
_VOWELS = dict(
    zip(
        map(chr, range(0x1161, 0x1176)),
        [
            "k",
            "o",
            "i",
            "O",
            "j",
            "p",
            "u",
            "P",
            "h",
            "hk",
            "ho",
            "hl",
            "y",
            "n",
            "nj",
            "np",
            "nl",
            "b",
            "m",
            "ml",
            "l",
        ],
        strict=True,
    )
)
_FINALS = dict(
    zip(
        map(chr, range(0x11A8, 0x11C3)),
        [
            "r",
            "R",
            "rt",
            "s",
            "sw",
            "sg",
            "e",
            "f",
            "fr",
            "fa",
            "fq",
            "ft",
            "fx",
            "fv",
            "fg",
            "a",
            "q",
            "qt",
            "t",
            "T",
            "d",
            "w",
            "c",
            "z",
            "x",
            "v",
            "g",
        ],
        strict=True,
    )
)
_KEYS = _INITIALS | _VOWELS | _FINALS


def hangul_to_latin_keys(text: str) -> str:
    """Return the letters on the keys that were pressed in Hangul mode: `ㅗㅅ세` becomes `http`. Upper and lower case
    differ for seven keys only; text that is not Hangul is unchanged."""
    return "".join(_KEYS.get(jamo, jamo) for char in text for jamo in _jamo(char))


def _jamo(char: str) -> str:
    if "\u3131" <= char <= "\u3163":  # single letters, as keyboards give them
        char = _conjoining(char)
    return unicodedata.normalize("NFD", char)


def _conjoining(jamo: str) -> str:
    """Return a single letter as part of a syllable: NFKD knows some of the double ones as finals only."""
    name = unicodedata.name(jamo).removeprefix("HANGUL LETTER ")
    for part in ("CHOSEONG", "JUNGSEONG", "JONGSEONG"):
        try:
            character = unicodedata.lookup(f"HANGUL {part} {name}")
        except KeyError:
            continue
        if character in _KEYS:
            return character
    return jamo
