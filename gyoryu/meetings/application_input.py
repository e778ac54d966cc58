"""The validated input of an application."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from gyoryu.base.names import Names


@dataclass(frozen=True, slots=True)
class OrganisationDetails:
    """`identifiers`: pairs of scheme and number. `about`: in the language of the organisation."""

    names: Names
    identifiers: Sequence[tuple[str, str]] = ()
    kind: str = "firm"
    country: str = "KR"
    city: str = ""
    website: str = ""
    about: Names = field(default_factory=Names)


@dataclass(frozen=True, slots=True)
class TopicInput:
    """`direction`: offer or need. At least one of the others says what."""

    direction: str
    field: str = ""
    hs6: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class ProjectInput:
    name: str
    budget: Decimal | None = None
    currency: str = ""
    stage: str = "idea"
    tender_on: date | None = None
    fields: Sequence[str] = ()
    site: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class PersonInput:
    names: Names
    title: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class ApplicationInput:
    """`languages`: codes of those spoken. `consents`: kinds that were agreed to."""

    organisation: OrganisationDetails
    topics: Sequence[TopicInput] = ()
    projects: Sequence[ProjectInput] = ()
    people: Sequence[PersonInput] = ()
    languages: Sequence[str] = ()
    needs_interpreter: bool = True
    online: bool = False
    remark: str = ""
    consents: frozenset[str] = frozenset()
