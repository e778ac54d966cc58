"""Size limits: functions under 50 lines, files under 400, lines of templates at most 120 columns. Exceptions are listed
here; the list only shrinks."""

import ast
import statistics
from pathlib import Path

ROOT = Path(__file__).parents[2]
MAX_LINES_OF_FILE = 400
MAX_LINES_OF_FUNCTION = 50
MAX_COLUMNS_OF_TEMPLATE = 120
P90_LINES_OF_FUNCTION = 22  # the aim is 20

LARGE_FILES: set[str] = set()
LARGE_FUNCTIONS: set[str] = set()


def sources():
    for package in ("meetplan", "docread", "gyoryu"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def functions():
    for name, text in sources():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{name}:{node.name}", node.end_lineno - node.lineno + 1


def test_files_are_short():
    long = {name for name, text in sources() if text.count("\n") > MAX_LINES_OF_FILE}
    assert long <= LARGE_FILES, "split into a folder named after the actions"


def test_functions_are_short():
    long = {name for name, lines in functions() if lines > MAX_LINES_OF_FUNCTION}
    assert long <= LARGE_FUNCTIONS, "split the function"


def test_most_functions_are_very_short():
    lengths = [lines for _, lines in functions()]
    assert statistics.quantiles(lengths, n=10)[-1] <= P90_LINES_OF_FUNCTION


def test_lines_of_templates_are_at_most_120_columns():
    long = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "gyoryu" / "templates").rglob("*.html"))
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if len(line) > MAX_COLUMNS_OF_TEMPLATE
    ]
    assert not long, "break lines inside tags, where whitespace means nothing"


def test_scripts_are_short():
    long = [
        path.name
        for path in sorted((ROOT / "gyoryu" / "static" / "gyoryu").iterdir())
        if path.suffix == ".js" and path.read_text(encoding="utf-8").count("\n") > MAX_LINES_OF_FILE
    ]
    assert not long, "split by subject"
