"""The vocabulary of the register: what a declaration of personal data says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

# How a row relates to a person: by the number of an account, by an e-mail address, by an application, by an
# organisation that is one person's, or by the event for which it was collected (all of it, once its time is over).
# `copy`: a file with copies of the data of many, by its event; it is deleted with any of them, and can be made again.
SubjectKind = Literal["account", "address", "application", "organisation", "event", "copy"]


class Outcome(StrEnum):
    DELETE = "delete"  # the row is deleted
    CLEAR = "clear"  # the fields are emptied, the row stays for figures that name nobody
    ANONYMISE = "anonymise"  # the row holds no words about anybody; whom it names by number is gone
    LOCK = "lock"  # the law requires it to be kept: shown to auditors only, and deleted after its period


class Basis(StrEnum):
    """Legal bases by the Personal Information Protection Act (PIPA), Article 15(1)."""

    CONSENT = "consent"  # no. 1
    LAW = "law"  # no. 2: a legal duty
    TASK = "task"  # no. 3: the task of a public body
    CONTRACT = "contract"  # no. 4: what the person asked for


class Period(StrEnum):
    """How long. Those of `settings.KEPT_DAYS` are counted in days from `Record.since`, the others are explained in
    `privacy.actions.retention`."""

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
    """`lookup` leads from the row to its subject, or to the address. `event` leads to the number of the event for
    which an address was written to; `where` narrows the rows."""

    kind: SubjectKind
    lookup: str
    event: str = ""
    where: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Record:
    """Fields of one table that are personal for the same reason. `model` is `app.Model`, without the app for ours.
    `contains`: the lookup matches as part of a text. `stand_ins`: what stands in a cleared field that must not be
    empty, with the number of the row. `files`: the foreign key to a stored file, which goes with the row."""

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
    facts: tuple[str, ...] = ()  # dates and codes that are exported as well, and say nothing alone


class NotPersonal(StrEnum):
    """Why a text is nobody's."""

    CODE = "code"  # a code of this program, or a list of codes
    FIGURE = "figure"  # numbers of rows and figures
    DIGEST = "digest"  # a digest, or a random key
    SECRET = "secret"  # of an account or a row, with which it goes; never shown or exported
    AGENCY = "agency"  # of the agency itself: its programmes, events, sources
    PUBLICATION = "publication"  # was published, or is a document about public affairs
    GOODS = "goods"  # names of goods, units


def fields_of(model: str, **reasons: str) -> dict[str, NotPersonal]:
    """Fields of one table by reason: `fields_of("Job", code="kind state")`."""
    return {f"{model}.{name}": NotPersonal(reason) for reason, names in reasons.items() for name in names.split()}
