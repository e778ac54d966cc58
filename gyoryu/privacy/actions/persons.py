"""Everything about one person: erased. Closing an account is the same, asked for by its owner."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction

from gyoryu.base.models import record
from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.applying import refuse_while_meeting, withdraw_application
from gyoryu.meetings.models import Application
from gyoryu.meetings.rules import is_over
from gyoryu.people.models import User
from gyoryu.privacy import erasure_list
from gyoryu.privacy.actions.erasing import erase
from gyoryu.privacy.subjects import subject_of_address
from gyoryu.programmes.models import Programme, Role

State = Application.State


@transaction.atomic
def erase_person(email: str, now: datetime, *, by: int | None) -> dict[str, int]:
    """Erase whoever has this address, with the account if there is one; the number of rows by the code of their record.
    Applications that are not decided or not held yet are withdrawn first.

    Raises `Refused`: what `refuse_erasure` does."""
    subject = subject_of_address(email)
    user = User.objects.select_for_update().filter(pk__in=subject.accounts).first()
    if user is not None:
        refuse_erasure(user, now)
        _withdraw_all(user, now)
        end_sessions(user)
    counts = erase(subject)
    record("erase_person", "user", user.pk if user else "", by=by, rows=sum(counts.values()))
    for address in sorted(subject.addresses):
        erasure_list.note_person(address, now)
    return counts


def refuse_erasure(user: User, now: datetime) -> None:
    """Raises `Refused`: `last_operator`, `last_officer_of` (programmes), `meetings_are_arranged`."""
    operators = User.objects.filter(is_superuser=True, is_active=True)
    if user.is_superuser and not operators.exclude(pk=user.pk).exists():
        raise Refused("last_operator")
    alone = programmes_without_another_officer(user)
    if alone:
        raise Refused("last_officer_of", programmes=", ".join(one.names.in_language("ko") for one in alone))
    for one in Application.objects.filter(applicant=user, state=State.ACCEPTED).select_related("event"):
        if not is_over(one.event, now):
            refuse_while_meeting(one)


def programmes_without_another_officer(user: User) -> list[Programme]:
    """Where nobody could give roles any more. Their rows are held until the transaction ends."""
    mine = Role.objects.filter(user=user, kind=Role.Kind.OFFICER).values("programme")
    programmes = list(Programme.objects.select_for_update().filter(pk__in=mine).order_by("pk"))
    others = Role.objects.filter(programme__in=programmes, kind=Role.Kind.OFFICER).exclude(user=user)
    led = set(others.values_list("programme_id", flat=True))
    return [one for one in programmes if one.pk not in led]


def _withdraw_all(user: User, now: datetime) -> None:
    open_states = (State.DRAFT, State.SUBMITTED, State.MORE_ASKED, State.ACCEPTED)
    for one in Application.objects.filter(applicant=user, state__in=open_states).select_related("event"):
        if one.state != State.ACCEPTED or not is_over(one.event, now):
            withdraw_application(one, user, now)


def end_sessions(user: User) -> None:
    """Sign `user` out everywhere. Whose a session is stands only inside of it."""
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()


@transaction.atomic
def erase_unused(user: User, now: datetime) -> bool:
    """As `erase_person`, for an account without use; False where something holds it."""
    try:
        refuse_erasure(user, now)
    except Refused:
        return False
    erase_person(user.email, now, by=None)
    return True
