"""What is stored about an e-mail address, as rows and as a download."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpResponse

from gyoryu.privacy.queries import what_goes_and_stays
from gyoryu.web.privacy.personal_texts import BASES, OUTCOMES, RECORDS, period_of


class StoredRecord(NamedTuple):
    """One line of the overview."""

    what: str
    rows: int
    basis: str
    period: str
    outcome: str
    law: str
    stays: bool


def overview(email: str) -> list[StoredRecord]:
    """Describe what is stored about an e-mail address; what cannot be erased comes last."""
    rows = [
        StoredRecord(
            str(RECORDS[record.code]),
            count,
            str(BASES[record.basis]),
            period_of(record.period),
            str(OUTCOMES[record.outcome]),
            record.law,
            record.outcome in ("lock", "anonymise"),
        )
        for record, count in what_goes_and_stays(email)
    ]
    return sorted(rows, key=lambda row: row.stays)


def as_download(data: bytes) -> HttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="personal-data.zip"'}
    return HttpResponse(data, content_type="application/zip", headers=headers)
