"""An event in which every personal field holds a word of its own."""

import pytest
from django.db import models

from gyoryu.meetings.models import Consent, Representative
from gyoryu.privacy.register import RECORDS
from gyoryu.privacy.rows import columns_of, rows_of
from tests.gyoryu.web.walking import cast, event_with_everything, something_of_each_kind

STAFF = ("interpreter", "gate", "viewer", "officer", "operator")
# Names of firms stand in public directories, and an entry for each page that names one would hide those that count;
# tokens and watches are shown to their owners alone.
NOT_HERE = {"sole_trader", "sole_trader_name", "sole_trader_number", "token", "watch"}


def mark_everything(staff):
    """Put a unique word into every personal field of everybody but the staff, who would see their own."""
    for record in RECORDS:
        rows = rows_of(record)
        if record.model == "User":
            rows = rows.exclude(pk__in=staff)
        if record.outcome == "lock" or record.code in NOT_HERE:
            continue
        for number in rows.values_list("pk", flat=True):
            values = {field.name: marked(record, field, number) for field in columns_of(record) if not field.unique}
            values |= {"email": f"zqxu{letters(number)}qz@person.example"} if record.model == "User" else {}
            rows_of(record).filter(pk=number).update(**values)


def letters(number):
    return "".join("abcdefghij"[int(digit)] for digit in str(number))


def marked(record, field, number):
    mark = f"zqx{record.code.replace('_', '')}{letters(number)}qz"
    if isinstance(field, models.JSONField):
        return field.get_default() if field.default is list or record.code == "import" else {"event": mark}
    return f"{mark}@person.example" if isinstance(field, models.EmailField) else mark


@pytest.fixture
def stage(db, settings, tmp_path):
    settings.FILES = tmp_path
    event = event_with_everything()
    people = cast(event)
    url_values = something_of_each_kind(event, people)
    for number in (url_values["seller"], url_values["buyer"]):
        Representative.objects.create(application_id=number, name_ko="x", email="x@person.example")
        Consent.objects.create(
            application_id=number, kind="cross_border", given_at="2026-03-01T00:00:00Z", text_version="1",
            keep_until="2030-01-01",
        )  # fmt: skip
    mark_everything([people[role].pk for role in STAFF])
    return people, url_values
