"""The commands from outside: files in, files out, exit status, and what is said. The solver is a stand-in."""

import json
import os
import signal
import time
from pathlib import Path

import openpyxl
import pytest

import meetplan
from gyoryu.exports import documents
from gyoryu.management import planning
from gyoryu.meetings.workbook.template import write_template
from meetplan.plan import Plan
from meetplan.problem import Problem
from tests.gyoryu.management.commands.stand_in import NOTHING_PLACED, PLAN, PROBLEM, run


def test_a_problem_is_planned(solver, problem_file, tmp_path, monkeypatch, capsys):
    out = tmp_path / "out"
    arguments = ("plan", problem_file, "--out", out, "--time-limit", "7.5", "--seed", 3, "--workers", 1)
    assert run(monkeypatch, *arguments) == 0
    assert solver.arguments == (PROBLEM, 7.5, 3, 1)
    assert Plan.from_json((out / "plan.json").read_bytes()) == PLAN
    assert Problem.from_json((out / "problem.json").read_bytes()) == PROBLEM
    captured = capsys.readouterr()
    assert "Proved to be the best possible." in captured.out
    assert "improving · must 1/1" in captured.err
    assert "breaks 0 (at least 0)" in captured.err


def test_a_missed_must_is_status_1_and_the_plan_is_written(solver, problem_file, tmp_path, monkeypatch, capsys):
    solver.answer = NOTHING_PLACED
    assert run(monkeypatch, "plan", problem_file, "--out", tmp_path / "out") == 1
    assert (tmp_path / "out" / "plan.json").exists()
    assert "Not every must meeting could be placed: P1" in capsys.readouterr().out


def test_bad_input_is_status_2_and_nothing_is_written(solver, problem_file, tmp_path, monkeypatch, capsys):
    data = PROBLEM.to_json()
    data["pairs"][0]["a"] = "nobody"
    data["participants"][0]["min"] = -1
    problem_file.write_text(json.dumps(data))
    assert run(monkeypatch, "plan", problem_file, "--out", tmp_path / "out", "--json") == 2
    captured = capsys.readouterr()
    report = json.loads(captured.out)
    assert report["status"] == "bad_input"
    assert [fault["path"] for fault in report["faults"]] == ["$.participants[0].min", "$.pairs[0].a"]
    assert "$.pairs[0].a" in captured.err
    assert not (tmp_path / "out").exists()
    assert solver.arguments is None


@pytest.mark.parametrize(
    "arguments", [(), ("x.json",), ("gone.json", "--out", "o"), ("x.json", "--out", "o", "--workers", "0")]
)
def test_wrong_usage_is_status_2(monkeypatch, tmp_path, arguments):
    monkeypatch.chdir(tmp_path)
    assert run(monkeypatch, "plan", *arguments) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_plan_that_is_wrong_is_never_written(solver, problem_file, tmp_path, monkeypatch):
    solver.faults = ("$.meetings: participant_twice",)
    assert run(monkeypatch, "plan", problem_file, "--out", tmp_path / "out") == 3
    assert not (tmp_path / "out").exists()


def test_a_plan_with_a_doubtful_bound_is_written_and_the_bound_named(
    solver, problem_file, tmp_path, monkeypatch, capsys
):
    solver.doubtful = (meetplan.problem.Fault("$.bounds.weight", "bound_is_beaten", "1.0"),)
    assert run(monkeypatch, "plan", problem_file, "--out", tmp_path / "out", "--language", "en") == 0
    assert (tmp_path / "out" / "plan.json").exists()
    assert "$.bounds.weight" in capsys.readouterr().err


def test_a_request_to_terminate_keeps_the_plan(problem_file, tmp_path, monkeypatch):
    """SIGTERM in the middle of the search: what was reached is written."""

    def terminated(problem, stop, seed=0, workers=2, on_progress=None):
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(60)
        except KeyboardInterrupt:
            return PLAN
        raise AssertionError("the search was not interrupted")

    monkeypatch.setattr(meetplan, "solve", terminated, raising=False)
    assert run(monkeypatch, "plan", problem_file, "--out", tmp_path / "out") == 0
    assert (tmp_path / "out" / "plan.json").exists()


def test_foreign_files_are_refused_before_the_work(solver, problem_file, tmp_path, monkeypatch, capsys):
    assert run(monkeypatch, "plan", problem_file, "--out", tmp_path) == 2
    assert solver.arguments is None
    assert "problem.json" in capsys.readouterr().err


def test_a_full_disk_is_said_in_words(solver, problem_file, tmp_path, monkeypatch, capsys):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(planning.json, "dumps", full)
    assert run(monkeypatch, "plan", problem_file, "--out", tmp_path / "out") == 2
    assert "No space left on device" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["problem.json"]


def test_a_workbook_gets_handouts_and_speaks_its_language(solver, tmp_path, monkeypatch, capsys):
    def write(consultation, plan, folder, on_progress):
        on_progress(1.0)
        (folder / "timetable.xlsx").write_text(consultation.title.ko)
        return documents.WrittenDocuments([folder / "timetable.xlsx"], ["report.html"])

    monkeypatch.setattr(documents, "write_documents", write, raising=False)
    write_template("ko", tmp_path / "w.xlsx")
    assert run(monkeypatch, "plan", tmp_path / "w.xlsx", "--out", tmp_path / "out", "--json") == 1  # W1 is a must
    captured = capsys.readouterr()
    summary = json.loads(captured.out)
    assert summary["files"] == ["plan.json", "problem.json", "timetable.xlsx"]
    assert (summary["status"], summary["meetings"]) == ("optimal", 1)
    assert "필수 1/1" in captured.err
    assert "다음 파일은 만들지 못했습니다: report.html" in captured.err


def test_a_name_that_fonts_lack_is_named(solver, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(documents, "write_documents", lambda *_: documents.WrittenDocuments(), raising=False)
    write_template("ko", tmp_path / "w.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "w.xlsx")
    buyers = workbook["바이어"]
    cell = next(cell for row in buyers.iter_rows() for cell in row if cell.value == "山东清禾环保有限公司")
    for name, notes in (("臺灣淨水股份有限公司", []), ("臺灣\ue000公司", ["B001 臺灣□公司"])):
        cell.value = name
        workbook.save(tmp_path / "w.xlsx")
        assert run(monkeypatch, "plan", tmp_path / "w.xlsx", "--out", tmp_path / name, "--json") == 1
        captured = json.loads(capsys.readouterr().out)
        about = [note for note in captured["notes"] if note["code"] == "characters_not_drawn"]
        assert [note["detail"] for note in about] == notes


def test_the_template_command(tmp_path, monkeypatch, capsys):
    out = tmp_path / "form.xlsx"
    assert run(monkeypatch, "plan", "--template", "zh", "--out", out) == 0
    assert "模板已生成" in capsys.readouterr().out
    content_before = out.read_bytes()
    assert run(monkeypatch, "plan", "--template", "zh", "--out", out) == 2
    assert out.read_bytes() == content_before
    assert run(monkeypatch, "plan", "--template", "zh", "--out", tmp_path / "no" / "f.xlsx") == 2


def test_every_command_has_help(monkeypatch, capsys):
    for name in ("plan", "check", "replan"):
        assert run(monkeypatch, name, "--help") == 0
        assert "--json" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["small-zh.xlsx", "small-en.xlsx"])
def test_the_small_examples_from_end_to_end(name, tmp_path, monkeypatch, capsys):
    example = Path(__file__).resolve().parents[4] / "examples" / name
    assert run(monkeypatch, "plan", example, "--out", tmp_path / "out", "--time-limit", 10, "--json") == 0
    summary = json.loads(capsys.readouterr().out)
    assert summary["meetings"] > 15
    assert "timetable.xlsx" in summary["files"]
    assert run(monkeypatch, "check", tmp_path / "out" / "problem.json", tmp_path / "out" / "plan.json") == 0
