"""A job that fails for good says so on the row it worked for, and the page of that row says it to whoever waits,
whatever the kind of job and however it ended."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from gyoryu.base import queue
from gyoryu.base.files import Output, store_file
from gyoryu.base.models import AuditLine
from gyoryu.base.queue import Job, enqueue
from gyoryu.base.refusals import Refused
from gyoryu.exports.outputs import request_output
from gyoryu.jobs import worker
from gyoryu.jobs.handlers import KINDS
from gyoryu.meetings.models import ImportBatch, PlanRun
from gyoryu.news.documents.models import Document
from gyoryu.news.sources.models import Source
from gyoryu.web.texts.failures import FAILURES, failure_text
from tests.gyoryu.consultations import consultation, person

pytestmark = pytest.mark.django_db
LANGUAGES = {"ko": "ko", "zh": "zh-hans", "en": "en"}


class Fixture:
    """An event and its officer, and what a test waits for: the job's arguments, the row, where its user looks."""

    def __init__(self):
        self.event = consultation(sellers=1, buyers=1)
        self.officer = person("officer@agency.example", self.event.programme, "officer", is_superuser=True)
        self.now = timezone.now()

    def imported(self, state):
        batch = ImportBatch.objects.create(
            event=self.event, state=state, name="a.xlsx", by=self.officer, file=store_file(b"x", "text/plain")
        )
        return {"batch": batch.pk}, batch, reverse("import", args=[self.event.pk, batch.pk])

    def document(self, **fields):
        document = Document.objects.create(name="a.html", ingest_method="upload", received_at=self.now, **fields)
        return {"arrival": document.pk}, document, reverse("desk", args=[document.pk])

    def run(self, **fields):
        run = PlanRun.objects.create(event=self.event, by=self.officer, state="running", **fields)
        return {"run": run.pk}, run, reverse("plan-run", args=[self.event.pk, run.pk])

    def output(self):
        output = request_output(self.event, "signs", "ko", self.officer)
        return {"output": output.pk}, output, reverse("output", args=[self.event.pk, output.pk])

    def source(self):
        source = Source.objects.create(kind="feed", name="견본", address="https://a.example/", next_poll_at=self.now)
        return {"source": source.pk}, source, reverse("sources")

    def nothing(self):
        return {}, None, reverse("audit")


# How each kind is begun, and the field that holds the code of why it failed.
CASES = {
    "bring_in_import": (lambda f: f.imported("bringing"), "failure"),
    "look_at_import": (lambda f: f.imported("looking"), "failure"),
    "fetch_arrival": (lambda f: f.document(url="https://a.example/"), "refusal"),
    "read_arrival": (lambda f: f.document(), "refusal"),
    "make_output": (Fixture.output, "failure"),
    "plan": (lambda f: f.run(), "failure"),
    "repair": (lambda f: f.run(changes={}), "failure"),
    "visit_source": (Fixture.source, "last_error"),
} | dict.fromkeys(
    ("forget", "look_around", "mail_watches", "read_again", "rest", "speak_post", "sweep", "warn_of_attempts"),
    (Fixture.nothing, ""),
)
UNDER_WAY = ("waiting", "running", "looking", "bringing")


def broken(work):
    raise RuntimeError("a@b.example")


def refused(work):
    raise Refused("nothing_left")


def full(work):
    raise OSError(28, "No space left on device")


def run_with(handler):
    def fail(job, monkeypatch):
        monkeypatch.setitem(KINDS, job.kind, replace(KINDS[job.kind], run=handler))
        worker.run(queue.claim("test", timezone.now() + timedelta(seconds=1)), worker.Event())

    return fail


def lose(job, monkeypatch):
    queue.claim("killed", timezone.now() + timedelta(seconds=1))
    queue.requeue_lost(timezone.now() + queue.LOST_AFTER * 2, partial(worker.mark_failed, code="worker_lost"))


def be_late(job, monkeypatch):
    claimed = queue.claim("slow", timezone.now() + timedelta(seconds=1))
    worker.end_late(claimed, timezone.now())


WAYS = {
    "fault": run_with(broken),
    "nothing_left": run_with(refused),
    "disk_full": run_with(full),
    "worker_lost": lose,
    "out_of_time": be_late,
}


def test_every_kind_of_job_is_asked_here():
    assert set(CASES) == set(KINDS)


def failed(kind, code, monkeypatch):
    fixture = Fixture()
    begin, field = CASES[kind]
    args, row, page = begin(fixture)
    Job.objects.all().delete()
    job = enqueue(kind, args, by=None, max_attempts=1)
    WAYS[code](job, monkeypatch)
    job.refresh_from_db()
    assert job.state == "failed"
    return fixture, job, row, field, page


@pytest.mark.parametrize("code", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_job_that_fails_for_good_is_noted_on_the_row_it_worked_for(kind, code, monkeypatch):
    _, job, row, field, _ = failed(kind, code, monkeypatch)
    if row is None:
        line = AuditLine.objects.get(verb="fail_job", key=str(job.pk))
        assert line.details == {"of": kind, "code": code}
        return
    row.refresh_from_db()
    assert getattr(row, field) == code
    assert getattr(row, "state", "") not in UNDER_WAY
    assert code in [value for line in AuditLine.objects.all() for value in line.details.values()]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_page_says_why_in_the_language_of_its_reader(kind, language, client, monkeypatch):
    fixture, _, row, _, page = failed(kind, "worker_lost", monkeypatch)
    fixture.officer.language = language
    fixture.officer.save()
    client.force_login(fixture.officer)
    client.cookies["django_language"] = LANGUAGES[language]
    page_text = client.get(page).content.decode()
    with override(LANGUAGES[language]):
        assert (failure_text("worker_lost") if row is not None else "worker_lost") in page_text
    assert "data-progress" not in page_text


@pytest.mark.parametrize("code", FAILURES)
def test_every_reason_is_a_sentence_in_three_languages(code):
    sentences = set()
    for language in LANGUAGES.values():
        with override(language):
            sentences.add(failure_text(code))
    assert len(sentences) == 3


def test_a_refusal_that_needs_details_is_told_without_them():
    with override("en"):
        assert "{" not in failure_text("file_too_large")
        assert failure_text("no_such_code") == failure_text("fault") != ""
    assert failure_text("") == ""


def test_what_is_tried_again_is_not_noted_as_failed(monkeypatch):
    output = request_output(consultation(), "signs", "ko", person("officer@agency.example"))
    run_with(broken)(Job.objects.get(), monkeypatch)
    assert Job.objects.get().state == "queued"
    output.refresh_from_db()
    assert output.failure == ""


def test_what_was_asked_for_and_then_lost_is_not_left_under_way(monkeypatch):
    """Stopping was asked for, and the worker died before it had stopped."""
    fixture = Fixture()
    args, run, _ = fixture.run()
    job = enqueue("plan", args, by=None)
    claimed = queue.claim("killed", timezone.now() + timedelta(seconds=1))
    queue.request_cancel(claimed, timezone.now())
    queue.requeue_lost(timezone.now() + queue.LOST_AFTER * 2, partial(worker.mark_failed, code="worker_lost"))
    job.refresh_from_db()
    run.refresh_from_db()
    assert (job.state, run.state) == ("cancelled", "cancelled")


def test_a_fault_of_the_note_ends_the_job_all_the_same(monkeypatch):
    def note(job, code):
        raise ValueError

    monkeypatch.setitem(KINDS, "rest", replace(KINDS["rest"], mark_failed=note))
    job = enqueue("rest", {}, by=None, max_attempts=1)
    run_with(broken)(job, monkeypatch)
    job.refresh_from_db()
    assert job.state == "failed"


def test_a_job_of_an_unknown_kind_ends():
    job = enqueue("of_another_version", {}, by=None, max_attempts=1)
    worker.run(queue.claim("test", timezone.now() + timedelta(seconds=1)), worker.Event())
    job.refresh_from_db()
    assert job.state == "failed"


@pytest.mark.django_db(transaction=True)
def test_a_handler_that_never_ends_is_out_of_time(monkeypatch):
    def wait(work):
        end = timezone.now() + timedelta(seconds=120)
        while not work.progress(0.1) and timezone.now() < end:
            worker.Event().wait(0.05)

    fixture = Fixture()
    _, output, _ = fixture.output()
    monkeypatch.setitem(
        KINDS, "make_output", replace(KINDS["make_output"], run=wait, time_limit=timedelta(seconds=0.2))
    )
    worker.drain()
    output.refresh_from_db()
    assert (Job.objects.get().state, output.failure) == ("failed", "out_of_time")


def test_an_output_made_after_all_is_no_failure():
    output = request_output(consultation(), "export", "ko", person("officer@agency.example"))
    Output.objects.filter(pk=output.pk).update(failure="out_of_time")
    worker.drain()
    output.refresh_from_db()
    assert output.failure == ""
    assert Path(output.file.path).exists()


class EarlierModels:
    """Models under the names that they had at that migration."""

    @staticmethod
    def get_model(app, name):
        return apps.get_model(app, {"Arrival": "Document", "Letter": "Email"}.get(name, name))


@pytest.mark.parametrize("kind", [kind for kind, (_, field) in CASES.items() if field in ("failure", "refusal")])
def test_what_failed_before_this_was_noted_is_not_under_way_for_ever(kind):
    """As an older version left it: the job failed, and its row waits."""
    begin, field = CASES[kind]
    args, row, _ = begin(Fixture())
    Job.objects.all().delete()
    job = Job.objects.create(kind=kind, args=args, state="failed", run_after=timezone.now())
    if hasattr(row, "job"):
        type(row).objects.filter(pk=row.pk).update(job=job.pk)
    import_module("gyoryu.migrations.0015_failures_of_before").mark(EarlierModels, None)
    row.refresh_from_db()
    assert getattr(row, field) == "fault"
    assert getattr(row, "state", "") not in UNDER_WAY
