"""How much a document may ask for before it is refused."""

from __future__ import annotations

import time
from dataclasses import dataclass, field


class Refused(Exception):
    """Raised within the reading of a format; `extract` turns it into a `Refusal`."""

    def __init__(self, code: str, detail: str = ""):
        super().__init__(code)
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class Limits:
    """`growth`: how many times larger than itself an archive may unpack."""

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
    """What is left of the limits while one document is read."""

    limits: Limits
    until: float = field(default=0.0)
    characters: int = 0
    bytes: int = 0

    def __post_init__(self) -> None:
        self.until = time.monotonic() + self.limits.seconds

    def tick(self) -> None:
        """Raises `Refused` (`too_slow`) when the time is over."""
        if time.monotonic() > self.until:
            raise Refused("too_slow", f"more than {self.limits.seconds:g} s")

    def count(self, characters: int) -> None:
        """Raises `Refused` (`too_large`) when there is more text than a document has."""
        self.characters += characters
        if self.characters > self.limits.characters:
            raise Refused("too_large", f"more than {self.limits.characters} characters")

    def unpacked(self, size: int) -> None:
        """Raises `Refused` (`archive_bomb`) when archives, one within the other, unpack to more than the limit."""
        self.bytes += size
        if self.bytes > self.limits.unpacked:
            raise Refused("archive_bomb", f"more than {self.limits.unpacked} bytes unpacked")
