"""Limits of the resources that one document may use before it is refused."""

from __future__ import annotations

import time
from dataclasses import dataclass, field


class RefusalError(Exception):
    """Raised inside the reader of a format; `extract` turns it into a `Refusal`.

    Parameters
    ----------
    code : str
        One of `docread.document.REFUSALS`.
    detail : str
        For people who repair files.
    """

    def __init__(self, code: str, detail: str = ""):
        super().__init__(code)
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one document.

    Attributes
    ----------
    bytes : int
        Size of the file.
    characters : int
        Length of the extracted text.
    unpacked : int
        Bytes that an archive may unpack to.
    growth : int
        How many times its own size an archive may unpack to.
    members : int
        Files in an archive.
    depth : int
        Nested elements or groups.
    pages : int
        Pages of a PDF or OFD.
    seconds : float
        Time of extraction.
    """

    bytes: int = 50 << 20
    characters: int = 2_000_000
    unpacked: int = 200 << 20
    growth: int = 200
    members: int = 5_000
    depth: int = 120
    pages: int = 2_000
    seconds: float = 4.0


LIMITS = Limits()


@dataclass(slots=True)
class Budget:
    """Count what one document has used of its limits."""

    limits: Limits
    deadline: float = field(default=0.0)
    characters: int = 0
    unpacked_bytes: int = 0

    def __post_init__(self) -> None:
        self.deadline = time.monotonic() + self.limits.seconds

    def check_deadline(self) -> None:
        """Raise `RefusalError` (`too_slow`) past the deadline."""
        if time.monotonic() > self.deadline:
            raise RefusalError("too_slow", f"more than {self.limits.seconds:g} s")

    def count_characters(self, count: int) -> None:
        """Add extracted characters; raise `RefusalError` (`too_large`) beyond the limit."""
        self.characters += count
        if self.characters > self.limits.characters:
            raise RefusalError("too_large", f"more than {self.limits.characters} characters")

    def count_unpacked(self, size: int) -> None:
        """Add unpacked bytes, of nested archives too; raise `RefusalError` (`archive_bomb`) beyond the limit."""
        self.unpacked_bytes += size
        if self.unpacked_bytes > self.limits.unpacked:
            raise RefusalError("archive_bomb", f"more than {self.limits.unpacked} bytes unpacked")
