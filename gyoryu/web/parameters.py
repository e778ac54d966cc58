"""Parsing of numbers in requests: `int` fails above 4,300 digits, and no database stores more than 63 bits."""

from __future__ import annotations

from collections.abc import Iterable

MAX_VALUE = 2**63 - 1


def whole(text: str | None, maximum: int = MAX_VALUE) -> int | None:
    """Parse a number from 0 to `maximum`; None for anything else."""
    if text is None or len(text) > 19 or not text.isdecimal():
        return None
    number = int(text)
    return number if number <= maximum else None


def whole_numbers(texts: Iterable[str], maximum: int = MAX_VALUE) -> list[int]:
    """Parse the numbers among `texts`, in their order."""
    return [number for text in texts if (number := whole(text, maximum)) is not None]
