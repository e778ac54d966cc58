"""Queries of personal data, and of accesses to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from gyoryu.base.files import StoredFile
from gyoryu.privacy.models import AccessEntry
from gyoryu.privacy.register import RECORDS
from gyoryu.privacy.register.declarations import Record
from gyoryu.privacy.rows import about, counted, rows_of
from gyoryu.privacy.subjects import Subject, subject_of_address


@dataclass(frozen=True, slots=True)
class StoredRow:
    """One row about a person: values by the names of fields; `file` where bytes belong to it."""

    record: Record
    number: Any
    values: dict[str, Any]
    file: StoredFile | None = None


def stored_about(email: str) -> Iterator[StoredRow]:
    """Everything stored about the person with this address, in the order of the register. Files with copies of the
    data of many are left out: they hold nothing else of this person, and much of others."""
    subject = without_copies(subject_of_address(email))
    for record in RECORDS:
        numbers = about(record, subject).values("pk")
        rows = rows_of(record).filter(pk__in=numbers).order_by("pk")
        for row in rows.select_related(record.file) if record.file else rows:
            values = {name: getattr(row, name) for name in (*record.fields, *record.facts)}
            yield StoredRow(record, row.pk, values, getattr(row, record.file) if record.file else None)


def without_copies(subject: Subject) -> Subject:
    return Subject(
        accounts=subject.accounts,
        addresses=subject.addresses,
        applications=subject.applications,
        organisations=subject.organisations,
    )


def what_goes_and_stays(email: str) -> list[tuple[Record, int]]:
    """Return numbers of rows by record, for the confirmation before an account is closed."""
    return counted(RECORDS, subject_of_address(email))


def accesses(
    *,
    actor: str = "",
    about_kind: str = "",
    about_number: int | None = None,
    since: date | None = None,
    until: date | None = None,
    zone: str = "Asia/Seoul",
) -> QuerySet[AccessEntry]:
    """Entries of the access log, the newest first: of the account `actor` (part of its address, or of the network
    address), about one row, within days of the clock of `zone`."""
    entries = AccessEntry.objects.all()
    if actor:
        entries = entries.filter(Q(account__icontains=actor) | Q(address__icontains=actor))
    if about_kind:
        entries = entries.filter(kind=about_kind)
    if since is not None:
        entries = entries.filter(at__gte=_midnight(since, zone))
    if until is not None:
        entries = entries.filter(at__lt=_midnight(until + timedelta(days=1), zone))
    if about_number is not None:
        # A number in a list, as both databases write it.
        entries = entries.alias(listed=Cast("keys", TextField())).filter(listed__regex=rf"[\[ ,]{about_number}[\],]")
    return entries


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(zone))
