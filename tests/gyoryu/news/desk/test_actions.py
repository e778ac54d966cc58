"""Decisions on proposals: accepted, corrected, refused, taken back."""

import pytest

from gyoryu.base.refusals import Refused
from gyoryu.news.desk.actions import correct, decide
from gyoryu.news.desk.models import ConfirmedRecord
from gyoryu.news.desk.proposals import DAYS, FIELDS, RECORD_KINDS
from gyoryu.news.documents.actions import ingest
from gyoryu.news.documents.models import Document
from tests.gyoryu.articles import NOW, arrived
from tests.gyoryu.consultations import person, programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def unassigned(settings, tmp_path):
    """A document of no programme, and an officer."""
    settings.FILES = tmp_path
    return arrived(), person("officer@agency.example")


@pytest.mark.parametrize("day", ["tomorrow", "2026-5-1", "2026/05/01", "26-05-01", "2026-05-01T10"])
def test_a_day_is_written_as_far_as_it_is_known_or_refused(unassigned, day):
    document, officer = unassigned
    proposal = next(p for p in document.proposals.all() if DAYS & set(FIELDS[p.kind]))
    field = next(iter(DAYS & set(FIELDS[proposal.kind])))
    with pytest.raises(Refused, match="not_a_day"):
        correct(proposal.pk, {**proposal.values, field: day}, now=NOW, by=officer)
    proposal.refresh_from_db()
    assert proposal.state == "open"


def test_a_record_is_refused_where_the_programme_holds_the_same_document(unassigned):
    document, officer = unassigned
    own = programme()
    ingest(document.file.read(), "release.txt", "upload", now=NOW, by=officer, programme=None)
    Document.objects.create(file=document.file, name="a", ingest_method="upload", programme=own, received_at=NOW)
    proposal = next(p for p in document.proposals.all() if p.kind in RECORD_KINDS)
    with pytest.raises(Refused, match="programme_has_document"):
        decide(proposal.pk, "accepted", now=NOW, by=officer, programme=own.pk)
    assert not ConfirmedRecord.objects.exists()


def test_an_accepted_event_is_a_record_of_the_programme_and_goes_when_it_is_taken_back(stage):
    document, officer = stage
    event = document.proposals.get(kind="event")
    decide(event.pk, "accepted", now=NOW, by=officer)
    record = ConfirmedRecord.objects.get()
    assert (record.title, record.starts, record.programme) == (
        "제7회 강물산업 협력 포럼",
        "2023-05-12",
        document.programme,
    )
    decide(event.pk, "open", now=NOW, by=officer)
    assert not ConfirmedRecord.objects.exists()


def test_a_record_needs_a_programme(stage):
    document, officer = stage
    document.programme = None
    document.save()
    with pytest.raises(Refused) as error:
        decide(document.proposals.get(kind="event").pk, "accepted", now=NOW, by=officer)
    assert error.value.code == "needs_a_programme"
    assert document.proposals.get(kind="event").state == "open"


def test_a_correction_keeps_both_versions(stage):
    document, officer = stage
    person_read = document.proposals.get(kind="person", values__name="이견본")
    values = {**person_read.values, "role": "물산업정책관"}
    correct(person_read.pk, values, now=NOW, by=officer)
    person_read.refresh_from_db()
    assert person_read.state == "edited"
    assert person_read.values["role"] == "물정책관"
    assert person_read.shown["role"] == "물산업정책관"
