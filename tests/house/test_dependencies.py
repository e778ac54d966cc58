"""Every dependency is explained, and the lock is good on any machine."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def required():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    return {re.match(r"[\w.-]+", line).group() for line in lines}


def explained():
    page = (ROOT / "docs/decisions/dependencies.md").read_text(encoding="utf-8")
    return set(re.findall(r"^\| `([\w.-]+)` \|", page, re.MULTILINE))


def test_every_dependency_is_explained_and_no_other():
    assert explained() == required()


def test_the_lock_names_public_hosts_only():
    lock = (ROOT / "uv.lock").read_text(encoding="utf-8")
    assert set(re.findall(r"https?://([^/\"]+)", lock)) == {"pypi.org", "files.pythonhosted.org"}
    assert "file://" not in lock
