"""Tasks of a user: the list on the start page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gyoryu.people.models import User
from gyoryu.programmes.rules import Permissions


@dataclass(frozen=True, slots=True)
class Task:
    """A sentence, the URL of its page, and the label of its button. `until`: the formatted deadline."""

    text: str
    url: str
    act: str
    place: str = ""
    until: str = ""
    soon: bool = False


Source = Callable[[User, Permissions], Iterable[Task]]


def tasks_for(user: User, permissions: Permissions, sources: Iterable[Source]) -> list[Task]:
    """Return the tasks of the user from all `sources`, urgent ones first."""
    tasks = [task for source in sources for task in source(user, permissions)]
    return sorted(tasks, key=lambda task: not task.soon)
