"""When arrivals may be recorded: pure predicates."""

from __future__ import annotations

from datetime import date


def may_check_in_on(day: date, starts_on: date, ends_on: date) -> bool:
    """Return whether `day` is a day of the event."""
    return starts_on <= day <= ends_on
