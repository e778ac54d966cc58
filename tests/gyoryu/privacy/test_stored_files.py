"""Files go with the last row that refers to them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gyoryu.base.files import StoredFile, store_file
from gyoryu.meetings.models import ApplicationFile
from gyoryu.privacy.stored_files import references, remove_left_behind, remove_unused
from tests.gyoryu.factories import make_application

pytestmark = pytest.mark.django_db
PDF = "application/pdf"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_only_what_nothing_refers_to_is_removed(committed):
    used, unused, other = (store_file(data, PDF) for data in (b"%PDF a", b"%PDF b", b"%PDF c"))
    ApplicationFile.objects.create(application=make_application(), file=used, name="a.pdf")
    with committed():
        remove_unused([used.pk, unused.pk, 10**9])
    assert set(StoredFile.objects.all()) == {used, other}
    assert [file.path.exists() for file in (used, unused, other)] == [True, False, True]


def test_the_bytes_stay_where_they_were_stored_again_before_the_commit(committed):
    file = store_file(b"%PDF a", PDF)
    with committed():
        remove_unused([file.pk])
        assert file.path.exists(), "nothing goes before the commit"
        again = store_file(b"%PDF a", PDF)
    assert again.path.exists()


def test_a_file_that_is_being_received_has_no_row_yet_and_stays(committed):
    file = store_file(b"%PDF a", PDF)
    now = timezone.now()
    with committed():
        remove_left_behind(now - timedelta(hours=1))
    assert file.path.exists()
    with committed():
        remove_left_behind(now + timedelta(seconds=1))
    assert not StoredFile.objects.exists()


def test_all_foreign_keys_to_files_are_known():
    assert (ApplicationFile, "file") in set(references())
    assert all(model._meta.get_field(name).related_model is StoredFile for model, name in references())
