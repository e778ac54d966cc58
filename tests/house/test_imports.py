"""Imports stand at the top of a module. One inside a function is of a library that is slow to import or optional, and
a comment on its line, or above it and the imports that follow it, says so."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]


def has_reason(lines, number):
    """Whether the import on this line has a comment, or an import directly above it, or the line above these."""
    while "#" not in lines[number - 1]:
        number -= 1
        if not lines[number - 1].lstrip().startswith(("import ", "from ", "#")):
            return False
    return True


def imports_without_reason(text):
    lines = text.splitlines()
    functions = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    inner = {node for function in functions for node in ast.walk(function)}
    imports = (node for node in inner if isinstance(node, ast.Import | ast.ImportFrom))
    return sorted(node.lineno for node in imports if not has_reason(lines, node.lineno))


def test_every_import_inside_a_function_has_its_reason():
    without_reason = [
        f"{path.relative_to(ROOT)}:{number}"
        for package in ("meetplan", "docread", "gyoryu")
        for path in sorted((ROOT / package).rglob("*.py"))
        if "migrations" not in path.parts
        for number in imports_without_reason(path.read_text(encoding="utf-8"))
    ]
    assert without_reason == []


def test_what_is_looked_for_is_seen():
    assert imports_without_reason("def f():\n    import numba\n    return numba\n") == [2]
    assert imports_without_reason("def f():\n    import numba  # slow\n    import os\n\n    import re\n") == [5]
    assert imports_without_reason("def f():\n    # Slow.\n    import numba\n    from ray import data\n") == []
    assert imports_without_reason("import os\n\n\ndef f():\n    return os\n") == []
