"""The access log is only added to."""

import pytest

from gyoryu.base.models import AppendOnly
from gyoryu.privacy.models import AccessEntry
from tests.gyoryu.factories import BEGIN

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return AccessEntry.objects.create(at=BEGIN, task="applications", deed="read")


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda _: AccessEntry.objects.update(task="other"),
        lambda _: AccessEntry.objects.filter(task="applications").delete(),
    ],
)
def test_nothing_changes_or_removes_an_entry(entry, change):
    with pytest.raises(AppendOnly):
        change(entry)
    entry.refresh_from_db()
    assert entry.task == "applications"


def test_the_newest_comes_first(entry):
    later = AccessEntry.objects.create(at=BEGIN, task="other", deed="read")
    assert list(AccessEntry.objects.all()) == [later, entry]
