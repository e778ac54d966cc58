"""The list of erasures beside the files."""

from datetime import timedelta

import pytest

from gyoryu.privacy import erasure_list
from gyoryu.privacy.actions.persons import erase_person
from tests.gyoryu.privacy.marked import LATER, NOW, OWNER

pytestmark = pytest.mark.django_db


def test_the_list_of_erasures_forgets_what_no_backup_can_bring_back(stage, committed):
    with committed():
        erase_person(OWNER, NOW, by=None)
    erasure_list.drop_old(NOW + timedelta(days=364))
    assert erasure_list.read(erasure_list.path())
    erasure_list.drop_old(LATER)
    assert erasure_list.read(erasure_list.path()) == []


def test_a_line_that_was_cut_off_costs_nothing_else(settings, tmp_path):
    settings.FILES = tmp_path
    erasure_list.path().write_text("2026-06-01T03:00:00+00:00 person abc\n2026-06-0")
    assert [entry.key for entry in erasure_list.read(erasure_list.path())] == ["abc"]


def test_an_entry_is_written_once_the_erasure_is_committed(settings, tmp_path, django_capture_on_commit_callbacks):
    settings.FILES = tmp_path
    with django_capture_on_commit_callbacks(execute=True):
        erasure_list.record_person(" Kim@x.example", NOW)
        erasure_list.record_applications([9, 7], NOW)
        erasure_list.record_applications([], NOW)
        assert not erasure_list.path().exists()
    entries = erasure_list.read(erasure_list.path())
    assert [(entry.at, entry.kind) for entry in entries] == [
        (NOW, "person"),
        (NOW, "application"),
        (NOW, "application"),
    ]
    assert entries[0].key in erasure_list.digests_of("KIM@X.example ")
    assert [entry.key for entry in entries[1:]] == ["7", "9"]


def test_an_address_is_known_under_former_keys_too(settings, tmp_path):
    settings.SECRET_KEY = "former"
    (former,) = erasure_list.digests_of("a@x.example")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "present", ["former"]
    assert former in erasure_list.digests_of("a@x.example")
    assert len(erasure_list.digests_of("a@x.example")) == 2
    assert erasure_list.read(tmp_path / "missing.txt") == []
