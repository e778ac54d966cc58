"""The settings of the installation, with what an operator would have chosen, and made quick."""

import os
from pathlib import Path
from tempfile import gettempdir

from gyoryu.settings import *  # noqa: F403

SECRET_KEY = "only-for-tests"
DEBUG = False
HTTPS = SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A file, not memory: threads and worker processes of tests see what was committed, each over a connection of its own.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": Path(gettempdir()) / f"gyoryu-test-{os.getpid()}.sqlite3"}  # noqa: F405
