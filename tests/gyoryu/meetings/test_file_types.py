"""Files are what their bytes say."""

import zipfile
from io import BytesIO

import pytest

from gyoryu.base.refusals import Refused
from gyoryu.meetings.file_types import type_of


def archive(**parts):
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as buffer:
        for name, content in parts.items():
            buffer.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"%PDF-1.7 ...", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (archive(**{"Contents/header.xml": "<a/>"}), "application/hwp+zip"),
        (
            archive(**{"word/document.xml": "<a/>"}),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
    ],
)
def test_known_files(data, media_type):
    assert type_of(data) == media_type


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"MZ\x90", "file_type_unknown"),
        (b"<html>", "file_type_unknown"),
        (archive(**{"notes.txt": "x"}), "file_type_unknown"),
        (b"PK\x03\x04 broken", "file_is_suspicious"),
        (archive(**{"word/document.xml": "0" * (8 << 20)}), "file_is_suspicious"),
        (archive(**{"word/document.xml": "x", "word/vbaProject.bin": "x"}), "file_is_suspicious"),
    ],
)
def test_refused_files(data, code):
    with pytest.raises(Refused) as refusal:
        type_of(data)
    assert refusal.value.code == code
