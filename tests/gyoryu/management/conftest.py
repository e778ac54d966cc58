import os

import django
import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gyoryu.settings")
django.setup()


@pytest.fixture(autouse=True)
def english_terminal(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
