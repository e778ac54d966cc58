"""Every refusal of an action is provoked by a test, which names its code."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]


def raised_codes():
    """Code: where it is raised, for every `Refused("code")` in the program."""
    codes = {}
    for path in sorted((ROOT / "gyoryu").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_refusal = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused" and node.args
            if is_refusal and isinstance(node.args[0], ast.Constant):
                codes[node.args[0].value] = f"{path.relative_to(ROOT)}:{node.lineno}"
    return codes


def strings_of_tests():
    """Every string constant in the tests, apart from this folder."""
    strings = set()
    for path in (ROOT / "tests" / "gyoryu").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                strings.add(node.value)
    return strings


def test_every_refusal_is_provoked():
    known = strings_of_tests()
    missing = {code: place for code, place in raised_codes().items() if code not in known}
    assert not missing
