"""Steps that `plan`, `check` and `replan` share."""

import io
import json
import os
import signal

import pytest
from django.core.management.base import BaseCommand

from gyoryu.management import planning
from gyoryu.management.planning import BadInput, read_input, read_json
from gyoryu.meetings.consultation import ImportIssue
from meetplan import verify
from meetplan.plan import Bounds, Meeting, Plan, Score
from meetplan.problem import Fault, Problem
from tests.gyoryu.management.commands.stand_in import PLAN, PROBLEM
from tests.gyoryu.meetings.workbook.workbooks import packed, plain_sheets

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def command():
    return BaseCommand(stdout=io.StringIO(), stderr=io.StringIO(), no_color=True)


def faults_of(call, *args):
    with pytest.raises(BadInput) as bad:
        call(*args)
    return bad.value


def test_a_problem_file_is_read_and_has_no_language(tmp_path):
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(PROBLEM.to_json()))
    read = read_input(path)
    assert (read.problem, read.consultation, read.language) == (PROBLEM, None, None)


def test_a_workbook_is_read_with_the_persons_who_stand_for_two(tmp_path):
    path = tmp_path / "w.xlsx"
    path.write_bytes(packed(plain_sheets()))
    read = read_input(path)
    assert (read.language, read.problem) == ("ko", read.consultation.problem)
    path.write_bytes(packed({**plain_sheets(), "바이어": [["번호", "기업명"]]}))
    bad = faults_of(read_input, path)
    assert (bad.language, bool(bad.faults)) == ("ko", True)


def test_what_cannot_be_opened_has_no_language(tmp_path, monkeypatch):
    (tmp_path / "w.xlsx").write_bytes(b"<html>")
    assert faults_of(read_input, tmp_path / "w.xlsx").language is None
    assert [fault.code for fault in faults_of(read_json, tmp_path / "gone.json", Plan.from_json).faults] == [
        "not_found"
    ]
    (tmp_path / "p.json").write_text("{}")
    assert all(
        isinstance(fault, Fault) for fault in faults_of(read_json, tmp_path / "p.json", Problem.from_json).faults
    )
    monkeypatch.setattr(planning, "MAX_JSON_BYTES", 1)
    assert [fault.code for fault in faults_of(read_json, tmp_path / "p.json", Plan.from_json).faults] == ["too_large"]


def test_a_checked_plan_is_written_with_its_problem(command, tmp_path):
    files = planning.write_results(command, tmp_path / "out", verify(PROBLEM, valid_plan()), None)
    assert files == ["plan.json", "problem.json"]
    assert Problem.from_json((tmp_path / "out" / "problem.json").read_bytes()) == PROBLEM


def valid_plan(**bounds):
    score = Score(1, 0, 2.0)
    return Plan((Meeting("P1", "d1s01", "T01"),), PLAN.unplaced, score, Bounds(**{"must": 1, "weight": 2.0, **bounds}))


def test_a_plan_that_breaks_a_rule_ends_the_command(command):
    with pytest.raises(SystemExit) as end:
        planning.verified(command, PROBLEM, Plan((), (), Score(), Bounds()))
    assert end.value.code == planning.WRONG_PLAN
    assert "did not pass its own check" in command.stderr.getvalue()


def test_a_bound_that_the_plan_beats_is_left_out_and_named(command):
    checked = planning.verified(command, PROBLEM, valid_plan(weight=1.0))
    assert checked.plan.bounds.weight is None
    assert "$.bounds.weight" in command.stderr.getvalue()
    assert planning.verified(command, PROBLEM, valid_plan()).doubtful == ()


def test_a_folder_of_others_is_refused_before_the_work(command, tmp_path):
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(SystemExit) as end:
        planning.refuse_bad_folder(command, tmp_path)
    assert end.value.code == planning.BAD_INPUT
    assert "notes.txt" in command.stderr.getvalue()
    planning.refuse_bad_folder(command, tmp_path / "new")


def test_a_request_to_terminate_is_an_interruption_only_inside():
    former = signal.getsignal(signal.SIGTERM)

    def interrupted():
        with planning.interruptible():
            os.kill(os.getpid(), signal.SIGTERM)
            signal.pause()

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert signal.getsignal(signal.SIGTERM) is former


def test_faults_are_listed_in_words_and_as_json(command):
    faults = [ImportIssue("missing", "참가기업", 4, "B", "기업명"), Fault("$.pairs[0].a", "unknown_participant", "S9")]
    with pytest.raises(SystemExit) as end:
        planning.report_bad_input(command, BadInput(faults), "en", as_json=True)
    assert end.value.code == planning.BAD_INPUT
    report = json.loads(command.stdout.getvalue())
    assert [fault.get("path", fault.get("place")) for fault in report["faults"]][1] == "$.pairs[0].a"
    assert (report["faults"][0]["row"], report["faults"][0]["header"]) == (4, "기업명")
    assert "2 problems must be corrected" in command.stderr.getvalue()
    assert "$.pairs[0].a" in command.stderr.getvalue()
