"""Files are kept whole or not at all, whoever else keeps them, and whatever the disk does."""

import errno
import hashlib
import os
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from gyoryu.base import files
from gyoryu.base.refusals import Refused
from gyoryu.jobs import handlers


@pytest.fixture
def folder(settings, tmp_path):
    settings.FILES = tmp_path
    return tmp_path


def everything(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.mark.django_db(transaction=True)
def test_the_same_bytes_at_once_are_kept_by_everybody(folder):
    """Twelve at once, each forty times: the row and the file are there whoever came first."""
    failed, ready = [], threading.Barrier(12)

    def bring():
        try:
            for turn in range(40):
                ready.wait(120)
                data = b"%d" % turn * 5000
                assert files.store_file(data, "text/plain").read() == data
        except Exception as fault:
            failed.append(fault)
            ready.abort()
        finally:
            connection.close()

    threads = [threading.Thread(target=bring) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert len(everything(folder)) == 40
    assert all(
        hashlib.sha256(path.read_bytes()).hexdigest() == path.parent.name + path.name for path in everything(folder)
    )


@pytest.mark.django_db
@pytest.mark.parametrize("left", [b"", b"who", b"WHOLE"])
def test_what_was_cut_or_changed_is_written_again(folder, left):
    stored = files.store_file(b"whole", "text/plain")
    stored.path.write_bytes(left)
    assert files.store_file(b"whole", "text/plain").read() == b"whole"


@pytest.mark.django_db
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("where", ["fsync", "replace"])
def test_a_full_disk_is_a_refusal_and_leaves_nothing(folder, monkeypatch, code, where):
    def full(*_):
        raise OSError(code, "full")

    monkeypatch.setattr(*((os, "fsync", full) if where == "fsync" else (Path, "replace", full)))
    with pytest.raises(Refused, match="disk_full"):
        files.store_file(b"sample", "text/plain")
    assert everything(folder) == []
    assert not files.StoredFile.objects.exists()


@pytest.mark.django_db
def test_what_a_killed_process_left_is_swept_and_what_is_being_written_is_not(folder):
    stored = files.store_file(b"sample", "text/plain")
    old, new = stored.path.with_name("old.part"), stored.path.with_name("young.part")
    for path in (old, new):
        path.write_bytes(b"sam")
    os.utime(old, ((timezone.now() - timedelta(days=2)).timestamp(),) * 2)
    handlers.clean_up(None)
    assert everything(folder) == sorted([stored.path, new])
