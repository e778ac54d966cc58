"""The result of reading: a `Document` whose every value has a span of the text, or a `Refusal` with a code."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import Any

FORMAT = "docread/1"

Span = tuple[int, int]
"""`[start, end)` in characters of the text."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """The reason why a document was not read.

    Attributes
    ----------
    code : str
        One of `REFUSALS`.
    detail : str
        For people who repair files.
    """

    code: str
    detail: str = ""


REFUSALS = (
    "archive",  # several files in one archive: `docread.extract_members` returns them
    "archive_bomb",  # unpacks to many times its size, or nests archives
    "damaged",  # the format is known, but the bytes are not valid
    "empty",  # no bytes, or only whitespace
    "encrypted",  # needs a password
    "garbled",  # the extracted text is not text: a font without a character map, a wrong encoding
    "made_by_script",  # a page whose text appears only when its scripts run
    "scanned",  # images of pages without text
    "too_deep",  # nested too deeply
    "too_large",  # more bytes or characters than allowed
    "too_slow",  # not read within the time limit
    "unknown_kind",  # not a supported format
)


@dataclass(frozen=True, slots=True)
class Value:
    """A single value and the span that states it."""

    value: str | int
    span: Span
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class DocumentDate:
    """A date of the document.

    Attributes
    ----------
    value : str
        ISO date.
    basis : str
        `text`, or `url` if the address contains it (then the span is empty).
    """

    value: str
    basis: str
    span: Span
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Source:
    """The original publisher of a re-posted text."""

    name: str
    span: Span
    url: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file attached to the document, by its printed name."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class RemovedSpan:
    """A part of the page that is not the article. `reason`: a code of `docread.article_extraction`."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Event:
    """A scheduled occurrence.

    Attributes
    ----------
    start, end : str or None
        ISO dates as precise as the text: `2018-09-21`, `2018-09`, `2018`, `2018-XX-21`.
    spans : tuple of Span
        The name first, then its dates and place.
    """

    name: str
    aliases: tuple[str, ...]
    start: str | None
    end: str | None
    place: str | None
    spans: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation that is named.

    Attributes
    ----------
    country : str or None
        ISO 3166-1 alpha-2, or `INT` for international organisations.
    kind : str
        `ministry`, `agency`, `local_gov`, `public_corp`, `company`, `association`, `university`, `embassy`,
        `intl_org`, `media` or `other`.
    spans : tuple of Span
        Its mentions, the name first.
    """

    name: str
    aliases: tuple[str, ...]
    country: str | None
    kind: str
    spans: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Person:
    """A person that is named, with role and organisation as of the document."""

    name: str
    aliases: tuple[str, ...]
    role: str | None
    org: str | None
    spans: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement between parties.

    Attributes
    ----------
    kind : str
        `MOU`, `contract`, `treaty` or `other`.
    status : str
        `signed` or `planned` as of publication.
    """

    kind: str
    parties: tuple[str, ...]
    status: str
    date: str | None
    title: str | None
    spans: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Commitment:
    """An action that a named actor will take.

    Attributes
    ----------
    action : str
        Verbatim from the text.
    strength : str
        `plan`, `agreed` or `pledge`.
    due : str or None
        ISO day, month or year by which it is to be done.
    """

    actor: str
    action: str
    strength: str
    due: str | None
    spans: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money. `currency`: ISO 4217. A converted amount in brackets is a separate amount."""

    value: int | float
    currency: str
    spans: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity other than money: companies, visitors, hectares, per cent."""

    value: int | float
    unit: str
    spans: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Quote:
    """Direct speech with its speaker, a person or an organisation."""

    speaker: str
    spans: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Delegation:
    """A delegation with its head, sender and destination."""

    name: str
    head: str | None
    sender: str | None
    destination: str | None
    spans: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """A point for human review: `weekday_mismatch`, `contradiction`, `name_of_another_year`, `stub`, …"""

    code: str
    span: Span
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The reading of one document. All spans count characters of `text`."""

    text: str
    language: str
    title: Value | None = None
    published: DocumentDate | None = None
    modified: DocumentDate | None = None
    posted: DocumentDate | None = None
    publisher: Value | None = None
    source: Source | None = None
    department: Value | None = None
    views: Value | None = None
    attachments: tuple[Attachment, ...] = ()
    body: tuple[Span, ...] = ()
    removed: tuple[RemovedSpan, ...] = ()
    events: tuple[Event, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    persons: tuple[Person, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    amounts: tuple[Amount, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()

    @property
    def body_text(self) -> str:
        """The text of the article, its spans joined by a blank line."""
        return "\n\n".join(self.text[start:end] for start, end in self.body)

    def as_json(self) -> dict[str, Any]:
        """Return the object of the format docread/1 for `json.dumps`, without the text itself."""
        values = {name: _to_json(getattr(self, name)) for name in _FIELD_NAMES if name not in _CONVERTED_SEPARATELY}
        views = {"views": self.views.value if self.views else None}
        return {"format": FORMAT, **values, **views, "body": [{"span": list(span)} for span in self.body]}


_FIELD_NAMES = tuple(field.name for field in fields(Document))
_CONVERTED_SEPARATELY = {"text", "body", "views"}


def _to_json(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_to_json(item) for item in value]
    return value
