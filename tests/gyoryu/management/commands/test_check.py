"""`gyoryu check`: is this plan right?"""

import io
import json

import pytest
from django.core.management import call_command

import meetplan
from tests.gyoryu.management.commands.stand_in import PLAN, run


def test_check_judges_two_files(solver, problem_file, tmp_path, monkeypatch, capsys):
    plan_file = tmp_path / "plan.json"
    plan_file.write_text(json.dumps(PLAN.to_json()))
    assert run(monkeypatch, "check", problem_file, plan_file) == 0
    assert "The plan is valid" in capsys.readouterr().out
    solver.faults = (meetplan.problem.Fault("$.meetings[0]", "forbidden", "P1"),)
    assert run(monkeypatch, "check", problem_file, plan_file, "--language", "ko") == 1
    assert "편성이 조건 1개를 어깁니다." in capsys.readouterr().err
    plan_file.write_text("{")
    assert run(monkeypatch, "check", problem_file, plan_file) == 2


def test_check_without_files_is_that_of_django():
    captured = io.StringIO()
    call_command("check", stdout=captured)
    assert "System check identified no issues" in captured.getvalue()
    with pytest.raises(LookupError, match="No installed app"):
        call_command("check", "nonsense", "gyoryu")
