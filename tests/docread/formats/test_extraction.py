"""Detection of formats, extraction of text, and a named refusal of every file that cannot be read."""

import io
import random

import pypdf
import pytest

import docread
from docread.formats import Limits, detect_kind, extract
from tests.docread.formats.sample_files import KINDS, LINES, docx, mht, mutate, ofd, pdf, rtf


@pytest.mark.parametrize("kind", KINDS)
def test_lines_of_each_kind(kind):
    extracted = extract(KINDS[kind])
    assert not isinstance(extracted, docread.Refusal), extracted
    assert extracted.kind == kind
    assert all(line in extracted.text for line in LINES)
    assert "x()" not in extracted.text


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (pdf(), "pdf"),
        (KINDS["hwp"], "hwp"),
        (docx(), "zip"),
        (ofd([(1, 1, "가")]), "zip"),
        (rtf("가"), "rtf"),
        (mht("utf-8", "base64"), "mime"),
        (KINDS["html"], "html"),
        ("<html><p>가</p></html>".encode("utf-16"), "html"),
        (KINDS["text"], "text"),
        (b"\x89PNG\r\n\x1a\n<html>", None),
        (b"\x01\x02\x03\x00" * 30, None),
    ],
)
def test_detected_kind(data, kind):
    assert detect_kind(data) == kind


def encrypted():
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(pdf())))
    writer.encrypt("x")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def scanned():
    page = "/Resources << /XObject << /I 5 0 R >> >>"
    return pdf(("",)).replace(b"/Resources << /Font << /F1 5 0 R >> >>", page.encode())


REFUSED = {
    "empty": b" \n\t",
    "unknown_kind": b"\x01\x02\x03\x00" * 30,
    "damaged": docx()[:-40],
    "encrypted": encrypted(),
    "scanned": scanned(),
    "made_by_script": b"<html><body><div id=root></div><script>go()</script></body></html>",
    "too_deep": docx(inside="<w:x>" * 200 + "</w:x>" * 200),
    "archive_bomb": docx(["가" * 3_000_000]),
}


@pytest.mark.parametrize("code", REFUSED)
def test_refusal(code):
    refusal = docread.read(REFUSED[code])
    assert isinstance(refusal, docread.Refusal)
    assert refusal.code == code


def test_limits_of_size_and_time():
    assert extract(b"a" * 100, limits=Limits(bytes=50)).code == "too_large"
    assert extract(docx(["가" * 500]), limits=Limits(characters=100)).code == "too_large"
    assert extract(docx(), limits=Limits(seconds=-1)).code == "too_slow"


def test_text_that_only_points_to_an_attachment_is_flagged():
    document = docread.read("견본 보도자료입니다. 자세한 내용은 붙임을 참조하시기 바랍니다.".encode())
    assert "stub" in {warning.code for warning in document.warnings}


@pytest.mark.parametrize("kind", [*KINDS, "pdf"])
def test_damaged_files_are_read_or_refused(kind):
    rng = random.Random(kind)
    original = KINDS.get(kind) or pdf()
    for _ in range(150):
        assert isinstance(docread.read(mutate(original, rng)), docread.Refusal | docread.Document)
