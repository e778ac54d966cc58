"""What a reading yields: a `Document` whose every value has a span of the text, or a `Refusal` with a code."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import Any

FORMAT = "docread/1"

Span = tuple[int, int]
"""`[start, end)` in characters of the text."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a document was not read. `code` is one of `REFUSALS`; `detail` is for people who repair files."""

    code: str
    detail: str = ""


REFUSALS = (
    "archive",  # several files in one archive: `docread.members_of` gives them
    "archive_bomb",  # unpacks to far more than it weighs, or nests archives
    "damaged",  # its kind is known, and the bytes do not hold together
    "empty",  # no bytes, or nothing but blanks
    "encrypted",  # asks for a password
    "garbled",  # what came out is no writing: a font without a table, a wrong encoding
    "made_by_script",  # a page whose text appears only when its scripts run
    "scanned",  # pictures of pages, no text
    "too_deep",  # nested deeper than any document is
    "too_large",  # more bytes or characters than the limit
    "too_slow",  # was not read within the time limit
    "unknown_kind",  # none of the formats that are read
)


@dataclass(frozen=True, slots=True)
class Value:
    """A single value and the words that say so."""

    value: str | int
    span: Span
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Moment:
    """A date of the document. `basis`: `text`, or `url` where the address holds it (then the span is empty)."""

    value: str
    basis: str
    span: Span
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Source:
    """Where a re-posted text comes from."""

    name: str
    span: Span
    url: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Removed:
    """What does not belong to the article. `reason`: a code of `docread.article_extraction`."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that takes place at a time. Dates are ISO as far as the text goes: `2018-09-21`, `2018-09`, `2018`,
    `2018-XX-21`. The first span is that of the name, further ones those of its dates and place."""

    name: str
    aliases: tuple[str, ...]
    start: str | None
    end: str | None
    place: str | None
    spans: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that acts. `country`: ISO 3166-1 alpha-2, `INT` for international bodies, or None; `kind`: `ministry`,
    `agency`, `local_gov`, `public_corp`, `company`, `association`, `university`, `embassy`, `intl_org`, `media` or
    `other`. The spans are its mentions, the first that of the name."""

    name: str
    aliases: tuple[str, ...]
    country: str | None
    kind: str
    spans: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Person:
    """Role and organisation as of the document."""

    name: str
    aliases: tuple[str, ...]
    role: str | None
    org: str | None
    spans: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """`kind`: `MOU`, `contract`, `treaty`, `other`; `status`: `signed` or `planned` as of publication."""

    kind: str
    parties: tuple[str, ...]
    status: str
    date: str | None
    title: str | None
    spans: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Commitment:
    """A named actor will do something. `action` stands in the text word for word; `strength`: `plan`, `agreed` or
    `pledge`; `due`: the last day, month or year by which."""

    actor: str
    action: str
    strength: str
    due: str | None
    spans: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Amount:
    """Money. `currency`: ISO 4217. A converted amount in brackets is an amount of its own."""

    value: int | float
    currency: str
    spans: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of things that is not money: firms, visitors, hectares, per cent."""

    value: int | float
    unit: str
    spans: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Quote:
    speaker: str
    spans: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Delegation:
    """Who is sent: its head, the sender, where to."""

    name: str
    head: str | None
    sender: str | None
    destination: str | None
    spans: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Warning:
    """What a person should look at: `weekday_mismatch`, `contradiction`, `name_of_another_year`, `stub`, …"""

    code: str
    span: Span
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One document, read. All spans count characters of `text`."""

    text: str
    language: str
    title: Value | None = None
    published: Moment | None = None
    modified: Moment | None = None
    posted: Moment | None = None
    publisher: Value | None = None
    source: Source | None = None
    department: Value | None = None
    views: Value | None = None
    attachments: tuple[Attachment, ...] = ()
    body: tuple[Span, ...] = ()
    removed: tuple[Removed, ...] = ()
    events: tuple[Event, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    persons: tuple[Person, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    amounts: tuple[Amount, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    warnings: tuple[Warning, ...] = ()

    @property
    def body_text(self) -> str:
        """The article alone, its pieces joined by a blank line."""
        return "\n\n".join(self.text[start:end] for start, end in self.body)

    def as_json(self) -> dict[str, Any]:
        """The object of the format docread/1, ready for `json.dumps`; the text itself is left out."""
        plain = {name: _plain(getattr(self, name)) for name in _NAMES if name not in _WRITTEN_APART}
        views = {"views": self.views.value if self.views else None}
        return {"format": FORMAT, **plain, **views, "body": [{"span": list(span)} for span in self.body]}


_NAMES = tuple(field.name for field in fields(Document))
_WRITTEN_APART = {"text", "body", "views"}


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value
