"""Imports of an event."""

import pytest

from gyoryu.base.files import store_file
from gyoryu.meetings.models import ImportBatch
from tests.gyoryu.factories import make_event

pytestmark = pytest.mark.django_db


def test_imports_are_listed_from_the_newest_and_share_no_findings(settings, tmp_path):
    settings.FILES = tmp_path
    event, file = make_event(), store_file(b"a,b", "text/csv")
    first, second = (ImportBatch.objects.create(event=event, file=file, name=name) for name in ("a.csv", "b.csv"))
    assert list(event.imports.all()) == [second, first]
    first.found["counts"] = {"wish": {"new": 1}}
    first.save()
    second.refresh_from_db()
    assert (second.found, second.undo, second.state) == ({}, [], "looking")
