"""Modules have their tests at the mirror path: `gyoryu/base/numbers.py` in `tests/gyoryu/base/test_numbers.py`."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
# Modules without a test of their own, by package; a number may fall and never rise. Most are tested through the pages.
WITHOUT: dict[str, int] = {
    "gyoryu/meetings": 1,
}
EXEMPT = ("docread", "gyoryu/migrations", "gyoryu/models.py", "gyoryu/urls.py", "gyoryu/settings.py", "gyoryu/apps.py")


def modules():
    for folder in ("meetplan", "gyoryu"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if path.name not in ("__init__.py", "urls.py") and not name.startswith(EXEMPT):
                yield name


def mirror_of(name):
    path = Path(name)
    return ROOT / "tests" / path.parent / f"test_{path.name}"


def test_no_more_modules_without_a_mirror_test():
    without: dict[str, int] = {}
    for name in modules():
        if not mirror_of(name).exists():
            package = "/".join(name.split("/")[:2]) if name.startswith("gyoryu") else name.split("/")[0]
            without[package] = without.get(package, 0) + 1
    assert {package: number for package, number in without.items() if number > WITHOUT.get(package, 0)} == {}
