"""Interpreters of an event."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from typing import cast

from django.db import transaction
from django.db.models import F

from gyoryu.base.models import record
from gyoryu.base.names import Language
from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.placing import placing
from gyoryu.meetings.models import Interpreter, Meeting, Placement
from gyoryu.people.models import User
from gyoryu.programmes.actions.roles import give_role
from gyoryu.programmes.models import Event, Role, Slot


@dataclass(frozen=True, slots=True)
class InterpreterInput:
    """Details of an interpreter, named as the columns are. `fields`: codes of technology, `most`: meetings."""

    name_ko: str = ""
    name_zh: str = ""
    name_en: str = ""
    email: str = ""
    phone: str = ""
    language: str = "ko"
    languages: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    most: int | None = None

    def refuse_unfit(self) -> None:
        if not (self.name_ko or self.name_zh or self.name_en):
            raise Refused("needs_a_name")
        if len(set(self.languages)) < 2:
            raise Refused("two_languages")


@transaction.atomic
def add_interpreter(event: Event, entry: InterpreterInput, by: User, *, away: Collection[int] = ()) -> Interpreter:
    """Add an interpreter with the next free number (I01 …). One with an address gets an account to see its agenda.

    Raises `Refused`: `needs_a_name`, `two_languages`."""
    entry.refuse_unfit()
    Event.objects.select_for_update().get(pk=event.pk)
    matches = [re.fullmatch(r"I(\d+)", sign) for sign in event.interpreters.values_list("number", flat=True)]
    number = max((int(match[1]) for match in matches if match), default=0) + 1
    interpreter = Interpreter.objects.create(event=event, number=f"I{number:02d}", **asdict(entry))
    _store_absence_and_account(interpreter, away, by)
    record("add_interpreter", "event", event.pk, by=by.pk, interpreter=interpreter.pk)
    return interpreter


@transaction.atomic
def edit_interpreter(
    interpreter: Interpreter, entry: InterpreterInput, by: User, *, seen_version: int, away: Collection[int] = ()
) -> None:
    """Change an interpreter. Raises `Refused`: `needs_a_name`, `two_languages`, `changed_meanwhile`."""
    entry.refuse_unfit()
    present = Interpreter.objects.filter(pk=interpreter.pk, version=seen_version)
    if not present.update(**asdict(entry), version=F("version") + 1):
        raise Refused("changed_meanwhile")
    interpreter.refresh_from_db()
    _store_absence_and_account(interpreter, away, by)
    record("edit_interpreter", "event", interpreter.event_id, by=by.pk, interpreter=interpreter.pk)


def remove_interpreter(interpreter: Interpreter, by: User) -> None:
    """Delete an interpreter. Raises `Refused("interpreter_in_use")` while it has meetings."""
    with placing(interpreter.event_id, "interpreter_in_use"):
        if any(model.objects.filter(interpreter=interpreter).exists() for model in (Meeting, Placement)):
            raise Refused("interpreter_in_use")
        record("remove_interpreter", "event", interpreter.event_id, by=by.pk, interpreter=interpreter.pk)
        interpreter.delete()


def _store_absence_and_account(interpreter: Interpreter, away: Collection[int], by: User) -> None:
    """Store the slots of absence, and link the account of the address."""
    interpreter.away.set(Slot.objects.filter(event=interpreter.event_id, pk__in=away))
    linked = interpreter.user.email if interpreter.user else ""
    if interpreter.email.lower() == linked:
        return
    interpreter.user = None
    if interpreter.email:
        spoken = cast(Language, interpreter.language)
        programme = interpreter.event.programme
        interpreter.user = give_role(programme, interpreter.email, Role.Kind.INTERPRETER, spoken, by).user
    interpreter.save(update_fields=["user"])
