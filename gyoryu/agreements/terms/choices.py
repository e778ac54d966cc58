"""Following every reading of facts that allow several.

An evaluation is written as if each question had one answer and asks a `Choices` where it may have two. It is run again
for every combination of answers, as a model checker runs a program under every schedule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from gyoryu.base.date_windows import DateWindow

T = TypeVar("T")
MAX_READINGS = 64


class Doubt(StrEnum):
    """Reason why there is more than one reading."""

    FIRST_DAY = "first_day"  # whether the first day counts
    EXTENSION_START = "extension_start"  # from the end of the term, or from the entry into force of the extension
    CONSENT_AFTER_END = "consent_after_end"  # whether a consent that came too late closes the gap
    LATE_NOTICE = "late_notice"  # whether a notice that came too late counts for the next term
    WITHDRAWAL_WITHOUT_CLAUSE = "withdrawal_without_clause"  # whether a party may end what has no clause on it
    ORDER = "order"  # which of two acts came first: their days are not known well enough


@dataclass(slots=True)
class Choices:
    """The answers of one reading: those of `script` first, then the first answer to each further question."""

    script: tuple[int, ...] = ()
    taken: list[tuple[Doubt, int, int]] = field(default_factory=list)  # doubt, answer, number of answers

    def choose(self, doubt: Doubt, count: int) -> int:
        """Return the number of the answer in this reading, from 0 to `count` - 1."""
        position = len(self.taken)
        answer = self.script[position] if position < len(self.script) else 0
        self.taken.append((doubt, answer, count))
        return answer

    def decide(self, doubt: Doubt) -> bool:
        return self.choose(doubt, 2) == 0

    def is_no_later(self, day: DateWindow, other: DateWindow) -> bool:
        """Return whether `day` is `other` or before it; both are tried where the windows allow both."""
        if day.latest <= other.earliest:
            return True
        if day.earliest > other.latest:
            return False
        return self.decide(Doubt.ORDER)


def follow_all(evaluate: Callable[[Choices], T]) -> tuple[list[tuple[Choices, T]], bool]:
    """Return the value of each reading with its choices, and whether these are all: at most `MAX_READINGS` are
    followed."""
    waiting: list[tuple[int, ...]] = [()]
    readings: list[tuple[Choices, T]] = []
    while waiting and len(readings) < MAX_READINGS:
        choices = Choices(waiting.pop())
        readings.append((choices, evaluate(choices)))
        answers = tuple(answer for _doubt, answer, _count in choices.taken)
        for position in range(len(choices.script), len(answers)):
            count = choices.taken[position][2]
            waiting.extend((*answers[:position], other) for other in range(1, count))
    return readings, not waiting
