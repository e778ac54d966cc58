"""Proposals made from a reading, and the fields that each kind has."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from gyoryu.news.desk.models import Proposal
from gyoryu.news.documents.models import Document

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


# Fields that are dates of known precision, and their format.
DAYS = {"start", "end", "date", "due"}


DAY = re.compile(r"(?:\d{4}|XXXX)(?:-(?:\d{2}|XX)(?:-(?:\d{2}|XX))?)?")


MAX_STATUS_LENGTH = 20  # a code; other text is whole in the proposal


# These become records of a programme when they are accepted.
RECORD_KINDS = {"event", "agreement", "commitment"}


def propose(document: Document) -> int:
    """Update the proposals from the reading; return the number of new ones. Decisions are kept."""
    stored = {proposal.fingerprint: proposal for proposal in document.proposals.all()}
    position, new, fingerprints = 0, 0, set()
    for key, (kind, fields) in KINDS.items():
        for item in document.reading.get(key, []):
            values = {name: item.get(name) for name in fields}
            fingerprint = _fingerprint(kind, values)
            position += 1
            if fingerprint in fingerprints:
                continue
            fingerprints.add(fingerprint)
            proposal = stored.get(fingerprint) or Proposal(document=document, kind=kind, fingerprint=fingerprint)
            new += proposal.pk is None
            proposal.position, proposal.values, proposal.is_stale = position, values, False
            proposal.spans, proposal.confidence = item["spans"], item["confidence"]
            proposal.save()
    for fingerprint, proposal in stored.items():
        if fingerprint not in fingerprints:
            _mark_stale(proposal)
    return new


def _mark_stale(proposal: Proposal) -> None:
    """Mark proposals that are no longer read as stale; delete those without a decision."""
    if proposal.state == Proposal.State.OPEN:
        proposal.delete()
    else:
        proposal.is_stale = True
        proposal.save(update_fields=["is_stale"])


def _fingerprint(kind: str, values: dict[str, Any]) -> str:
    serialized = json.dumps([kind, values], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(serialized.encode()).hexdigest()[:40]
