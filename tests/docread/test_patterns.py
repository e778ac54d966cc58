"""Patterns are compiled at first use: each of them compiles, and importing compiles few."""

import importlib
import pkgutil
import re
import subprocess
import sys

import docread
from docread.patterns import regex


def modules():
    for module in pkgutil.walk_packages(docread.__path__, "docread."):
        if module.name not in {"docread.cluster"}:  # needs an extra
            yield importlib.import_module(module.name)


def test_every_pattern_compiles():
    lazy = type(regex(""))
    compiled = [value.pattern for module in modules() for value in vars(module).values() if isinstance(value, lazy)]
    assert len(compiled) > 300


def test_a_lazy_pattern_behaves_like_a_compiled_one():
    word = regex(r"(?P<first>[a-z])[a-z]*", re.IGNORECASE)
    assert word.fullmatch("Gyoryu")["first"] == "G"
    assert [match.group() for match in word.finditer("two words")] == ["two", "words"]
    assert word.sub("x", "two words") == "x x"
    assert word.flags & re.IGNORECASE


def test_import_compiles_few_patterns():
    script = (
        "import re, re._compiler as c\n"
        "seen = []\n"
        "original = c.compile\n"
        "def count(*a, **k):\n    seen.append(a)\n    return original(*a, **k)\n"
        "c.compile = count\n"
        "import docread\n"
        "print(len(seen))"
    )
    counted = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(counted.stdout) < 40
