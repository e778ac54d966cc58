"""Undo the last action, as long as nothing depends on it."""

from __future__ import annotations

from datetime import datetime

from gyoryu.base.undo import Undo, revert
from gyoryu.meetings.actions.placing import placing
from gyoryu.meetings.actions.requesting import refuse_outside
from gyoryu.meetings.models import Draft, Terms
from gyoryu.meetings.queries.board import board_of
from gyoryu.people.models import User

OF_THE_DRAFT = {"place_meeting", "remove_meeting"}
OF_THE_WINDOW = {"withdraw_wish"}  # acts of participants, who may act only while the window for requests is open


def undo_act(undo: Undo, by: User, now: datetime) -> None:
    """Undo an action. Raises `Refused`: what `gyoryu.base.undo.revert` does, and `wishes_not_open`,
    `wishes_are_over`."""
    if undo.event is None:
        revert(undo, now, by=by.pk)
        return
    with placing(undo.event, "changed_meanwhile") as event:
        if undo.act in OF_THE_WINDOW:
            refuse_outside(Terms.objects.get(event=event), now)
        revert(undo, now, by=by.pk, may_differ=[Draft] if undo.act in OF_THE_DRAFT else [])
        if undo.act in OF_THE_DRAFT:  # others may have moved meetings since
            Draft.objects.filter(event=event).update(breaks=board_of(event, now).breaks())
