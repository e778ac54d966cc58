"""Documents: kept once, read, refused, found, compared with their copies."""

from email.message import EmailMessage

import pytest
from articles import CHINESE, NOW, RELEASE, REPOST, arrived

from gyoryu.base.queue import Job
from gyoryu.base.refusals import Refused
from gyoryu.news import queries
from gyoryu.news.actions import arriving
from gyoryu.news.copies import difference
from gyoryu.news.models import Arrival

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.FILES = tmp_path


def test_the_same_bytes_are_one_document_and_one_job():
    first = arriving.receive(RELEASE.encode(), "a.txt", "upload", now=NOW, by=None)
    again = arriving.receive(RELEASE.encode(), "b.txt", "paste", now=NOW, by=None)
    assert first.is_new
    assert not again.is_new
    assert again.arrival == first.arrival
    assert Job.objects.filter(kind="read_arrival").count() == 1


def test_an_empty_document_is_refused():
    with pytest.raises(Refused) as refused:
        arriving.receive(b" \n", "a.txt", "upload", now=NOW, by=None)
    assert refused.value.code == "file_is_empty"


def test_what_cannot_be_read_says_why_and_is_kept():
    arrival = arriving.receive(b"\x00\x01\x02\x03" * 40, "a.bin", "upload", now=NOW, by=None).arrival
    arriving.read_arrival(arrival.pk, NOW)
    arrival.refresh_from_db()
    assert (arrival.state, arrival.refusal) == ("refused", "unknown_kind")
    assert arrival.file.read().startswith(b"\x00\x01")


def test_a_mail_brings_its_text_and_its_attachments():
    mail = EmailMessage()
    mail["Subject"] = "견본 보도자료"
    mail.set_content("환경부는 5월 12일 서울에서 협력 포럼을 개최했다고 밝혔다.")
    mail.add_attachment(RELEASE.encode(), maintype="text", subtype="plain", filename="보도자료.txt")
    received = arriving.receive_mail(mail.as_bytes(), now=NOW, by=None)
    assert [one.arrival.name for one in received] == ["견본 보도자료.txt", "보도자료.txt"]


def test_title_date_and_publisher_are_read():
    arrival = arrived()
    assert arrival.title == "견본도 강물산업, 산둥성과 협력 재개"
    assert arrival.published_on.isoformat() == "2023-05-12"
    assert arrival.publisher == "정책브리핑"


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
    found = difference("제3국, 광둥성, 허베이성 등", "제3국 광둥성 허베이성 등")
    assert found.signs_lost == {"comma": 2}
    assert found.words_lost == found.words_added == 0


@pytest.mark.parametrize("words", ["산둥성", "강물", "교환", "물산업", "169조"])
def test_what_stands_in_a_document_is_found(words):
    arrival = arrived()
    assert words in arrival.text
    assert list(queries.search_arrivals(queries.Asked(words))) == [arrival]


def test_chinese_is_found_and_filters_narrow():
    arrival = arrived(CHINESE, name="zh.txt")
    arrived()
    assert list(queries.search_arrivals(queries.Asked("排放标准"))) == [arrival]
    assert list(queries.search_arrivals(queries.Asked("", kind="agreement"))) == [
        Arrival.objects.get(name="release.txt")
    ]
    assert not queries.search_arrivals(queries.Asked("없는낱말")).exists()


def test_a_mail_of_unknown_encoding_and_with_a_mail_inside_is_taken():
    raw = (
        b"Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/plain; charset=x-none\r\n\r\nsample text\r\n"
        b"--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: y\r\n\r\ninner\r\n--b--\r\n"
    )
    received = arriving.receive_mail(raw, now=NOW, by=None)
    assert len(received) == 2


def test_a_page_of_a_mail_is_read_in_the_encoding_that_the_mail_names():
    page = "<p>견본부는 협약을 맺었다.</p>".encode("euc-kr")
    mail = b"Subject: x\r\nContent-Type: text/html; charset=euc-kr\r\n\r\n" + page
    (received,) = arriving.receive_mail(mail, now=NOW, by=None)
    arriving.read_arrival(received.arrival.pk, NOW)
    assert "견본부는" in Arrival.objects.get().text
