import json

import pytest

import meetplan
from gyoryu.management import planning
from gyoryu.management.commands import check, replan
from tests.gyoryu.management.commands.stand_in import PROBLEM, Solver
from tests.gyoryu.privacy.marked import Stage


@pytest.fixture
def solver(monkeypatch):
    """Stands in for the library; tests set `answer` and look at `arguments`."""
    stand_in = Solver()
    monkeypatch.setattr(meetplan, "solve", stand_in.solve, raising=False)
    monkeypatch.setattr(check, "check", lambda *_: stand_in.faults)
    for module in (planning, replan):
        monkeypatch.setattr(module, "verify", stand_in.verify)
    return stand_in


@pytest.fixture
def problem_file(tmp_path):
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(PROBLEM.to_json()))
    return path


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What is done inside is committed: files go then."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def stage(db, settings, tmp_path):
    settings.FILES = tmp_path / "files"
    settings.FILES.mkdir()
    return Stage()
