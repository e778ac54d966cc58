"""The records of a problem: slots, tables, participants, interpreters, pairs and options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SLOTS_A_DAY = 64  # a day of one participant is one machine word in the search

Kind = Literal["must", "wish", "forbidden"]
KINDS: tuple[Kind, ...] = ("must", "wish", "forbidden")


@dataclass(frozen=True, slots=True)
class Slot:
    """A time in which meetings are held. `day` is an ISO date, `start` and `end` are HH:MM of the venue's clock."""

    id: str
    day: str
    start: str = ""
    end: str = ""
    session: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `closed` holds the ids of the slots in which it cannot be used."""

    id: str
    closed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Participant:
    """A company or person who attends meetings.

    Attributes
    ----------
    away : frozenset of str
        Ids of slots in which the participant is absent.
    min, max : int, int or None
        Numbers of meetings: `min` is wanted, `max` is never exceeded (None: no limit).
    table : str or None
        Id of the table at which the participant sits for the whole event.
    online : bool
        Meetings with an online participant need no table.
    """

    id: str
    name: str = ""
    side: str = ""
    languages: tuple[str, ...] = ()
    away: frozenset[str] = frozenset()
    min: int = 0
    max: int | None = None
    table: str | None = None
    online: bool = False


@dataclass(frozen=True, slots=True)
class Interpreter:
    """An interpreter, who serves one meeting per slot and at most `max` meetings in all (None: no limit)."""

    id: str
    languages: tuple[str, ...] = ()
    away: frozenset[str] = frozenset()
    max: int | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two participants who must, wish to, or may not meet.

    Attributes
    ----------
    weight : float
        What the meeting is worth; 0 or more.
    slots : frozenset of str or None
        Ids of the only slots in which the pair may meet (None: any).
    after : tuple of str
        Ids of pairs that must all meet in earlier slots for this pair to meet.
    fixed : str or None
        Id of the only slot in which the pair may meet.
    """

    id: str
    a: str
    b: str
    kind: Kind = "wish"
    weight: float = 1.0
    slots: frozenset[str] | None = None
    after: tuple[str, ...] = ()
    fixed: str | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """Limits of a participant's day; None: no limit.

    Attributes
    ----------
    break_spread : int or None
        Wanted limit of the difference between the break counts of two participants; it never costs a meeting.
    max_run : int or None
        Longest run of meetings without a free slot.
    """

    break_spread: int | None = None
    max_run: int | None = None


def numbered_tables(count: int) -> tuple[Table, ...]:
    """Return `count` identical tables: T01, T02, …"""
    width = max(2, len(str(count)))
    return tuple(Table(f"T{k:0{width}d}") for k in range(1, count + 1))
