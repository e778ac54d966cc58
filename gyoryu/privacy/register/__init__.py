"""Which field of which table is personal, about whom, why and how long it is stored, and what happens then.

Erasure, export, retention, the preview of closing an account and the table in the handbook follow from here. A test
fails on a text field that is named neither in `RECORDS` nor, with a reason, in `NOT_PERSONAL`."""

from __future__ import annotations

from gyoryu.privacy.register import accounts, consultations, directory, news
from gyoryu.privacy.register.declarations import NotPersonal, Record

PARTS = (accounts, directory, consultations, news)
RECORDS: tuple[Record, ...] = tuple(record for part in PARTS for record in part.RECORDS)
NOT_PERSONAL: dict[str, NotPersonal] = {name: why for part in PARTS for name, why in part.NOT_PERSONAL.items()}

# Indexes beside tables, which hold words of theirs and are written again when a row is erased. That of the news holds
# publications only.
INDEXES = {"gyoryu_organisation_search": "Organisation", "gyoryu_news_search": "Document"}
