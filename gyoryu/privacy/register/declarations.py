"""Types in which the register declares personal data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

# How a row refers to its subject: by account number, by e-mail address, by application, by an organisation of one
# person (sole trader), or by the event for which it was collected (all of it, after the retention period).
# `copy`: a file with data of many subjects, by event; it is deleted with any of them, and can be generated again.
SubjectKind = Literal["account", "address", "application", "organisation", "event", "copy"]


class Outcome(StrEnum):
    DELETE = "delete"  # the row is deleted
    CLEAR = "clear"  # the fields are emptied, the row is kept for anonymous statistics
    ANONYMISE = "anonymise"  # the row contains no personal text; the person that its number refers to is deleted
    LOCK = "lock"  # retained as required by law: shown to auditors only, and deleted after its period


class Basis(StrEnum):
    """Legal bases by the Personal Information Protection Act (PIPA), Article 15(1)."""

    CONSENT = "consent"  # no. 1
    LAW = "law"  # no. 2: a legal duty
    TASK = "task"  # no. 3: the task of a public body
    CONTRACT = "contract"  # no. 4: a contract or request of the person


class Period(StrEnum):
    """Retention period. Those of `settings.KEPT_DAYS` are counted in days from `Record.since`, the others are explained
    in `privacy.actions.retention`."""

    EVENT = "event"
    ACCOUNT = "account"
    DIRECTORY = "directory"
    LETTERS = "letters"
    OUTPUTS = "outputs"
    IMPORTS = "imports"
    JOBS = "jobs"
    UNDO = "undo"
    ACCESS_LOG = "access_log"
    PROOF = "proof"


@dataclass(frozen=True, slots=True)
class Path:
    """Path from a row to its subject. `lookup` leads to the subject, or to the address; `event` to the number of the
    event for which an email was sent to the address; `where` filters the rows."""

    kind: SubjectKind
    lookup: str
    event: str = ""
    where: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Record:
    """Fields of one table that are personal for the same reason. `model` is `app.Model`, without the app for ours.
    `contains`: the lookup matches part of a text. `stand_ins`: placeholders, with the number of the row, for cleared
    fields that must not be empty. `file`: the foreign key to a stored file, which is deleted with the row."""

    code: str
    model: str
    fields: tuple[str, ...]
    subjects: tuple[Path, ...]
    basis: Basis
    period: Period
    outcome: Outcome
    since: str = ""
    law: str = ""
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    facts: tuple[str, ...] = ()  # dates and codes that are exported as well, for context


class NotPersonal(StrEnum):
    """Reason why a text field is not personal."""

    CODE = "code"  # a code of this program, or a list of codes
    FIGURE = "figure"  # numbers of rows and figures
    DIGEST = "digest"  # a digest, or a random key
    SECRET = "secret"  # of an account or a row, deleted with it; never shown or exported
    AGENCY = "agency"  # of the agency itself: its programmes, events, sources
    PUBLICATION = "publication"  # published, or a document about public affairs
    GOODS = "goods"  # names of goods, units


def fields_of(model: str, **reasons: str) -> dict[str, NotPersonal]:
    """Return the fields of one table by reason: `fields_of("Job", code="kind state")`."""
    return {f"{model}.{name}": NotPersonal(reason) for reason, names in reasons.items() for name in names.split()}
