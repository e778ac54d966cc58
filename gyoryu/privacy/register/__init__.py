"""Register of personal data: for each field its subject, purpose, retention period and the outcome at its end.

Erasure, export, retention, the preview of closing an account and the table in the handbook are derived from it. A test
fails on a text field that is neither in `RECORDS` nor, with a reason, in `NOT_PERSONAL`."""

from __future__ import annotations

from gyoryu.privacy.register import accounts, consultations, directory, news
from gyoryu.privacy.register.declarations import NotPersonal, Record

PARTS = (accounts, directory, consultations, news)
RECORDS: tuple[Record, ...] = tuple(record for part in PARTS for record in part.RECORDS)
NOT_PERSONAL: dict[str, NotPersonal] = {name: why for part in PARTS for name, why in part.NOT_PERSONAL.items()}

# Search indexes contain words of their tables and are rebuilt when a row is erased. That of the news contains
# publications only.
INDEXES = {"gyoryu_organisation_search": "Organisation", "gyoryu_news_search": "Document"}
