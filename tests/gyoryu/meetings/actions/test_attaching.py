"""Files of an application."""

import pytest

from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions import attaching
from gyoryu.meetings.actions.attaching import MAX_FILES, attach_file, remove_file
from gyoryu.meetings.models import Application
from tests.gyoryu.consultations import consultation

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(settings, tmp_path):
    settings.FILES = tmp_path
    consultation(ask=False)
    return Application.objects.get(number="S001")


def attach(application, number):
    return attach_file(application, f"{number}.pdf", b"%%PDF-1.7 %d" % number, application.applicant)


def test_the_same_bytes_are_attached_once(application):
    assert attach(application, 1).pk == attach(application, 1).pk
    assert application.files.count() == 1


def test_more_than_the_limit_is_refused_until_one_is_removed(application):
    files = [attach(application, number) for number in range(MAX_FILES)]
    with pytest.raises(Refused, match="too_many_files"):
        attach(application, MAX_FILES)
    remove_file(files[0], application.applicant)
    attach(application, MAX_FILES)
    assert application.files.count() == MAX_FILES


@pytest.mark.parametrize(("data", "code"), [(b"", "file_is_empty"), (b"%PDF-1.7 too long", "file_too_large")])
def test_empty_and_large_files_are_refused(application, monkeypatch, data, code):
    monkeypatch.setattr(attaching, "MAX_BYTES", 10)
    with pytest.raises(Refused, match=code):
        attach_file(application, "a.pdf", data, application.applicant)
    assert not application.files.exists()


def test_a_name_keeps_no_folders(application):
    attached = attach_file(application, "../folder\\a.pdf", b"%PDF-1.7", application.applicant)
    assert attached.name == ".. folder a.pdf"
