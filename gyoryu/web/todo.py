"""What needs someone today: the list on the start page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gyoryu.people.models import User
from gyoryu.programmes.rules import Permissions


@dataclass(frozen=True, slots=True)
class Task:
    """A sentence, where to deal with it, and what the button says. `until`: the deadline in words; `soon`: in a day."""

    text: str
    url: str
    act: str
    place: str = ""
    until: str = ""
    soon: bool = False


Source = Callable[[User, Permissions], Iterable[Task]]

# Other modules add theirs here.
SOURCES: list[Source] = []


def tasks_for(user: User, permissions: Permissions) -> list[Task]:
    """All there is to do, what ends soon first."""
    tasks = [task for source in SOURCES for task in source(user, permissions)]
    return sorted(tasks, key=lambda task: not task.soon)
