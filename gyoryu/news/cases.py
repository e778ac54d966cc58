"""What people decided at the desk, as cases for the reader: written down with spans, judged against a reading."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

import docread
from gyoryu.news.actions.proposing import FIELDS, KINDS, LISTS
from gyoryu.news.models import Arrival, Proposal

FORMAT = "gyoryu-corrections/1"
_KEYS = {kind: key for key, (kind, _) in KINDS.items()}


@dataclass(frozen=True, slots=True)
class DecidedRecord:
    """One decision. `kept` is what has to be read, or None where `read` must not be read. `spans` count characters of
    the text whose digest the case names."""

    kind: str
    state: str
    read: dict[str, Any]
    kept: dict[str, Any] | None
    spans: list[list[int]]

    @property
    def name(self) -> str:
        """The same for the same decision, so that two runs can be compared."""
        written = json.dumps([self.kind, self.read, self.kept], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(written.encode()).hexdigest()[:16]


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
class Verdict:
    """Whether the reader now does as people decided; `fields` that differ where another record is near."""

    decided: DecidedRecord
    right: bool
    fields: tuple[str, ...] = ()


def case_of(written: dict[str, Any]) -> Case:
    """Raises `ValueError` where it is no case of this format."""
    if not isinstance(written, dict) or written.get("format") != FORMAT:
        raise ValueError("no case of this format")
    try:
        records = tuple(DecidedRecord(**one) for one in written["records"])
        return Case(**{name: str(written[name]) for name in Case.__slots__ if name != "records"}, records=records)
    except (KeyError, TypeError) as fault:
        raise ValueError("the case is not whole") from fault


def cases() -> Iterator[Case]:
    """Every document that somebody has decided on. Two queries for a hundred decisions."""
    decided = (
        Proposal.objects.exclude(state=Proposal.State.OPEN)
        .exclude(arrival__file=None)
        .select_related("arrival__file")
        .defer("arrival__reading")
        .order_by("arrival", "place", "pk")
    )
    for _, proposals in groupby(decided.iterator(chunk_size=200), key=lambda one: one.arrival_id):
        found = list(proposals)
        yield _case(found[0].arrival, found)


def _case(arrival: Arrival, proposals: list[Proposal]) -> Case:
    return Case(
        arrival.file.digest if arrival.file else "",
        hashlib.sha256(arrival.text.encode()).hexdigest(),
        arrival.name,
        arrival.url,
        arrival.received_at.date().isoformat(),
        arrival.reader,
        tuple(
            DecidedRecord(
                one.kind,
                one.state,
                one.values,
                None if one.state == Proposal.State.REJECTED else one.shown,
                [list(span) for span in one.spans],
            )
            for one in proposals
        ),
    )


def judge(case: Case, document: docread.Document | docread.Refusal) -> list[Verdict]:
    """What the reader makes of each decision of a case. A document that is refused holds no record."""
    reading = {} if isinstance(document, docread.Refusal) else document.as_json()
    return [_judge(one, reading.get(_KEYS.get(one.kind, ""), [])) for one in case.records]


def _judge(decided: DecidedRecord, items: list[dict[str, Any]]) -> Verdict:
    fields = FIELDS.get(decided.kind, ())
    if decided.kept is None:
        return Verdict(decided, not any(not _differing(fields, decided.read, item) for item in items))
    differing = [_differing(fields, decided.kept, item) for item in items]
    nearest = min(differing, key=len, default=fields)
    return Verdict(decided, not nearest and bool(items), nearest)


def _differing(fields: tuple[str, ...], wanted: dict[str, Any], item: dict[str, Any]) -> tuple[str, ...]:
    return tuple(name for name in fields if _plain(name, wanted.get(name)) != _plain(name, item.get(name)))


def _plain(name: str, value: Any) -> Any:
    """Lists without order; nothing, an empty text and an empty list are one."""
    if name in LISTS:
        return sorted(str(one) for one in value or [])
    return value or None
