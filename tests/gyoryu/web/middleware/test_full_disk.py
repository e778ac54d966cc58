"""A full disk, for every path on which the site writes files: no partial file is left, typed text is preserved, and the
reader sees the reason in their language."""

import io
import re
import tempfile
import zipfile
from functools import partial
from itertools import chain
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from openpyxl import Workbook

from gyoryu.base.files import StoredFile
from gyoryu.base.models import AuditLine
from gyoryu.base.queue import Job, enqueue
from gyoryu.base.refusals import Refused
from gyoryu.exports.outputs import request_output
from gyoryu.jobs import news, worker
from gyoryu.meetings.actions.consents import store_consents
from gyoryu.meetings.models import Application, Consent
from gyoryu.news.board.models import Post
from gyoryu.news.documents.actions import ingest
from gyoryu.news.documents.models import Document
from gyoryu.news.sources.actions import fetch_document, poll_source
from gyoryu.news.sources.fetching import Fetched
from gyoryu.news.sources.models import Source
from gyoryu.news.speech import actions
from gyoryu.news.speech.models import SpeechRecording
from gyoryu.people.models import User
from gyoryu.web.middleware import health
from gyoryu.web.middleware.full_disk import AnswerFullDisk
from gyoryu.web.texts.refusals import sentence_for_refusal
from tests.gyoryu.articles import RELEASE
from tests.gyoryu.web.walking import NOW, cast, event_with_everything, something_of_each_kind

HERE = Path(__file__).parents[4] / "gyoryu"
LANGUAGES = ("ko", "zh-hans", "en")
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
TYPED = "견본 낱말 typed words"
OTHER = RELEASE.replace("견본도", "다른 견본도").encode()  # than the documents that are there
FEED = "<rss><channel>{}</channel></rss>".format(
    "".join(f"<item><title>견본 {n}</title><link>https://elsewhere.example/{n}</link></item>" for n in range(3))
)
pytestmark = pytest.mark.django_db


def a_file(name="a.pdf", data=PDF):
    return SimpleUploadedFile(name, data)


def workbook():
    into = io.BytesIO()
    Workbook().save(into)
    return into.getvalue()


def archive():
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as members:
        members.writestr("a.md", OTHER)
    return into.getvalue()


class Stage:
    """An event with everything, and everybody around it."""

    def __init__(self, disk, monkeypatch):
        self.disk, self.monkeypatch = disk, monkeypatch
        self.event = event_with_everything()
        self.people = cast(self.event)
        self.known = something_of_each_kind(self.event, self.people)
        self.seller = Application.objects.get(pk=self.known["seller"])
        Job.objects.all().delete()

    def fill(self):
        self.disk.fill()
        self.monkeypatch.setattr(tempfile, "tempdir", str(self.disk.folder))

    def browser(self, role, language):
        browser = Client(raise_request_exception=False)
        user = self.people[role]
        User.objects.filter(pk=user.pk).update(language={"zh-hans": "zh"}.get(language, language))
        browser.force_login(User.objects.get(pk=user.pk))
        browser.cookies["django_language"] = language
        return browser

    def answers(self, role, url, data=None):
        """By language, where a request ends."""
        method = "get" if data is None else "post"
        for language in LANGUAGES:
            sent = data() if callable(data) else data
            yield language, getattr(self.browser(role, language), method)(url, sent, follow=True)

    def run(self, kind, args, page):
        """Have a worker fail for good, then look at the page of whoever waits."""
        enqueue(kind, args, by=None, max_attempts=1)
        worker.drain()
        assert not Job.objects.exclude(state="failed").exists()
        return self.answers("operator", page)


@pytest.fixture
def stage(small_disk, settings, monkeypatch):
    settings.FILES = small_disk.folder
    return Stage(small_disk, monkeypatch)


def application(stage):
    Application.objects.filter(pk=stage.seller.pk).update(state="draft")
    stage.monkeypatch.setattr(timezone, "now", lambda: stage.event.terms.apply_from)
    stage.fill()
    url = reverse("my-apply-step", args=[stage.seller.pk, "topics"])
    yield from stage.answers("participant", url, lambda: {"remark": TYPED, "act": "file", "file": a_file()})
    stage.seller.refresh_from_db()
    assert TYPED in str(stage.seller.typed)
    assert stage.seller.files.count() == 1  # of before


def new_post(stage):
    stage.fill()
    data = {"title_ko": TYPED, "body_ko": TYPED, "programme": stage.event.programme_id}
    yield from stage.answers("officer", reverse("post-new"), lambda: {**data, "files": a_file()})
    posts = Post.objects.filter(texts__title=TYPED)
    assert posts.filter(files=None).count() == len(LANGUAGES)


def edited_post(stage):
    post = Post.objects.get(pk=stage.known["post"])
    stage.fill()

    def data():
        version = Post.objects.get(pk=post.pk).version
        return {"title_ko": "견본", "body_ko": TYPED, "programme": stage.event.programme_id, "version": version,
                "files": a_file("b.pdf")}  # fmt: skip

    yield from stage.answers("officer", reverse("post-edit", args=[post.pk]), data)
    assert (post.texts.get().body, post.files.count()) == (TYPED, 1)


def pasted_text(stage):
    stage.fill()
    for language, answer in stage.answers("officer", reverse("documents-upload"), {"text": TYPED}):
        assert TYPED in answer.text
        yield language, answer


def document(stage):
    stage.fill()
    return stage.answers("officer", reverse("documents-upload"), lambda: {"files": a_file("a.md", OTHER)})


def email(stage):
    stage.fill()
    mail = b"From: a@b.example\r\nSubject: sample\r\n\r\n" + TYPED.encode()
    return stage.answers("officer", reverse("documents-upload"), lambda: {"files": a_file("a.eml", mail)})


def imported_workbook(stage):
    book = workbook()
    stage.fill()
    url = reverse("event-exchange", args=[stage.event.pk])
    return stage.answers("officer", url, lambda: {"file": a_file("a.xlsx", book)})


def large_upload(stage):
    """On its way it is a temporary file."""
    stage.fill()
    url = reverse("event-exchange", args=[stage.event.pk])
    return stage.answers("officer", url, lambda: {"file": a_file("a.xlsx", bytes(3 << 20))})


def fetched_document(stage):
    document = Document.objects.create(name="a", ingest_method="fetch", received_at=NOW, url="https://news.example/1")
    fetch = partial(fetch_document, fetch=lambda url, _: Fetched(OTHER, url, "text/plain"))
    stage.monkeypatch.setattr(news, "fetch_document", fetch)
    stage.fill()
    yield from stage.run("fetch_arrival", {"arrival": document.pk}, reverse("desk", args=[document.pk]))


def visited_source(stage):
    source = Source.objects.get(pk=stage.known["source"])
    Source.objects.update(is_on=True)
    visit = partial(poll_source, fetch=lambda url, _: Fetched(FEED.encode(), url, "text/xml"))
    stage.monkeypatch.setattr(news, "poll_source", visit)
    stage.fill()
    enqueue("visit_source", {"source": source.pk}, by=None, max_attempts=1)
    worker.drain()
    yield from stage.answers("operator", reverse("sources"))
    source.refresh_from_db()
    assert (source.last_error, source.polled_at, source.items.count()) == ("disk_full", None, 0)


def unpacked_archive(stage):
    document = ingest(archive(), "a.zip", "upload", now=NOW, by=None).document
    Job.objects.all().delete()
    stage.fill()
    yield from stage.run("read_arrival", {"arrival": document.pk}, reverse("desk", args=[document.pk]))


def output(stage):
    requested = request_output(stage.event, "signs", "ko", stage.people["officer"])
    Job.objects.all().delete()
    stage.fill()
    page = reverse("output", args=[stage.event.pk, requested.pk])
    yield from stage.run("make_output", {"output": requested.pk}, page)


def kept_output(stage):
    """Where only the disk of files is full."""
    stage.monkeypatch.setattr(Stage, "fill", lambda self: self.disk.fill())
    return output(stage)


def spoken_post(stage):
    SpeechRecording.objects.update(digest="of other words")
    recording = actions.Recording(b"RIFF", [0.0], [[]])
    stage.monkeypatch.setattr(actions.shutil, "which", lambda _: "/usr/bin/espeak-ng")
    stage.monkeypatch.setattr(actions, "_by_library", lambda *_: recording)
    stage.fill()
    enqueue("speak_post", {"post": stage.known["post"]}, by=None, max_attempts=1)
    worker.drain()
    assert AuditLine.objects.get(verb="fail_job").details == {"of": "speak_post", "code": "disk_full"}
    return ()  # nobody waits for it


def closed_account(stage):
    user = stage.people["user"]
    stage.fill()
    yield from stage.answers("user", reverse("close-account"), {"email": user.email})
    assert User.objects.filter(pk=user.pk, is_active=True).exists()


def withdrawn_consent(stage):
    Application.objects.filter(pk=stage.seller.pk).update(state="refused")
    store_consents(stage.seller, {"collection": True}, stage.people["participant"], NOW)
    consents = stage.seller.consents.filter(kind=Consent.Kind.COLLECTION, withdrawn_at=None)
    assert consents.exists()
    stage.fill()
    url = reverse("my-consents", args=[stage.seller.pk])
    yield from stage.answers("participant", url, {"withdraw": "collection"})
    assert consents.exists()


def template(stage):
    stage.fill()
    return stage.answers("officer", reverse("import-template", args=[stage.event.pk, "ko"]))


def agenda(stage):
    stage.fill()
    return stage.answers("participant", reverse("my-agenda-pdf", args=[stage.seller.pk]))


def agenda_of_an_interpreter(stage):
    stage.fill()
    return stage.answers("interpreter", reverse("interpreting-pdf", args=[stage.known["interpreter"]]))


# By module that writes files: the functions that lead to it. Django itself writes large uploads.
WRITERS = {
    "django": (large_upload,),
    "exports/outputs.py": (output, kept_output),
    "meetings/actions/attaching.py": (application,),
    "meetings/actions/importing/validating.py": (imported_workbook,),
    "meetings/workbook/template.py": (template,),
    "news/documents/actions.py": (pasted_text, document, email, unpacked_archive, visited_source),
    "news/speech/actions.py": (spoken_post,),
    "news/sources/actions.py": (fetched_document,),
    "privacy/erasure_list.py": (closed_account, withdrawn_consent),
    "web/organiser/imports/pages.py": (template,),
    "web/organiser/news/posts.py": (new_post, edited_post),
    "web/participant/agenda.py": (agenda, agenda_of_an_interpreter),
}
WRITES = re.compile(r"(?<![.\w])(?:files\.)?(?:store_file|write_whole|mkstemp|\w*Temporary\w+)\(|tempfile\.\w+\(")


def test_every_module_that_writes_files_is_tried_here():
    writing = {
        path.relative_to(HERE).as_posix()
        for path in HERE.rglob("*.py")
        if WRITES.search(path.read_text()) and "management" not in path.parts
    }
    assert writing - {"base/files.py"} == set(WRITERS) - {"django"}


@pytest.mark.parametrize("way", dict.fromkeys(chain(*WRITERS.values())), ids=lambda way: way.__name__)
def test_the_reason_is_told_and_nothing_half_is_left(stage, way):
    for language, answer in way(stage):
        with override(language):
            page = gettext("The disk of the server is full")
            reason = page if answer.status_code == 507 else sentence_for_refusal(Refused("disk_full"))
        assert reason in answer.content.decode(), (language, answer.status_code)
        assert answer.status_code in {200, 400, 422, 507}
    complete = {stored.path for stored in StoredFile.objects.all()}
    assert set(stage.disk.files()) - complete == {stage.disk.folder / "filler"}


def test_health_names_the_disk_and_pages_can_still_be_read(stage, monkeypatch):
    monkeypatch.setattr(health, "MIN_FREE_BYTES", 1 << 20)
    reader = stage.browser("officer", "en")
    assert reader.get("/healthz/web").json()["disk"] == "ok"
    stage.fill()
    answer = reader.get("/healthz/web")
    assert (answer.status_code, answer.json()["disk"]) == (503, "full")
    assert reader.get(reverse("documents")).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_programs_are_answered_with_a_code(rf, language):
    fault = OSError(28, "No space left on device")
    answer = AnswerFullDisk(lambda _: None).process_exception
    with override(language):
        response = answer(rf.get("/api/events"), fault)
        assert sentence_for_refusal(Refused("disk_full")) in response.content.decode("unicode_escape")
    assert response.status_code == 507
    assert answer(rf.get("/"), ValueError()) is None
    assert answer(rf.get("/"), DatabaseError()) is None
