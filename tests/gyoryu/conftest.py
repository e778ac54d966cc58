import subprocess
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.gyoryu.consultations import BEGIN


def pytest_collection_modifyitems(items):
    """Run tests marked `any_database` on SQLite only: walks over every page that check texts, roles or headers do not
    depend on the database. Tests that read or write much are not marked."""
    if connection.vendor == "sqlite":
        return
    left_out = pytest.mark.skip(reason="independent of the database: run on SQLite")
    for item in items:
        if item.get_closest_marker("any_database"):
            item.add_marker(left_out)


@pytest.fixture
def clock(monkeypatch):
    """`clock(moment)` sets what the program takes for the present."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def before_the_event(clock):
    """The day before the events that `consultations` makes."""
    clock(BEGIN - timedelta(days=1))


class SmallDisk:
    """A file system of its own, of 8 MB."""

    def __init__(self, folder):
        self.folder = folder

    def fill(self):
        with (self.folder / "filler").open("wb", buffering=0) as out, suppress(OSError):
            while True:
                out.write(bytes(1 << 16))

    def files(self):
        return sorted(path for path in self.folder.rglob("*") if path.is_file())


@pytest.fixture
def small_disk(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=8m", "gyoryu-tests", str(folder)]
    try:
        subprocess.run(mounting, check=True, capture_output=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        pytest.skip("only root may mount a disk, and not in every container")
    yield SmallDisk(folder)
    subprocess.run(["umount", "--lazy", str(folder)], check=True, timeout=60)
