"""Codes of the Harmonized System as documents write them."""

from __future__ import annotations

import re

from docread.text import fold

# `8421.39`, `8421.39.1000`; without dots, or where it may be a date, only beside a word for a code.
_DOTTED = re.compile(r"(?!(?:19|20)\d\d\.(?:0[1-9]|1[0-2])(?!\d))(?<![\d.])\d{4}\.\d{2}(?:[.\-]?\d{2,4}){0,2}(?![\d%])")


_NAMED = re.compile(
    r"(?:HS|HSK|세번|품목번호|관세번호|税号|税则号列|海关编码)\s?(?:코드|code|번호|编码)?\s?[:：]?\s?(?P<code>\d{4}(?:[.\-]?\d{2}){0,3})(?!\d)"
    r"|제\s?(?P<heading>\d{4})(?:\.\d{2})?호",
    re.IGNORECASE,
)


CODE = re.compile(r"\d{4}(?:[.\- ]?\d{2}){0,3}")


def digits_of(code: str) -> str:
    """`8421.39` as `842139`; empty if it is no code (four, six, eight or ten digits)."""
    code = fold(code).strip()
    return re.sub(r"\D", "", code) if CODE.fullmatch(code) else ""


def codes_in(text: str) -> set[str]:
    """Return the codes that a text names, as digits."""
    folded = fold(text)
    codes = {match.group() for match in _DOTTED.finditer(folded)}
    codes |= {match["code"] or match["heading"] for match in _NAMED.finditer(folded)}
    return {re.sub(r"\D", "", code) for code in codes}


def names_code(text: str, digits: str) -> bool:
    """Return whether the text names the code, or one below it."""
    return any(code.startswith(digits) for code in codes_in(text))
