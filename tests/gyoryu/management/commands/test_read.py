"""`gyoryu read`: goes on after a kill, prints texts, says what is wrong with its call."""

import io
import json
import os
import random
import subprocess
import sys
import zipfile

import pytest
from django.core.management import CommandError, call_command

import docread

TEXT = "견본부는 5월 12일 서울에서 ‘제2회 견본 협력 포럼’을 개최했다고 밝혔다."


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    for n in range(5):
        (tmp_path / "in" / f"{n}.txt").write_text(f"{TEXT} {n}", encoding="utf-8")
    (tmp_path / "in" / "5.bin").write_bytes(b"\0\1\2\3" * 30)
    return tmp_path / "in"


def test_a_killed_run_goes_on_where_it_stopped(folder, tmp_path):
    out = tmp_path / "out.jsonl"
    with pytest.raises(SystemExit) as error:
        call_command("read", str(folder), out=out, jobs=1)
    assert error.value.code == 1  # one of them is refused
    complete = out.read_text(encoding="utf-8")
    lines = complete.splitlines(keepends=True)
    out.write_text("".join(lines[:3]) + lines[3][:20], encoding="utf-8")
    with pytest.raises(SystemExit):
        call_command("read", str(folder), out=out, jobs=1)
    assert out.read_text(encoding="utf-8") == complete


def test_the_text_that_spans_count_is_printed(folder, capsys):
    call_command("read", str(folder / "0.txt"), text=True)
    assert capsys.readouterr().out.strip() == f"{TEXT} 0"


def test_a_file_that_is_not_there_is_a_bad_call(tmp_path):
    with pytest.raises(SystemExit) as error:
        call_command("read", str(tmp_path / "none.txt"))
    assert error.value.code == 2


def test_a_day_that_is_none_is_a_bad_call(folder):
    with pytest.raises((SystemExit, CommandError)):
        call_command("read", str(folder), "--fetched", "yesterday")


def damaged_copies(data):
    """Files that each break in another way."""
    chance = random.Random(5)
    yield from (data[:length] for length in range(0, len(data), max(1, len(data) // 3)))
    for _ in range(3):
        corrupted = bytearray(data)
        for _ in range(8):
            corrupted[chance.randrange(len(corrupted))] = chance.randrange(256)
        yield bytes(corrupted)


def hard_folder(folder):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("안/보도자료.txt", TEXT)
        archive.writestr("photo.jpg", b"\xff\xd8\xff\xe0")
    page = f"<html><body><p>{TEXT}</p></body></html>".encode()
    rtf, pdf = b"{\\rtf1 " + TEXT.encode("cp949") + b"}", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<</Root 1 0 R>>"
    mail = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n" + page
    for kind, data in {"zip": buffer.getvalue(), "html": page, "rtf": rtf, "pdf": pdf, "mht": mail}.items():
        for number, content in enumerate([data, *damaged_copies(data)]):
            (folder / f"{kind}{number}.{kind}").write_bytes(content)
    (folder / "rand.bin").write_bytes(random.Random(1).randbytes(4000))
    (folder / "deep.html").write_bytes(b"<div>" * 50_000 + b"x")
    (folder / "a.jsonl").write_bytes(b'{"text": "\\ud800"}\n{broken\n[1]\n\xff\xfe\n' + b"[" * 100_000 + b"\n")
    (folder / "b.jsonl.gz").write_bytes(b"\x1f\x8b\x08broken")
    os.symlink(folder / "nowhere", folder / "gone.txt")
    (folder / "emoji \U0001f600.txt").write_text(f"{TEXT} \U0001f600", encoding="utf-8")
    with open(os.fsencode(folder) + b"/\xff\xfe.txt", "wb") as file:
        file.write(TEXT.encode())


def run(folder, encoding, *options):
    command = [sys.executable, "-m", "gyoryu", "read", str(folder), "--jobs", "1", *options]
    settings = {"PYTHONIOENCODING": encoding, "DJANGO_SETTINGS_MODULE": "gyoryu.settings"}
    process = subprocess.run(command, capture_output=True, env={**os.environ, **settings}, check=False)
    assert process.returncode == 1
    assert b"Traceback" not in process.stderr
    return process


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_no_file_and_no_terminal_ends_a_run(tmp_path, encoding):
    hard_folder(tmp_path)
    lines = run(tmp_path, encoding, "--jsonl").stdout.decode(encoding).splitlines()
    readings = [json.loads(line) for line in lines]
    assert len({reading["id"] for reading in readings}) == len(readings) > 30
    good = [reading["id"] for reading in readings if "refused" not in reading]
    assert any(name.endswith("zip0.zip!보도자료.txt") for name in good)
    assert any(name.endswith("\ufffd\ufffd.txt") for name in good)
    assert any("emoji" in name for name in good)


def test_what_a_terminal_cannot_show_is_replaced_and_reported(tmp_path):
    hard_folder(tmp_path)
    process = run(tmp_path, "cp949", "--text")
    assert TEXT.encode("cp949") in process.stdout
    assert b"PYTHONUTF8=1" in process.stderr


def test_a_reader_that_breaks_costs_one_document(folder, capsys, monkeypatch):
    original_read = docread.read

    def fragile(data, **about):
        if about["name"] == "2.txt":
            raise RecursionError
        return original_read(data, **about)

    monkeypatch.setattr(docread, "read", fragile)
    with pytest.raises(SystemExit):
        call_command("read", str(folder), jsonl=True, jobs=1)
    readings = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [reading.get("refused") for reading in readings] == [None, None, "damaged", None, None, "unknown_kind"]


def test_a_file_that_cannot_be_written_is_a_bad_call(folder, tmp_path):
    with pytest.raises(SystemExit) as error:
        call_command("read", str(folder), out=tmp_path / "none" / "out.jsonl", jobs=1)
    assert error.value.code == 2
