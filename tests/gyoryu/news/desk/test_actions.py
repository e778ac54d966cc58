"""Corrections that cannot be kept."""

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
def stage(settings, tmp_path):
    settings.FILES = tmp_path
    return arrived(), person("officer@agency.example")


@pytest.mark.parametrize("day", ["tomorrow", "2026-5-1", "2026/05/01", "26-05-01", "2026-05-01T10"])
def test_a_day_is_written_as_far_as_it_is_known_or_refused(stage, day):
    document, officer = stage
    proposal = next(p for p in document.proposals.all() if DAYS & set(FIELDS[p.kind]))
    field = next(iter(DAYS & set(FIELDS[proposal.kind])))
    with pytest.raises(Refused, match="not_a_day"):
        correct(proposal.pk, {**proposal.values, field: day}, now=NOW, by=officer)
    proposal.refresh_from_db()
    assert proposal.state == "open"


def test_a_record_is_refused_where_the_programme_holds_the_same_document(stage):
    document, officer = stage
    own = programme()
    ingest(document.file.read(), "release.txt", "upload", now=NOW, by=officer, programme=None)
    Document.objects.create(file=document.file, name="a", ingest_method="upload", programme=own, received_at=NOW)
    proposal = next(p for p in document.proposals.all() if p.kind in RECORD_KINDS)
    with pytest.raises(Refused, match="programme_has_document"):
        decide(proposal.pk, "accepted", now=NOW, by=officer, programme=own.pk)
    assert not ConfirmedRecord.objects.exists()
