"""Workers as processes of their own, on the database of the test."""

import multiprocessing
import os
import subprocess
import sys
import time
from urllib.parse import quote

from django.core.management import call_command
from django.db import connection

# Seconds until a test gives up on another process, which has to share two cores with everything else CI does.
PATIENCE = 120


def url_of_test_database():
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    user, password = quote(database["USER"], safe=""), quote(database["PASSWORD"], safe="")
    return f"postgresql://{user}:{password}@{database['HOST']}:{database['PORT'] or 5432}/{database['NAME']}"


def real_worker(*options):
    environment = os.environ | {"DATABASE_URL": url_of_test_database(), "SECRET_KEY": "only-for-tests"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.Popen([sys.executable, "-m", "gyoryu", "work", *options], env=environment)


class ForkedWorker:
    """A worker as a copy of this process, with its settings: begins at once, and is killed like any other.

    It is forked from the thread of the test: another thread may hold a lock of SQLite's, which the copy would wait for
    without end."""

    def __init__(self, *lanes, target=call_command, args=("work", "--only")):
        connection.close()  # not shared
        self.process = multiprocessing.get_context("fork").Process(target=target, args=(*args, *lanes))
        self.process.start()
        self.pid = self.process.pid

    def wait(self, seconds=PATIENCE):
        end = time.monotonic() + seconds
        # Two threads may wait for it, and one of them hears of its end only from the other.
        while self.process.exitcode is None and time.monotonic() < end:
            self.process.join(0.1)
        assert self.process.exitcode is not None, "it does not end"
        return self.process.exitcode


def wait_until(true, seconds=PATIENCE):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
