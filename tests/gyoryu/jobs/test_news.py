"""Jobs of the news."""

import pytest

from gyoryu.base.queue import Job
from gyoryu.jobs import news
from gyoryu.news.documents.actions import ingest
from gyoryu.news.documents.models import Document
from gyoryu.news.sources.models import Source
from tests.gyoryu.articles import NOW, RELEASE, arrived
from tests.gyoryu.jobs.claimed import work_at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES = tmp_path


def test_a_document_is_read_and_one_that_was_removed_is_no_failure():
    document = ingest(RELEASE.encode(), "a.txt", "upload", now=NOW, by=None).document
    work = work_at("read_arrival", {"arrival": document.pk})
    news.read(work)
    document.refresh_from_db()
    assert document.proposals.exists()
    Document.objects.all().delete()
    for handle in (news.read, news.fetch):
        handle(work)
    assert not Document.objects.exists()


def test_what_an_older_reader_has_read_is_read_again():
    document = arrived()
    present = document.reader_version
    Document.objects.update(reader_version="0")
    news.read_again(work_at("read_again", {}))
    document.refresh_from_db()
    assert document.reader_version == present


def test_reading_again_ends_when_it_is_cancelled():
    arrived()
    Document.objects.update(reader_version="0")
    work = work_at("read_again", {})
    Job.objects.update(cancel_requested=True)
    news.read_again(work)
    assert Document.objects.get().reader_version == "0"


def test_sources_that_are_due_are_polled_by_jobs_of_their_own(clock):
    for name, due in (("due", NOW), ("later", NOW.replace(year=2099))):
        Source.objects.create(kind="feed", name=name, address=f"https://{name}.example/", next_poll_at=due)
    clock(NOW)
    news.poll_due(work_at("look_around", {}))
    job = Job.objects.get(kind="visit_source")
    assert job.args == {"source": Source.objects.get(name="due").pk}
    Source.objects.all().delete()
    news.poll(work_at("visit_source", {"source": 1}))


def test_failures_are_noted_on_the_document_and_the_source():
    document = Document.objects.create(name="a.html", ingest_method="upload", received_at=NOW)
    source = Source.objects.create(kind="feed", name="a", address="https://a.example/", next_poll_at=NOW)
    news.mark_document(work_at("read_arrival", {"arrival": document.pk}).job, "worker_lost")
    news.mark_source(work_at("visit_source", {"source": source.pk}).job, "no_answer")
    document.refresh_from_db()
    source.refresh_from_db()
    assert (document.refusal, source.last_error) == ("worker_lost", "no_answer")
