"""`gyoryu replan`: a plan after changes."""

import json

import meetplan
from meetplan.plan import Bounds, Meeting, Plan, Score
from tests.gyoryu.management.commands.stand_in import PLAN, PROBLEM, run


def test_replan_writes_the_changed_problem_and_tells_the_difference(
    solver, problem_file, tmp_path, monkeypatch, capsys
):
    calls = []

    def replan(problem, plan, changes, stop, **search):
        calls.append((problem, plan, changes.drop))
        new = Plan((Meeting("P2", "d1s01", "T01"),), (), Score(0, 0, 1.0), Bounds(0, 0, 1.0, 0))
        return meetplan.Repair(new, changes.applied(problem), (), 0, ())

    monkeypatch.setattr(meetplan, "replan", replan, raising=False)
    (tmp_path / "plan.json").write_text(json.dumps(PLAN.to_json()))
    (tmp_path / "changes.json").write_text(json.dumps({"drop": ["P1"]}))
    files = (problem_file, tmp_path / "plan.json", tmp_path / "changes.json")
    assert run(monkeypatch, "replan", *files, "--out", tmp_path / "new", "--json") == 0
    assert calls == [(PROBLEM, PLAN, frozenset({"P1"}))]
    assert json.loads(capsys.readouterr().out)["changed"] == {
        "moved": [],
        "dropped": ["P1"],
        "added": ["P2"],
        "fewest_moves": 0,
    }
    assert [pair["id"] for pair in json.loads((tmp_path / "new" / "problem.json").read_text())["pairs"]] == ["P2"]
    (tmp_path / "changes.json").write_text(json.dumps({"drop": ["P9"], "now": "never"}))
    assert run(monkeypatch, "replan", *files, "--out", tmp_path / "other") == 2
    assert not (tmp_path / "other").exists()
