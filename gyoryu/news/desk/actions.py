"""Decide on proposals: accept, correct, reject, reopen, link."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict

from django.db import transaction

from gyoryu.base.models import record
from gyoryu.base.refusals import Refused
from gyoryu.base.text import name_key as key_of
from gyoryu.news.desk.mentions import NAMING, mention
from gyoryu.news.desk.models import ConfirmedRecord, Proposal
from gyoryu.news.desk.proposals import DAY, DAYS, FIELDS, MAX_STATUS_LENGTH, RECORD_KINDS
from gyoryu.news.documents.models import Document
from gyoryu.organisations.models import Organisation
from gyoryu.people.models import User


@transaction.atomic
def decide(
    number: int, state: str, *, now: datetime, by: User, programme: int | None = None, seen: str = ""
) -> Proposal:
    """Accept or reject a proposal, or open it again. `seen`: the state in which the person saw it. Refuses
    `changed_meanwhile`, for what becomes a record of a programme also `needs_a_programme` and
    `programme_has_document`."""
    proposal = _locked(number, seen)
    if state == Proposal.State.OPEN:
        proposal.corrected_values = None
    _put(proposal, state, now, by, programme)
    if proposal.kind in NAMING:
        mention(proposal.document)
    record(f"{_VERBS[state]}_proposal", "proposal", proposal.pk, by=by.pk, record=proposal.kind)
    return proposal


_VERBS = {"open": "reopen", "accepted": "accept", "edited": "correct", "rejected": "reject"}


def _locked(number: int, seen: str) -> Proposal:
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("document").get(pk=number)
    if seen and proposal.state != seen:
        raise Refused("changed_meanwhile")
    return proposal


def _put(proposal: Proposal, state: str, now: datetime, by: User, programme: int | None) -> None:
    is_open = state == Proposal.State.OPEN
    proposal.state, proposal.decided_by, proposal.decided_at = state, None if is_open else by, None if is_open else now
    proposal.save()
    _sync_record(proposal, programme, now)


@transaction.atomic
def correct(
    number: int, values: dict[str, Any], *, now: datetime, by: User, programme: int | None = None, seen: str = ""
) -> Proposal:
    """Store a person's correction. Refuses `nothing_left` where the first field is left empty, `not_a_day`, and what
    `decide` refuses."""
    proposal = _locked(number, seen)
    fields = FIELDS[proposal.kind]
    corrected = {name: values.get(name) or None for name in fields}
    if not corrected[fields[0]]:
        raise Refused("nothing_left")
    changed_days = {
        name: corrected[name] for name in DAYS & set(fields) if corrected[name] != proposal.values.get(name)
    }
    if any(value and not DAY.fullmatch(str(value)) for value in changed_days.values()):
        raise Refused("not_a_day")
    proposal.corrected_values = corrected
    proposal.save(update_fields=["corrected_values"])
    state = Proposal.State.ACCEPTED if corrected == proposal.values else Proposal.State.EDITED
    return decide(number, state, now=now, by=by, programme=programme)


@transaction.atomic
def accept_confident(
    document: int, kind: str, min_confidence: float, *, now: datetime, by: User, programme: int | None = None
) -> int:
    """Accept all open proposals of a kind with at least this confidence; return their number. `reopen` undoes it."""
    proposals = Proposal.objects.select_for_update(of=("self",)).select_related("document")
    confident = list(
        proposals.filter(document=document, kind=kind, state=Proposal.State.OPEN, confidence__gte=min_confidence)
    )
    for proposal in confident:
        _put(proposal, Proposal.State.ACCEPTED, now, by, programme)
    record("accept_sure_proposals", "arrival", document, by=by.pk, record=kind, proposals=len(confident))
    return len(confident)


@transaction.atomic
def reopen(document: int, decided_at: datetime, *, now: datetime, by: User) -> int:
    """Reopen the proposals that the user accepted at `decided_at` and that have not changed since. Return their
    number."""
    proposals = Proposal.objects.select_for_update(of=("self",)).select_related("document")
    accepted = list(
        proposals.filter(document=document, decided_at=decided_at, decided_by=by, state=Proposal.State.ACCEPTED)
    )
    for proposal in accepted:
        proposal.corrected_values = None
        _put(proposal, Proposal.State.OPEN, now, by, None)
    if accepted:
        mention(accepted[0].document)
    record("take_back_proposals", "arrival", document, by=by.pk, proposals=len(accepted))
    return len(accepted)


def _sync_record(proposal: Proposal, programme: int | None, now: datetime) -> None:
    if proposal.state in (Proposal.State.OPEN, Proposal.State.REJECTED):
        ConfirmedRecord.objects.filter(proposal=proposal).delete()
        return
    if proposal.kind not in RECORD_KINDS:
        return
    programme = programme or proposal.document.programme_id
    if programme is None:
        raise Refused("needs_a_programme")
    values: dict[str, Any] = proposal.shown
    if proposal.document.programme_id is None:
        _assign_programme(proposal.document, programme)
    ConfirmedRecord.objects.update_or_create(
        proposal=proposal,
        defaults={
            "programme_id": programme,
            "kind": proposal.kind,
            "confirmed_at": now,
            **_facts(proposal.kind, values),
        },
    )


def _assign_programme(document: Document, programme: int) -> None:
    """Assign a document without a programme to one, unless that holds the same bytes already."""
    other_documents = Document.objects.exclude(pk=document.pk)
    if document.file_id and other_documents.filter(file=document.file_id, programme=programme).exists():
        raise Refused("programme_has_document")
    Document.objects.filter(pk=document.pk).update(programme=programme)
    document.programme_id = programme


class RecordFacts(TypedDict):
    """Content of a confirmed record. Dates are ISO to the known precision, "" where unknown."""

    title: str
    actors: list[str]
    starts: str
    ends: str
    status: str


def _facts(kind: str, values: dict[str, Any]) -> RecordFacts:
    if kind == "event":
        return {
            "title": values["name"],
            "actors": [],
            "starts": values["start"] or "",
            "ends": values["end"] or "",
            "status": "",
        }
    if kind == "agreement":
        title = values["title"] or values["kind"]
        return {
            "title": title,
            "actors": list(values["parties"] or []),
            "starts": values["date"] or "",
            "ends": "",
            "status": (values["status"] or "")[:MAX_STATUS_LENGTH],
        }
    return {
        "title": values["action"] or values["actor"],
        "actors": [values["actor"]],
        "starts": "",
        "ends": values["due"] or "",
        "status": (values["strength"] or "")[:MAX_STATUS_LENGTH],
    }


@transaction.atomic
def link_organisation(number: int, organisation: int | None, *, by: User) -> None:
    """Link a body or a person in the text to an entry of the directory; None removes the link."""
    proposal = Proposal.objects.select_related("document").get(pk=number)
    linked = Organisation.objects.get(pk=organisation) if organisation else None
    names = [str(proposal.shown["name"]), *(str(name) for name in proposal.shown.get("aliases") or [])]  # type: ignore[attr-defined]
    keys = [key_of(name)[:200] for name in names]
    proposal.document.mentions.filter(kind=proposal.kind, key__in=keys).update(organisation=linked)
    record("link_organisation", "proposal", proposal.pk, by=by.pk, organisation=organisation)
