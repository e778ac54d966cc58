import pytest

from gyoryu.base.files import store_file
from gyoryu.meetings.models import ImportBatch
from tests.gyoryu.consultations import consultation, person


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES = tmp_path


@pytest.fixture
def officer(db):
    return person("officer@agency.example")


@pytest.fixture
def empty(db):
    """A consultation in which nobody takes part yet."""
    return consultation(sellers=0, buyers=0, slots=0, tables=0)


@pytest.fixture
def batch(db, folder):
    return ImportBatch.objects.create(
        event=consultation(ask=False), file=store_file(b"a,b", "text/csv"), name="a.csv", language="ko"
    )
