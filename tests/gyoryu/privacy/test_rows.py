"""Rows of a record that are about somebody, and what becomes of them."""

import pytest

from gyoryu.base.files import StoredFile, store_file
from gyoryu.meetings.models import Application, ApplicationFile, Invitation, MeetingLog, Representative, Topic
from gyoryu.privacy.models import AccessEntry
from gyoryu.privacy.register import RECORDS
from gyoryu.privacy.rows import about, columns_of, counted, delete_rows, erase_rows, model_of, numbers_of, still_full
from gyoryu.privacy.subjects import Subject
from tests.gyoryu.factories import BEGIN, make_application, make_event, make_log, make_meeting, make_organisation

pytestmark = pytest.mark.django_db
BY_CODE = {record.code: record for record in RECORDS}


def applied(*applications):
    return Subject(applications=frozenset(application.pk for application in applications))


def test_a_record_knows_its_table_and_its_columns():
    assert model_of(BY_CODE["application"]) is Application
    assert model_of(BY_CODE["account_address"])._meta.label == "account.EmailAddress"
    assert [column.name for column in columns_of(BY_CODE["topic"])] == ["text"]


def test_rows_are_found_by_any_of_the_paths_and_by_none_without_a_subject():
    application = make_application()
    by_application = Representative.objects.create(application=application, email="a@x.example")
    by_address = Representative.objects.create(application=make_application(), email="B@x.example")
    subject = Subject(applications=frozenset({application.pk}), addresses=frozenset({"b@x.example"}))
    assert set(about(BY_CODE["representative"], subject)) == {by_application, by_address}
    assert not about(BY_CODE["representative"], Subject())


def test_a_log_is_about_the_side_that_wrote_it():
    meeting = make_meeting()
    log = make_log(meeting, author_side="buyer", note="x")
    assert list(about(BY_CODE["log_note"], applied(meeting.buyer))) == [log]
    assert not about(BY_CODE["log_note"], applied(meeting.seller))


def test_within_events_an_address_counts_only_for_what_was_written_for_them():
    events = [make_event(), make_event()]
    invitations = [
        Invitation.objects.create(event=event, side="buyer", email="a@x.example", digest=str(event.pk), sent_at=BEGIN)
        for event in events
    ]
    addresses = frozenset({"a@x.example"})
    assert len(about(BY_CODE["invitation"], Subject(addresses=addresses))) == 2
    within = Subject(addresses=addresses, within=frozenset({events[0].pk}))
    assert list(about(BY_CODE["invitation"], within)) == invitations[:1]
    assert not about(BY_CODE["contact"], within), "a contact of the directory was written for no event"


def test_clearing_empties_the_fields_gives_new_keys_and_counts_once():
    application = make_application(remark="x", typed={"a": 1})
    record, badge = BY_CODE["application"], application.badge
    assert erase_rows(record, numbers_of(still_full(record, about(record, applied(application))))) == 1
    application.refresh_from_db()
    assert (application.remark, application.typed, application.state) == ("", {}, "accepted")
    assert application.badge not in ("", badge)
    assert numbers_of(still_full(record, about(record, applied(application)))) == []
    assert counted([record], applied(application)) == []


def test_a_name_that_must_not_be_empty_becomes_a_number():
    organisation = make_organisation()
    erase_rows(BY_CODE["sole_trader"], [organisation.pk])
    organisation.refresh_from_db()
    assert organisation.names.in_language("ko") == f"#{organisation.pk}"
    assert (organisation.name_zh, organisation.city) == ("", "")


def test_locked_and_anonymous_rows_stay_until_they_are_deleted_by_age():
    entry = AccessEntry.objects.create(at=BEGIN, task="t", deed="read", account="a@x.example")
    record = BY_CODE["access_entry"]
    assert erase_rows(record, [entry.pk]) == 0
    assert AccessEntry.objects.get().account == "a@x.example"
    assert delete_rows(record, about(record, Subject(addresses=frozenset({"a@x.example"})))) == 1
    assert not AccessEntry.objects.exists()


def test_deleted_rows_take_their_files_with_them(settings, tmp_path, django_capture_on_commit_callbacks):
    settings.FILES = tmp_path
    application, file = make_application(), store_file(b"%PDF-1.7", "application/pdf")
    attached = ApplicationFile.objects.create(application=application, file=file, name="a.pdf")
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_rows(BY_CODE["application_file"], [attached.pk]) == 1
    assert not StoredFile.objects.exists()
    assert not file.path.exists()


def test_each_record_with_rows_is_counted():
    meeting = make_meeting()
    for text in ("a", "b", ""):
        Topic.objects.create(application=meeting.seller, direction="offer", text=text)
    make_log(meeting, author_side="seller", note="x")
    records = [BY_CODE[code] for code in ("topic", "log_note", "project")]
    assert [(record.code, count) for record, count in counted(records, applied(meeting.seller))] == [
        ("topic", 2), ("log_note", 1),
    ]  # fmt: skip
    assert MeetingLog.objects.count() == 1
