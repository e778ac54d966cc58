"""`import docread` is fast: it loads neither the rules nor the readers of formats."""

import subprocess
import sys

import pytest

import docread


def test_import_loads_nothing_else_of_the_package():
    script = "import sys, docread; print([name for name in sys.modules if name.startswith('docread.')])"
    outcome = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert outcome.stdout.strip() == "[]"


@pytest.mark.parametrize("name", docread.__all__)
def test_every_public_name_is_there(name):
    assert getattr(docread, name).__doc__


def test_an_unknown_name():
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = docread.no_such_name
