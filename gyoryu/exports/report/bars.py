"""Bar chart in the form of a table: label, bar, number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gyoryu.base.names import Names


@dataclass(frozen=True, slots=True)
class Bar:
    """`width`: percent of the longest bar."""

    name: Names
    width: str
    count: int


def bars(counts: Sequence[tuple[Names, int]]) -> list[Bar]:
    longest = max((n for _, n in counts), default=0) or 1
    return [Bar(name, f"{100 * n / longest:.1f}", n) for name, n in counts]
