"""Changes of meetings for display: stored numbers with the rows that they refer to."""

from __future__ import annotations

from dataclasses import dataclass

from gyoryu.meetings.models import Interpreter
from gyoryu.programmes.models import Slot, Table


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A slot, a table or an interpreter that was deleted since is None."""

    slot: Slot | None
    table: Table | None
    interpreter: Interpreter | None = None


@dataclass(frozen=True, slots=True)
class ShownChange:
    """`kind`: added, moved or dropped; `names`: of firm and buyer, in the language of the reader."""

    kind: str
    names: tuple[str, str]
    before: ShownPlace | None
    after: ShownPlace | None
