"""A document that needs more time or memory than there is costs nothing but itself."""

import io
import json
import sys
import zipfile

import pytest

from docread import Refusal
from gyoryu.news.reading.reader_process import ReaderProcess, Reading, Unpacked

RELEASE = (
    "환경부, 산둥성과 협약 체결\n\n환경부(장관 김견본)는 2026년 11월 26일 산둥성과 업무협약을 체결했다고 밝혔다.\n"
)


@pytest.fixture
def reader():
    process = ReaderProcess(seconds=30)
    yield process
    process.end()


def read(reader, data):
    return reader.read(data, name="a.txt", url="https://n.example/1", fetched="2026-11-26")


def test_one_process_reads_one_document_after_another(reader):
    reading = read(reader, RELEASE.encode())
    number = reader.process.pid
    assert isinstance(reading, Reading)
    assert reading.text == RELEASE
    assert reading.article.startswith("환경부(장관")
    assert reading.values["format"] == "docread/1"
    assert read(reader, b"\0\1\2\3" * 9).code == "unknown_kind"
    assert reader.process.pid == number


def test_the_documents_of_an_archive_come_as_bytes(reader):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("보도자료.txt", RELEASE)
        archive.writestr("a.jpg", b"\xff\xd8\xff\xe0")
    assert read(reader, buffer.getvalue()) == Unpacked((("보도자료.txt", RELEASE.encode()),), ("a.jpg",))


def test_what_takes_too_long_is_refused_and_the_next_is_read():
    process = ReaderProcess(seconds=3)
    try:
        outcome = read(process, ("환경부는 산둥성과 업무협약을 체결하고 " * 40_000).encode())
        assert outcome == Refusal("too_slow", "more than 3 s")
        process.seconds = 60  # of the process that follows: on a busy machine it only begins within three
        assert isinstance(read(process, RELEASE.encode()), Reading)
    finally:
        process.end()


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are Linux's")
def test_what_needs_too_much_memory_is_refused_and_the_next_is_read():
    small = ReaderProcess(memory=160 << 20)
    try:
        assert read(small, ("가나다 " * 5_000_000).encode()).code == "too_large"
        assert isinstance(read(small, RELEASE.encode()), Reading)
    finally:
        small.end()


def test_a_process_that_is_killed_is_followed_by_another(reader):
    assert isinstance(read(reader, RELEASE.encode()), Reading)
    reader.process.kill()
    assert isinstance(read(reader, RELEASE.encode()), Reading | Refusal)
    assert isinstance(read(reader, RELEASE.encode()), Reading)


def test_names_and_addresses_of_any_characters(reader):
    outcome = reader.read(RELEASE.encode(), name="보도\ud800.txt", url="https://한국.example/", fetched="2026-11-26")
    assert json.dumps(outcome.values)
