"""Workers as processes of their own, on the database of the test."""

import os
import subprocess
import sys
import time
from urllib.parse import quote

from django.db import connection


def url_of_test_database():
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    user, password = quote(found["USER"], safe=""), quote(found["PASSWORD"], safe="")
    return f"postgresql://{user}:{password}@{found['HOST']}:{found['PORT'] or 5432}/{found['NAME']}"


def real_worker(*options):
    environment = os.environ | {"DATABASE_URL": url_of_test_database(), "SECRET_KEY": "only-for-tests"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.Popen([sys.executable, "-m", "gyoryu", "work", *options], env=environment)


def wait_until(true, seconds=30):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
