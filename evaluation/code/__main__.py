"""Measure how the code reads, as `python -m evaluation.code`: names, tests, complexity, imports, templates.

The figures are written to `results/figures.md`. What must not get worse is held by `tests/house`."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("gyoryu", "meetplan", "docread")
RESULTS = Path(__file__).parent / "results" / "figures.md"
# Each of these adds a path through a function (McCabe); a boolean operator adds one for each further operand.
BRANCHES = (
    ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.IfExp, ast.Assert, ast.match_case,
    ast.comprehension,
)  # fmt: skip
Function = ast.FunctionDef | ast.AsyncFunctionDef


def sources(folder: str) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.Module) -> Iterator[Function]:
    yield from (node for node in ast.walk(tree) if isinstance(node, Function))


def complexity(function: Function) -> int:
    """Number of paths through a function, with conditions inside expressions and comprehensions."""
    paths = 1
    for node in ast.walk(function):
        paths += isinstance(node, BRANCHES)
        paths += len(node.values) - 1 if isinstance(node, ast.BoolOp) else 0
    return paths


def count_lines(folder: str) -> int:
    return sum(path.read_text(encoding="utf-8").count("\n") for path in (ROOT / folder).rglob("*.py"))


def has_mirror_test(path: Path) -> bool:
    relative = path.relative_to(ROOT)
    return (ROOT / "tests" / relative.parent / f"test_{relative.name}").exists()


def package_rows() -> Iterator[tuple[str, ...]]:
    for package in PACKAGES:
        numbers, local_imports, modules, mirrored = [], 0, 0, 0
        for path, tree in sources(package):
            for function in functions(tree):
                numbers.append(complexity(function))
                local_imports += any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(function))
            if path.name != "__init__.py":
                modules += 1
                mirrored += has_mirror_test(path)
        p90 = statistics.quantiles(numbers, n=10)[-1]
        share = f"{mirrored / modules:.0%}"
        yield package, f"{p90:.0f}", str(max(numbers)), str(local_imports), f"{mirrored} of {modules} ({share})"


def template_lines() -> tuple[int, int, int]:
    """Lines of templates; over 120 characters; over 200."""
    lengths = [
        len(line)
        for path in (ROOT / "gyoryu" / "templates").rglob("*.html")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return len(lengths), sum(length > 120 for length in lengths), sum(length > 200 for length in lengths)


def report() -> str:
    code = sum(count_lines(package) for package in PACKAGES) - count_lines("gyoryu/migrations")
    tests = count_lines("tests")
    lines, over_120, over_200 = template_lines()
    rows = ["| " + " | ".join(row) + " |" for row in package_rows()]
    return "\n".join(
        [
            "# How the code reads",
            "",
            "Made by `python -m evaluation.code`. Complexity counts conditions inside expressions and comprehensions,\n"
            "too.",
            "",
            "| package | complexity, 9 of 10 functions | highest | functions that import | tested at the mirror path |",
            "|---|---|---|---|---|",
            *rows,
            "",
            f"- Lines of tests to lines of code: {tests:,} to {code:,} ({tests / code:.2f}).",
            f"- Lines of templates: {lines:,}; over 120 characters {over_120 / lines:.1%}, "
            f"over 200 {over_200 / lines:.1%}.",
            "",
        ]
    )


if __name__ == "__main__":
    RESULTS.write_text(report(), encoding="utf-8")
    print(RESULTS.read_text(encoding="utf-8"))
