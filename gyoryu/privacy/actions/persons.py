"""Erase everything about one person. Closing an account is the same, requested by its owner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from gyoryu.base.models import record
from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.applying import refuse_while_meeting, withdraw_application
from gyoryu.meetings.models import Application, Consent
from gyoryu.meetings.rules import is_over
from gyoryu.people.actions import end_sessions
from gyoryu.people.models import User
from gyoryu.privacy import erasure_list
from gyoryu.privacy.actions.erasing import erase, erase_applications
from gyoryu.privacy.erasure_list import Erased
from gyoryu.privacy.register import RECORDS
from gyoryu.privacy.register.declarations import Outcome
from gyoryu.privacy.rows import rows_of
from gyoryu.privacy.subjects import subject_of_address
from gyoryu.programmes.models import Programme, Role

State = Application.State


@transaction.atomic
def erase_person(email: str, now: datetime, *, by: int | None) -> dict[str, int]:
    """Erase the person with this address, and the account if there is one; the number of rows by the code of their
    record. Applications that are not decided or not held yet are withdrawn first.

    Raises `Refused`: what `refuse_erasure` does."""
    subject = subject_of_address(email)
    user = User.objects.select_for_update().filter(pk__in=subject.accounts).first()
    if user is not None:
        refuse_erasure(user, now)
        _withdraw_all(user, now)
        end_sessions(user, now)
    counts = erase(subject)
    record("erase_person", "user", user.pk if user else "", by=by, rows=sum(counts.values()))
    for address in sorted(subject.addresses):
        erasure_list.record_person(address, now)
    return counts


def refuse_erasure(user: User, now: datetime) -> None:
    """Check that a person can be erased. Raises `Refused`: `last_operator`, `last_officer_of` (programmes),
    `meetings_are_arranged`."""
    operators = User.objects.filter(is_superuser=True, is_active=True)
    if user.is_superuser and not operators.exclude(pk=user.pk).exists():
        raise Refused("last_operator")
    unled = programmes_without_another_officer(user)
    if unled:
        raise Refused("last_officer_of", programmes=[application.names for application in unled])
    for application in Application.objects.filter(applicant=user, state=State.ACCEPTED).select_related("event"):
        if not is_over(application.event, now):
            refuse_while_meeting(application)


def programmes_without_another_officer(user: User) -> list[Programme]:
    """Programmes that would have no officer. Their rows are locked until the transaction ends."""
    own_roles = Role.objects.filter(user=user, kind=Role.Kind.OFFICER).values("programme")
    programmes = list(Programme.objects.select_for_update().filter(pk__in=own_roles).order_by("pk"))
    other_roles = Role.objects.filter(programme__in=programmes, kind=Role.Kind.OFFICER).exclude(user=user)
    with_other_officer = set(other_roles.values_list("programme_id", flat=True))
    return [programme for programme in programmes if programme.pk not in with_other_officer]


def _withdraw_all(user: User, now: datetime) -> None:
    open_states = (State.DRAFT, State.SUBMITTED, State.MORE_ASKED, State.ACCEPTED)
    for application in Application.objects.filter(applicant=user, state__in=open_states).select_related("event"):
        if application.state != State.ACCEPTED or not is_over(application.event, now):
            withdraw_application(application, user, now)


@transaction.atomic
def erase_unused(user: User, now: datetime) -> bool:
    """As `erase_person`, for an account without use; False where something holds it."""
    try:
        refuse_erasure(user, now)
    except Refused:
        return False
    erase_person(user.email, now, by=None)
    return True


def erase_again(entries: Sequence[Erased], now: datetime) -> tuple[int, list[tuple[int, str]]]:
    """Repeat the erasures of the list after a backup was restored. Return their number, and the refusals with their
    code by the number of the account (0: none). Persons with an account or consent newer than their erasure stay.
    Each erasure has a transaction of its own."""
    last_erased = {entry.key: entry.at for entry in sorted(entries)}
    count, refused = 0, []
    for address in _known_addresses():
        user = User.objects.filter(email=address).first()
        if not _was_erased(address, user, last_erased):
            continue
        try:
            erase_person(address, now, by=None)
            count += 1
        except Refused as refusal:
            refused.append((user.pk if user else 0, refusal.code))
    existing = Application.objects.filter(pk__in=_withdrawn(entries)).values_list("pk", flat=True)
    with transaction.atomic():
        count += erase_applications(frozenset(existing), by=None)
    return count, refused


def _was_erased(address: str, user: User | None, last_erased: Mapping[str, datetime]) -> bool:
    """Return whether the list has the person of an address, and its account is not newer than the erasure."""
    moments = [last_erased[digest] for digest in erasure_list.digests_of(address) if digest in last_erased]
    return bool(moments) and (user is None or user.joined_at <= max(moments))


def _withdrawn(entries: Sequence[Erased]) -> list[int]:
    """Return numbers of erased applications without a newer consent."""
    return [
        int(entry.key)
        for entry in entries
        if entry.kind == "application"
        and not Consent.objects.filter(application=int(entry.key), kind="collection", given_at__gt=entry.at).exists()
    ]


def _known_addresses() -> list[str]:
    """Return every e-mail address by which the register finds a person, accounts first: they include most rows."""
    addresses: dict[str, None] = {}
    paths = [(record_type, path) for record_type in RECORDS for path in record_type.subjects if path.kind == "address"]
    for record_type, path in sorted(paths, key=lambda pair: pair[0].code != "account"):
        if "__" not in path.lookup and record_type.outcome != Outcome.LOCK:
            values = rows_of(record_type).exclude(**{path.lookup: ""}).values_list(path.lookup, flat=True).distinct()
            addresses.update(dict.fromkeys(value.lower() for value in values))
    return list(addresses)
