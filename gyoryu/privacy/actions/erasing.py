"""Erasure of personal data, in the order of the register."""

from __future__ import annotations

from gyoryu.base.models import record
from gyoryu.organisations.actions import reindex
from gyoryu.organisations.models import SEARCH
from gyoryu.privacy.register import RECORDS
from gyoryu.privacy.register.declarations import Basis
from gyoryu.privacy.rows import about, erase_rows, numbers_of, still_full
from gyoryu.privacy.subjects import Subject, subject_of_applications

# Copies of data that were collected with consent, for any purpose.
COPIES = ("output", "import", "undo")


def erase(subject: Subject, *, only: Basis | None = None) -> dict[str, int]:
    """Part of actions: erase what is about `subject`; rows by the code of their record. `only`: what is kept on this
    basis, and copies of it. Accounts go last, since other rows are found by them."""
    records = [
        record_type
        for record_type in RECORDS
        if only is None or record_type.basis == only or record_type.code in COPIES
    ]
    # Found before anything is erased: a row that is found through another one must not lose it first.
    numbers = [
        (record_type, numbers_of(still_full(record_type, about(record_type, subject)))) for record_type in records
    ]
    counts = {}
    for record_type, keys in sorted(numbers, key=lambda pair: pair[0].code == "account"):
        if count := erase_rows(record_type, keys):
            counts[record_type.code] = count
    if subject.organisations:
        reindex(subject.organisations)
        SEARCH.purge()
    return counts


def erase_applications(applications: frozenset[int], by: int | None) -> int:
    """Part of actions: erase what was kept on the consent given with these applications; how many had something. One
    audit line for each."""
    erased = 0
    for number in sorted(applications):
        counts = erase(subject_of_applications(frozenset({number})), only=Basis.CONSENT)
        if counts:
            record("erase_application", "application", number, by=by, rows=sum(counts.values()))
            erased += 1
    return erased
