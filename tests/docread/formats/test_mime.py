"""MHT and emails: encodings, declared or not; headers; messages without text."""

import base64

import pytest

from docread.formats import extract
from docread.formats.mime import decode_header_text
from tests.docread.formats.sample_files import LINE, mht


@pytest.mark.parametrize("charset", ["utf-8", "cp949", "euc-kr"])
@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("label", [True, False])
def test_saved_pages(charset, encoding, label):
    extracted = extract(mht(charset, encoding, label=label))
    assert extracted.kind == "mime"
    assert extracted.text == f"# 환경부 소식\n\n{LINE}\n"


def test_an_email_is_its_subject_and_its_text():
    email = (
        b"From: a@sample.example\nSubject: =?euc-kr?B?x/nAx8in?=\nMIME-Version: 1.0\n"
        b"Content-Type: text/plain; charset=ks_c_5601-1987\nContent-Transfer-Encoding: base64\n\n"
    ) + base64.encodebytes(LINE.encode("cp949"))
    subject = decode_header_text("=?euc-kr?B?x/nAx8in?=")
    assert extract(email).text == f"{subject}\n\n{LINE}\n"


def test_an_email_of_attachments_only_is_empty():
    email = (
        b"From: a@sample.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/plain\n"
        b"Content-Disposition: attachment\n\ntext"
    )
    assert extract(email).code == "empty"


def test_text_that_only_looks_like_headers_is_text():
    assert extract("Subject: 회의\nDate: 5월\n\n환경부는 협약을 맺었다.".encode()).kind == "text"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("plain", "plain"),
        ("=?utf-8?B?7ZmY6rK967aA?= =?utf-8?B?IOyGjOyLnQ==?=", "환경부 소식"),
        ("환경부 소식입니다".encode("cp949").decode("utf-8", "surrogateescape"), "환경부 소식입니다"),
        ("=?no-such-encoding?B?7ZmY6rK967aA?=", "환경부"),
    ],
)
def test_headers(value, text):
    assert decode_header_text(value) == text
