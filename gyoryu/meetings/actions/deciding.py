"""Decisions of officers about applications."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from gyoryu.base.emails import Draft, send_batch, send_email
from gyoryu.base.models import record
from gyoryu.base.refusals import Refused
from gyoryu.meetings import rules
from gyoryu.meetings.actions.applying import give_role
from gyoryu.meetings.models import Application, Meeting, Placement, Side
from gyoryu.meetings.queries.readers import readers_of
from gyoryu.people.models import User
from gyoryu.programmes.models import Event, Table

State = Application.State
NUMBER_PREFIXES = {Side.SELLER.value: "S", Side.BUYER.value: "B"}


@dataclass(frozen=True, slots=True)
class ApplicationSettings:
    """Settings of an officer for one participant. None for limits: those of the terms."""

    least: int | None = None
    most: int | None = None
    table: Table | None = None
    risk_flag: bool = False


def request_more_information(
    application: Application, reason: str, by: User, now: datetime, *, seen_version: int
) -> None:
    """Let the applicant edit and send again, also after the window. Raises what `_decide` does, and
    `needs_a_reason`."""
    _require_reason(reason)
    _decide(application, State.MORE_ASKED, by, now, seen_version, reason)


def refuse(application: Application, reason: str, by: User, now: datetime, *, seen_version: int) -> None:
    """Refuse an application. Raises what `_decide` does, and `needs_a_reason`."""
    _require_reason(reason)
    _decide(application, State.REFUSED, by, now, seen_version, reason)


def accept(application: Application, by: User, now: datetime, *, seen_version: int) -> None:
    """Accept under the next free number of the side, or its former number. Raises what `_decide` does."""
    _decide(application, State.ACCEPTED, by, now, seen_version)


def reopen(application: Application, by: User, now: datetime, *, seen_version: int) -> None:
    """Revoke a decision: the application waits again. No email is sent. Raises what `_decide` does."""
    _decide(application, State.SUBMITTED, by, now, seen_version)


@transaction.atomic
def accept_all(event: Event, applications: Sequence[int], by: User, now: datetime) -> int:
    """Accept those of `applications` that wait for a decision. Returns how many that were."""
    Event.objects.select_for_update().get(pk=event.pk)
    waiting = Application.objects.filter(event=event, pk__in=applications, state=State.SUBMITTED)
    chosen = list(waiting.select_related("event", "applicant").order_by("submitted_at", "pk"))
    free_numbers = {side: _numbers(event, side) for side in NUMBER_PREFIXES}
    for application in chosen:
        application.number = application.number or next(free_numbers[application.side])
        application.state, application.decided_at, application.reason = State.ACCEPTED, now, ""
        application.version += 1
        if application.applicant is not None:
            give_role(application, application.applicant)
        record("accept_application", "application", application.pk, by=by.pk)
    columns = ["number", "state", "decided_at", "reason", "version"]
    Application.objects.bulk_update(chosen, columns, batch_size=200)
    line = record("accept_all", "event", event.pk, by=by.pk, applications=len(chosen))
    send_batch(emails_about(chosen), event=event.pk, batch=f"accept_all.{line.pk}")
    return len(chosen)


@transaction.atomic
def refuse_all(event: Event, applications: Sequence[int], reason: str, by: User, now: datetime) -> int:
    """Refuse those of `applications` that wait for a decision, all for the same reason. Returns how many that were.
    Raises `Refused("needs_a_reason")`."""
    _require_reason(reason)
    Event.objects.select_for_update().get(pk=event.pk)
    waiting = Application.objects.filter(event=event, pk__in=applications, state=State.SUBMITTED)
    chosen = list(waiting.select_related("event", "applicant").order_by("submitted_at", "pk"))
    for application in chosen:
        application.state, application.decided_at, application.reason = State.REFUSED, now, reason.strip()
        application.version += 1
        record("refuse_application", "application", application.pk, by=by.pk)
    Application.objects.bulk_update(chosen, ["state", "decided_at", "reason", "version"], batch_size=200)
    line = record("refuse_all", "event", event.pk, by=by.pk, applications=len(chosen))
    send_batch(emails_about(chosen), event=event.pk, batch=f"refuse_all.{line.pk}")
    return len(chosen)


@transaction.atomic
def change_settings(application: Application, settings: ApplicationSettings, by: User, *, seen_version: int) -> None:
    """Store the settings of a participant. Raises `Refused`: `most_below_least`, `not_in_this_event`,
    `changed_meanwhile`."""
    if settings.most is not None and settings.most < (settings.least or 0):
        raise Refused("most_below_least")
    if settings.table is not None and settings.table.event_id != application.event_id:
        raise Refused("not_in_this_event")
    present = Application.objects.filter(pk=application.pk, version=seen_version)
    if not present.update(
        least=settings.least, most=settings.most, table=settings.table, risk_flag=settings.risk_flag,
        version=F("version") + 1,
    ):  # fmt: skip
        raise Refused("changed_meanwhile")
    record(
        "set_for_application", "application", application.pk, by=by.pk,
        least=settings.least, most=settings.most, risk=settings.risk_flag,
    )  # fmt: skip


AUDIT_VERBS = {
    State.MORE_ASKED: "ask_for_more",
    State.ACCEPTED: "accept_application",
    State.REFUSED: "refuse_application",
    State.SUBMITTED: "reopen_application",
}
EMAIL_CODES = {
    State.MORE_ASKED: "application_more_asked",
    State.ACCEPTED: "application_accepted",
    State.REFUSED: "application_refused",
}


@transaction.atomic
def _decide(
    application: Application, state: Application.State, by: User, now: datetime, seen_version: int, reason: str = ""
) -> None:
    """Decide on an application. Raises `Refused`: `changed_meanwhile`, `cannot_be_decided`, `has_meetings` where one
    with meetings would no longer take part."""
    event = Event.objects.select_for_update().get(pk=application.event_id)  # numbers are given one after another
    present = Application.objects.select_for_update(of=("self",)).select_related("event", "applicant")
    current = present.get(pk=application.pk)
    if current.version != seen_version:
        raise Refused("changed_meanwhile")
    if not rules.may_decide(current.state) or current.state == state:
        raise Refused("cannot_be_decided")
    if current.state == State.ACCEPTED:
        _refuse_while_meeting(current)
    if state == State.ACCEPTED:
        current.number = current.number or next(_numbers(event, current.side))
    current.state, current.reason, current.decided_at = state, reason.strip(), None if state == State.SUBMITTED else now
    current.version += 1
    current.save(update_fields=["state", "reason", "decided_at", "number", "version"])
    if current.state == State.ACCEPTED and current.applicant is not None:
        give_role(current, current.applicant)
    record(AUDIT_VERBS[state], "application", current.pk, by=by.pk)
    for draft in emails_about([current]):
        send_email(draft.code, draft.to, draft.language, draft.params, occasion=draft.occasion, event=event.pk)


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused("needs_a_reason")


def _refuse_while_meeting(application: Application) -> None:
    side = {application.side: application}
    published = Meeting.objects.filter(**side).exclude(state=Meeting.State.CANCELLED)
    if published.exists() or Placement.objects.filter(**side).exists():
        raise Refused("has_meetings")


def _numbers(event: Event, side: str) -> Iterator[str]:
    """Yield unused numbers of a side: S001, S002 …"""
    assigned = set(Application.objects.filter(event=event).exclude(number="").values_list("number", flat=True))
    used = [int(number[1:]) for number in assigned if re.fullmatch(NUMBER_PREFIXES[side] + r"\d+", number)]
    return (f"{NUMBER_PREFIXES[side]}{n:03d}" for n in range(max(used, default=0) + 1, 100_000))


def emails_about(applications: Sequence[Application]) -> list[Draft]:
    """Return the emails about the states of these applications, which need not be stored."""
    readers, drafts = readers_of(applications), []
    for application in applications:
        code = EMAIL_CODES.get(Application.State(application.state))
        if code is None:
            continue
        for reader in readers[application.pk]:
            params = {
                "event": application.event.names.in_language(reader.language),
                "reason": application.reason,
                "link": _link(application),
            }
            occasion = f"application.{application.pk}.{application.version}"
            drafts.append(Draft(code, reader.email, reader.language, params, occasion))
    return drafts


def _link(application: Application) -> str:
    return f"/my/{application.pk}/apply/" if application.state == State.MORE_ASKED else "/my/"
