"""What was read becomes proposals; people decide on each."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction

from gyoryu.base.models import record
from gyoryu.base.refusals import Refused
from gyoryu.base.text import name_key as key_of
from gyoryu.news.models import Arrival, KeptRecord, Proposal
from gyoryu.organisations.models import Organisation
from gyoryu.people.models import User

# Key of the reading → kind, and the fields that people see and may correct, in their order.
KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "events": ("event", ("name", "start", "end", "place")),
    "organisations": ("organisation", ("name", "aliases", "country", "kind")),
    "persons": ("person", ("name", "role", "org")),
    "agreements": ("agreement", ("kind", "parties", "status", "date", "title")),
    "commitments": ("commitment", ("actor", "action", "strength", "due")),
    "delegations": ("delegation", ("name", "head", "sender", "destination")),
    "amounts": ("amount", ("value", "currency")),
}
FIELDS = dict(KINDS.values())
LISTS = {"aliases", "parties"}
# These become records of a programme when they are accepted.
KEPT_KINDS = {"event", "agreement", "commitment"}


def propose(arrival: Arrival) -> int:
    """Bring the proposals in line with the reading; the number of new ones. What a person decided stays decided."""
    known = {proposal.fingerprint: proposal for proposal in arrival.proposals.all()}
    place, new, seen = 0, 0, set()
    for key, (kind, fields) in KINDS.items():
        for item in arrival.reading.get(key, []):
            values = {name: item.get(name) for name in fields}
            fingerprint = _fingerprint(kind, values)
            place += 1
            if fingerprint in seen:
                continue
            seen.add(fingerprint)
            proposal = known.get(fingerprint) or Proposal(arrival=arrival, kind=kind, fingerprint=fingerprint)
            new += proposal.pk is None
            proposal.place, proposal.values, proposal.gone = place, values, False
            proposal.spans, proposal.confidence = item["spans"], item["confidence"]
            proposal.save()
    for fingerprint, proposal in known.items():
        if fingerprint not in seen:
            _vanish(proposal)
    return new


def _vanish(proposal: Proposal) -> None:
    """No longer read: gone if nobody decided on it, else kept and marked."""
    if proposal.state == Proposal.State.OPEN:
        proposal.delete()
    else:
        proposal.gone = True
        proposal.save(update_fields=["gone"])


def _fingerprint(kind: str, values: dict[str, Any]) -> str:
    written = json.dumps([kind, values], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:40]


@transaction.atomic
def decide(number: int, state: str, *, now: datetime, by: User, programme: int | None = None) -> Proposal:
    """Accept or reject a proposal, or open it again. Refuses `needs_a_programme` for what becomes a record of one."""
    proposal = Proposal.objects.select_for_update().select_related("arrival").get(pk=number)
    if state == Proposal.State.OPEN:
        proposal.kept, proposal.decided_by, proposal.decided_at = None, None, None
    else:
        proposal.decided_by, proposal.decided_at = by, now
    proposal.state = state
    proposal.save()
    _keep_or_forget(proposal, programme, now)
    record(f"{_VERBS[state]}_proposal", "proposal", proposal.pk, by=by.pk, record=proposal.kind)
    return proposal


_VERBS = {"open": "reopen", "accepted": "accept", "edited": "correct", "rejected": "reject"}


@transaction.atomic
def correct(number: int, values: dict[str, Any], *, now: datetime, by: User, programme: int | None = None) -> Proposal:
    """Keep a person's version. Refuses `needs_a_name` where the first field is left empty."""
    proposal = Proposal.objects.select_for_update().select_related("arrival").get(pk=number)
    fields = FIELDS[proposal.kind]
    kept = {name: values.get(name) or None for name in fields}
    if not kept[fields[0]]:
        raise Refused("needs_a_name")
    proposal.kept = kept
    proposal.save(update_fields=["kept"])
    return (
        decide(number, Proposal.State.EDITED, now=now, by=by, programme=programme)
        if kept != proposal.values
        else decide(number, Proposal.State.ACCEPTED, now=now, by=by, programme=programme)
    )


def _keep_or_forget(proposal: Proposal, programme: int | None, now: datetime) -> None:
    if proposal.state in (Proposal.State.OPEN, Proposal.State.REJECTED):
        KeptRecord.objects.filter(proposal=proposal).delete()
        return
    if proposal.kind not in KEPT_KINDS:
        return
    programme = programme or proposal.arrival.programme_id
    if programme is None:
        raise Refused("needs_a_programme")
    shown: dict[str, Any] = proposal.shown
    if proposal.arrival.programme_id is None:
        Arrival.objects.filter(pk=proposal.arrival_id).update(programme=programme)
    KeptRecord.objects.update_or_create(
        proposal=proposal,
        defaults={"programme_id": programme, "kind": proposal.kind, "kept_at": now, **_facts(proposal.kind, shown)},
    )


def _facts(kind: str, shown: dict[str, Any]) -> dict[str, Any]:
    if kind == "event":
        return {
            "title": shown["name"],
            "actors": [],
            "starts": shown["start"] or "",
            "ends": shown["end"] or "",
            "status": "",
        }
    if kind == "agreement":
        title = shown["title"] or shown["kind"]
        return {
            "title": title,
            "actors": list(shown["parties"] or []),
            "starts": shown["date"] or "",
            "ends": "",
            "status": shown["status"] or "",
        }
    return {
        "title": shown["action"],
        "actors": [shown["actor"]],
        "starts": "",
        "ends": shown["due"] or "",
        "status": shown["strength"] or "",
    }


@transaction.atomic
def link_organisation(number: int, organisation: int, *, by: User) -> None:
    """Say which entry of the directory a body in the text is, or a person belongs to."""
    proposal = Proposal.objects.select_related("arrival").get(pk=number)
    found = Organisation.objects.get(pk=organisation)
    names = [str(proposal.shown["name"]), *(str(name) for name in proposal.shown.get("aliases") or [])]  # type: ignore[attr-defined]
    keys = [key_of(name)[:200] for name in names]
    proposal.arrival.mentions.filter(kind=proposal.kind, key__in=keys).update(organisation=found)
    record("link_organisation", "proposal", proposal.pk, by=by.pk, organisation=found.pk)
