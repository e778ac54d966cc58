"""Documents: kept once, read, refused, found, compared with their copies."""

import io
import zipfile

import pytest

from gyoryu.base.models import AuditLine
from gyoryu.base.queue import Job
from gyoryu.news.documents.actions import ingest, ingest_mail
from gyoryu.news.documents.models import Document
from gyoryu.news.reading.actions import read_document, request_rereading, request_rereading_of_all
from tests.gyoryu.articles import CHINESE, NOW, RELEASE, REPOST, arrived
from tests.gyoryu.consultations import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.FILES = tmp_path


def test_what_cannot_be_read_says_why_and_is_kept():
    document = ingest(b"\x00\x01\x02\x03" * 40, "a.bin", "upload", now=NOW, by=None).document
    read_document(document.pk, NOW)
    document.refresh_from_db()
    assert (document.state, document.refusal) == ("refused", "unknown_kind")
    assert document.file.read().startswith(b"\x00\x01")


def test_title_date_and_publisher_are_read():
    document = arrived()
    assert document.title == "견본도 강물산업, 산둥성과 협력 재개"
    assert document.published_on.isoformat() == "2023-05-12"
    assert document.publisher == "정책브리핑"


def test_a_repost_is_grouped_under_its_original_whichever_came_first():
    copy = arrived(REPOST, name="repost.txt")
    original = arrived(RELEASE)
    copy.refresh_from_db()
    assert copy.original == original
    assert original.original is None


def test_another_text_is_no_copy():
    arrived(RELEASE)
    assert arrived(CHINESE, name="zh.txt").original is None


def test_a_page_of_a_mail_is_read_in_the_encoding_that_the_mail_names():
    page = "<p>견본부는 협약을 맺었다.</p>".encode("euc-kr")
    mail = b"Subject: x\r\nContent-Type: text/html; charset=euc-kr\r\n\r\n" + page
    (received,) = ingest_mail(mail, now=NOW, by=None)
    read_document(received.document.pk, NOW)
    assert "견본부는" in Document.objects.get().text


def zipped(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_the_releases_of_an_archive_are_documents_of_their_own():
    files = {
        "보도자료.txt": RELEASE.encode(),
        "중국.txt": CHINESE.encode(),
        "photo.jpg": b"\xff\xd8\xff\xe0" + b"0" * 99,
    }
    archive = ingest(zipped(files), "press.zip", "upload", now=NOW, by=None).document
    for job in Job.objects.filter(kind="read_arrival"):
        read_document(job.args["arrival"], NOW)
    archive.refresh_from_db()
    members = list(archive.members.order_by("pk"))
    assert (archive.state, archive.reading["others"]) == ("unpacked", ["photo.jpg"])
    assert [(member.name, member.state, member.ingest_method) for member in members] == [
        ("보도자료.txt", "waiting", "upload"),
        ("중국.txt", "waiting", "upload"),
    ]
    for member in members:
        read_document(member.pk, NOW)
        member.refresh_from_db()
    assert [member.state for member in members] == ["read", "read"]
    assert members[0].title == "견본도 강물산업, 산둥성과 협력 재개"
    read_document(archive.pk, NOW)  # read again: nothing is brought twice
    assert Document.objects.count() == 3


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped({"photo.jpg": b"\xff\xd8\xff\xe0" + b"0" * 99}), "archive_without_documents"),
        (zipped({"a.txt": b"a" * (3 << 20)})[:-30], "damaged"),
        (zipped({f"{n}.txt": b"x" for n in range(6000)}), "archive_bomb"),
        ("\ue0c3\ue7c3 환경부 \uf8c0 ".encode() * 40, "garbled"),
    ],
)
def test_what_holds_no_document_says_why(data, code):
    document = ingest(data, "press.zip", "upload", now=NOW, by=None).document
    read_document(document.pk, NOW)
    document.refresh_from_db()
    assert (document.state, document.refusal) == ("refused", code)


def test_a_document_is_read_again_or_fetched_where_its_bytes_never_came():
    officer = person("o@agency.example")
    with_bytes = ingest(RELEASE.encode(), "a.txt", "upload", now=NOW, by=None).document
    without = Document.objects.create(name="b", ingest_method="address", received_at=NOW)
    Job.objects.all().delete()
    for document in (with_bytes, without):
        request_rereading(document, by=officer)
        request_rereading(document, by=officer)  # one job waits
    jobs = [(job.kind, job.args["arrival"], job.by) for job in Job.objects.order_by("pk")]
    assert jobs == [("read_arrival", with_bytes.pk, officer.pk), ("fetch_arrival", without.pk, officer.pk)]
    assert AuditLine.objects.filter(verb="ask_to_read_again", by=officer.pk).count() == 4


def test_all_documents_are_read_again_by_one_job():
    officer = person("o@agency.example")
    request_rereading_of_all(by=officer)
    assert Job.objects.get().kind == "read_again"
    assert AuditLine.objects.get(verb="ask_to_read_all_again").by == officer.pk
