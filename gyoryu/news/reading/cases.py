"""Decisions of the desk as test cases for the reader: stored with spans, compared with a reading."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

import docread
from gyoryu.news.desk.models import Proposal
from gyoryu.news.desk.proposals import FIELDS, KINDS, LISTS
from gyoryu.news.documents.models import Document

FORMAT = "gyoryu-corrections/1"


_KEYS = {kind: key for key, (kind, _) in KINDS.items()}


@dataclass(frozen=True, slots=True)
class DecidedRecord:
    """One decision. `kept` is the record to be read, or None where `read` must not be read. `spans` count characters of
    the text whose digest the case names."""

    kind: str
    state: str
    read: dict[str, Any]
    kept: dict[str, Any] | None
    spans: list[list[int]]

    @property
    def name(self) -> str:
        """The same for the same decision, so that two runs can be compared."""
        serialized = json.dumps([self.kind, self.read, self.kept], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(serialized.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Case:
    """One document: `file` is the digest of its bytes, `text` that of the text the reader had. No words of it but those
    of the decisions."""

    file: str
    text: str
    name: str
    url: str
    fetched: str
    reader: str
    records: tuple[DecidedRecord, ...]

    def as_json(self) -> dict[str, Any]:
        return {"format": FORMAT, **asdict(self)}


@dataclass(frozen=True, slots=True)
class RecordResult:
    """Whether the reader now agrees with a decision; `fields` that differ from the nearest record."""

    decided: DecidedRecord
    right: bool
    fields: tuple[str, ...] = ()


def case_of(data: dict[str, Any]) -> Case:
    """Parse a case. Raises `ValueError` for any other format."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ValueError("no case of this format")
    try:
        records = tuple(DecidedRecord(**record) for record in data["records"])
        return Case(**{name: str(data[name]) for name in Case.__slots__ if name != "records"}, records=records)
    except (KeyError, TypeError) as error:
        raise ValueError("the case is not whole") from error


def cases() -> Iterator[Case]:
    """Yield every document with decisions. Two queries for a hundred decisions."""
    decided_proposals = (
        Proposal.objects.exclude(state=Proposal.State.OPEN)
        .exclude(document__file=None)
        .select_related("document__file")
        .defer("document__reading")
        .order_by("document", "position", "pk")
    )
    for _, proposals in groupby(decided_proposals.iterator(chunk_size=200), key=lambda proposal: proposal.document_id):
        group = list(proposals)
        yield _case(group[0].document, group)


def _case(document: Document, proposals: list[Proposal]) -> Case:
    return Case(
        document.file.digest if document.file else "",
        hashlib.sha256(document.text.encode()).hexdigest(),
        document.name,
        document.url,
        document.received_at.date().isoformat(),
        document.reader_version,
        tuple(
            DecidedRecord(
                proposal.kind,
                proposal.state,
                proposal.values,
                None if proposal.state == Proposal.State.REJECTED else proposal.shown,
                [list(span) for span in proposal.spans],
            )
            for proposal in proposals
        ),
    )


def evaluate_case(case: Case, document: docread.Document | docread.Refusal) -> list[RecordResult]:
    """Compare the reading with each decision of a case. A refused document contains no record."""
    reading = {} if isinstance(document, docread.Refusal) else document.as_json()
    return [_evaluate_record(record, reading.get(_KEYS.get(record.kind, ""), [])) for record in case.records]


def _evaluate_record(record: DecidedRecord, items: list[dict[str, Any]]) -> RecordResult:
    fields = FIELDS.get(record.kind, ())
    if record.kept is None:
        return RecordResult(record, not any(not _differing(fields, record.read, item) for item in items))
    differing = [_differing(fields, record.kept, item) for item in items]
    nearest = min(differing, key=len, default=fields)
    return RecordResult(record, not nearest and bool(items), nearest)


def _differing(fields: tuple[str, ...], expected: dict[str, Any], item: dict[str, Any]) -> tuple[str, ...]:
    return tuple(name for name in fields if _comparable(name, expected.get(name)) != _comparable(name, item.get(name)))


def _comparable(name: str, value: Any) -> Any:
    """Lists without order; nothing, an empty text and an empty list are one."""
    if name in LISTS:
        return sorted(str(item) for item in value or [])
    return value or None
