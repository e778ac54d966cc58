"""`gyoryu read`: goes on after a kill, prints texts, says what is wrong with its call."""

import pytest
from django.core.management import CommandError, call_command

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
    with pytest.raises(SystemExit) as ended:
        call_command("read", str(folder), out=out, jobs=1)
    assert ended.value.code == 1  # one of them is refused
    whole = out.read_text(encoding="utf-8")
    lines = whole.splitlines(keepends=True)
    out.write_text("".join(lines[:3]) + lines[3][:20], encoding="utf-8")
    with pytest.raises(SystemExit):
        call_command("read", str(folder), out=out, jobs=1)
    assert out.read_text(encoding="utf-8") == whole


def test_the_text_that_spans_count_is_printed(folder, capsys):
    call_command("read", str(folder / "0.txt"), text=True)
    assert capsys.readouterr().out.strip() == f"{TEXT} 0"


def test_a_file_that_is_not_there_is_a_bad_call(tmp_path):
    with pytest.raises(SystemExit) as ended:
        call_command("read", str(tmp_path / "none.txt"))
    assert ended.value.code == 2


def test_a_day_that_is_none_is_a_bad_call(folder):
    with pytest.raises((SystemExit, CommandError)):
        call_command("read", str(folder), "--fetched", "yesterday")
