"""The same bytes are one document of a programme, and one of none."""

import pytest
from django.db import IntegrityError

from gyoryu.base.files import store_file
from gyoryu.news.documents.models import Document
from tests.gyoryu.articles import NOW
from tests.gyoryu.consultations import programme

pytestmark = pytest.mark.django_db


def create(**fields):
    return Document.objects.create(**{"name": "a", "ingest_method": "upload", "received_at": NOW, **fields})


@pytest.fixture
def file(settings, tmp_path):
    settings.FILES = tmp_path
    return store_file(b"bytes", "text/plain")


def test_each_programme_may_hold_the_same_bytes(file):
    for owner in (programme(), programme(), None):
        create(file=file, programme=owner)
    assert Document.objects.count() == 3


@pytest.mark.parametrize("has_programme", [True, False])
def test_the_same_bytes_twice_are_refused(file, has_programme):
    owner = programme() if has_programme else None
    create(file=file, programme=owner)
    with pytest.raises(IntegrityError):
        create(file=file, programme=owner)


def test_copies_and_members_outlive_their_original_and_archive():
    original = create()
    copy = create(original=original, archive=original)
    original.delete()
    copy.refresh_from_db()
    assert (copy.original, copy.archive, copy.state) == (None, None, "waiting")
