"""Documents: kept once, read, refused, found, compared with their copies."""

import io
import zipfile
from email.message import EmailMessage

import pytest

from gyoryu.base.queue import Job
from gyoryu.base.refusals import Refused
from gyoryu.news.desk import queries
from gyoryu.news.documents.actions import ingest, ingest_mail
from gyoryu.news.documents.duplicates import difference
from gyoryu.news.documents.models import Document
from gyoryu.news.reading.actions import read_document
from tests.gyoryu.articles import CHINESE, EDITOR, NOW, RELEASE, REPOST, arrived

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.FILES = tmp_path


def test_the_same_bytes_are_one_document_and_one_job():
    first = ingest(RELEASE.encode(), "a.txt", "upload", now=NOW, by=None)
    again = ingest(RELEASE.encode(), "b.txt", "paste", now=NOW, by=None)
    assert first.is_new
    assert not again.is_new
    assert again.document == first.document
    assert Job.objects.filter(kind="read_arrival").count() == 1


def test_an_empty_document_is_refused():
    with pytest.raises(Refused) as error:
        ingest(b" \n", "a.txt", "upload", now=NOW, by=None)
    assert error.value.code == "file_is_empty"


def test_what_cannot_be_read_says_why_and_is_kept():
    document = ingest(b"\x00\x01\x02\x03" * 40, "a.bin", "upload", now=NOW, by=None).document
    read_document(document.pk, NOW)
    document.refresh_from_db()
    assert (document.state, document.refusal) == ("refused", "unknown_kind")
    assert document.file.read().startswith(b"\x00\x01")


def test_a_mail_brings_its_text_and_its_attachments():
    mail = EmailMessage()
    mail["Subject"] = "견본 보도자료"
    mail.set_content("환경부는 5월 12일 서울에서 협력 포럼을 개최했다고 밝혔다.")
    mail.add_attachment(RELEASE.encode(), maintype="text", subtype="plain", filename="보도자료.txt")
    received = ingest_mail(mail.as_bytes(), now=NOW, by=None)
    assert [document.document.name for document in received] == ["견본 보도자료.txt", "보도자료.txt"]


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


def test_the_difference_says_what_a_copy_lost():
    difference_ = difference("제3국, 광둥성, 허베이성 등", "제3국 광둥성 허베이성 등")
    assert difference_.signs_lost == {"comma": 2}
    assert difference_.words_lost == difference_.words_added == 0


@pytest.mark.parametrize("words", ["산둥성", "강물", "교환", "물산업", "169조"])
def test_what_stands_in_a_document_is_found(words):
    document = arrived()
    assert words in document.text
    assert list(queries.search_documents(queries.DocumentFilters(words), EDITOR)) == [document]


def test_chinese_is_found_and_filters_narrow():
    document = arrived(CHINESE, name="zh.txt")
    arrived()
    assert list(queries.search_documents(queries.DocumentFilters("排放标准"), EDITOR)) == [document]
    assert list(queries.search_documents(queries.DocumentFilters("", kind="agreement"), EDITOR)) == [
        Document.objects.get(name="release.txt")
    ]
    assert not queries.search_documents(queries.DocumentFilters("없는낱말"), EDITOR).exists()


def test_a_mail_of_unknown_encoding_and_with_a_mail_inside_is_taken():
    raw = (
        b"Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/plain; charset=x-none\r\n\r\nsample text\r\n"
        b"--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: y\r\n\r\ninner\r\n--b--\r\n"
    )
    received = ingest_mail(raw, now=NOW, by=None)
    assert len(received) == 2


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
