"""The start page and the command palette have the same sources whatever is imported first."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
PRINT_SOURCES = """
import importlib, django
django.setup()
importlib.import_module({first!r})
from gyoryu.web.navigation.sources import PALETTE, TASKS
print(*(f"{{source.__module__}}.{{source.__name__}}" for source in (*TASKS, *PALETTE)))
"""


@pytest.mark.parametrize("first", ["gyoryu.web.participant.todo", "gyoryu.web.organiser.news.names", "gyoryu.urls"])
def test_the_sources_do_not_depend_on_what_is_imported_first(first, tmp_path):
    environment = {"DJANGO_SETTINGS_MODULE": "tests.house.house_settings", "PYTHONPATH": str(ROOT), "PATH": ""}
    printed = subprocess.run(
        [sys.executable, "-c", PRINT_SOURCES.format(first=first)],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert printed == [
        "gyoryu.web.organiser.events.todo.officer_tasks",
        "gyoryu.web.gate.todo.event_day_tasks",
        "gyoryu.web.participant.todo.next_steps",
        "gyoryu.web.navigation.palette_hits.pages",
        "gyoryu.web.organiser.events.todo.palette_hits",
        "gyoryu.web.organiser.organisations.palette_hits.palette_hits",
        "gyoryu.web.organiser.news.palette_hits.palette_hits",
    ]


CHANGES = {"add", "append", "extend", "insert", "setdefault", "update"}


def changed_at_import(tree):
    """Yield the statements of a module that change an object, which may be another module's."""
    for node in tree.body:
        is_call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
        if is_call and isinstance(node.value.func, ast.Attribute) and node.value.func.attr in CHANGES:
            yield ast.unparse(node)
        targets = node.targets if isinstance(node, ast.Assign) else []
        yield from (ast.unparse(node) for target in targets if isinstance(target, ast.Subscript | ast.Attribute))


def test_the_check_sees_registrations():
    assert len(list(changed_at_import(ast.parse("SOURCES.append(f)\nPAGES['a'] = 1\nx.y = 2\nz = [1]")))) == 3


def test_no_module_registers_itself_at_import():
    changed = {
        f"{path.relative_to(ROOT)}: {statement}"
        for path in (ROOT / "gyoryu/web").rglob("*.py")
        for statement in changed_at_import(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert changed == set()
