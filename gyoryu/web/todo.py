"""What needs someone today: the list on the start page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gyoryu.people.models import User
from gyoryu.programmes.rules import Standings


@dataclass(frozen=True, slots=True)
class Duty:
    """A sentence, where to deal with it, and what the button says. `until`: the deadline in words; `soon`: in a day."""

    text: str
    url: str
    act: str
    place: str = ""
    until: str = ""
    soon: bool = False


Source = Callable[[User, Standings], Iterable[Duty]]

# Other modules add theirs here.
SOURCES: list[Source] = []


def duties_of(user: User, standings: Standings) -> list[Duty]:
    """All there is to do, what ends soon first."""
    found = [duty for source in SOURCES for duty in source(user, standings)]
    return sorted(found, key=lambda duty: not duty.soon)
