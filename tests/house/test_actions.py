"""Actions: they take the time as an argument, and they alone add jobs, each with its audit entry."""

import ast
from pathlib import Path

import pytest

GYORYU = Path(__file__).parents[2] / "gyoryu"
MODULES = {path.relative_to(GYORYU).as_posix(): path for path in sorted(GYORYU.rglob("*.py"))}
ACTIONS = {name for name in MODULES if name.endswith("actions.py") or "/actions/" in name} | {"exports/outputs.py"}
# The queue itself, and the worker, which adds the jobs that come round.
QUEUE = {"base/queue.py", "jobs/worker.py"}
# Functions that add a job without an audit entry of their own, and why.
WITHOUT_ENTRY = {
    ("meetings/actions/planning.py", "add_run"): "part of the actions that request a plan or a repair",
    ("news/board/actions.py", "request_speech"): "part of the actions that edit and show a post",
    ("news/sources/actions.py", "_enqueue_poll"): "part of the actions on a source; each poll has its own entry",
    ("people/actions.py", "begin_sign_in"): "nobody is signed in; the attempts are counted and the email has its entry",
}
CLOCKS = {"timezone.now", "datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time"}


def calls(tree):
    return (ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call))


def enqueues(tree):
    return any(name.rpartition(".")[2] == "enqueue" for name in calls(tree))


def clocks(tree):
    return {name for name in calls(tree) if any(name == clock or name.endswith(f".{clock}") for clock in CLOCKS)}


def functions(tree):
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.fixture(scope="module")
def trees():
    return {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}


def test_only_actions_add_jobs(trees):
    assert {name for name, tree in trees.items() if enqueues(tree)} - ACTIONS - QUEUE == set()


def test_who_adds_a_job_writes_an_audit_entry_in_the_same_transaction(trees):
    without = {
        (name, function.name)
        for name in ACTIONS
        for function in functions(trees[name])
        if enqueues(function)
        and not (
            "record" in calls(function)
            and "transaction.atomic" in {ast.unparse(decorator) for decorator in function.decorator_list}
        )
    }
    assert without == set(WITHOUT_ENTRY)


def test_actions_take_the_time_as_an_argument(trees):
    assert {name: clocks(trees[name]) for name in ACTIONS if clocks(trees[name])} == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def f():\n    return timezone.now()", {"timezone.now"}),
        ("import datetime\nx = datetime.datetime.now(UTC)", {"datetime.datetime.now"}),
        ("def f(now):\n    return now", set()),
    ],
)
def test_the_check_sees_clocks(text, expected):
    assert clocks(ast.parse(text)) == expected


def test_the_check_sees_jobs_by_either_name():
    assert enqueues(ast.parse("enqueue('a', {}, by=None)"))
    assert enqueues(ast.parse("queue.enqueue('a', {}, by=None)"))
    assert not enqueues(ast.parse("queue.claim('a')"))
