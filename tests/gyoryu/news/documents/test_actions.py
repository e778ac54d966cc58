"""Documents and emails that are ingested: stored once, refused where there is nothing to read."""

from email.message import EmailMessage

import pytest

from gyoryu.base.queue import Job
from gyoryu.base.refusals import Refused
from gyoryu.news.documents.actions import ingest, ingest_mail
from gyoryu.news.documents.models import Document
from tests.gyoryu.articles import NOW, RELEASE
from tests.gyoryu.consultations import person

pytestmark = pytest.mark.django_db

LOGO = b"""Content-Type: multipart/mixed; boundary=x

--x
Content-Type: image/png; name=logo.png
Content-Disposition: inline; filename=logo.png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--x--
"""


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.FILES = tmp_path


@pytest.mark.parametrize("data", [b"", b"Subject: nothing\r\n\r\n", b"Subject: nothing\r\n\r\n \r\n", LOGO])
def test_an_email_without_text_and_documents_is_refused(data):
    with pytest.raises(Refused, match="mail_is_empty"):
        ingest_mail(data, now=NOW, by=person("a@agency.example"))
    assert not Document.objects.exists()


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


def test_a_mail_brings_its_text_and_its_attachments():
    mail = EmailMessage()
    mail["Subject"] = "견본 보도자료"
    mail.set_content("환경부는 5월 12일 서울에서 협력 포럼을 개최했다고 밝혔다.")
    mail.add_attachment(RELEASE.encode(), maintype="text", subtype="plain", filename="보도자료.txt")
    received = ingest_mail(mail.as_bytes(), now=NOW, by=None)
    assert [document.document.name for document in received] == ["견본 보도자료.txt", "보도자료.txt"]


def test_a_mail_of_unknown_encoding_and_with_a_mail_inside_is_taken():
    raw = (
        b"Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/plain; charset=x-none\r\n\r\nsample text\r\n"
        b"--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: y\r\n\r\ninner\r\n--b--\r\n"
    )
    received = ingest_mail(raw, now=NOW, by=None)
    assert len(received) == 2
