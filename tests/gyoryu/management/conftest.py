import os

import django
import pytest
from django.utils.translation import override

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gyoryu.settings")
django.setup()


@pytest.fixture(autouse=True)
def english_terminal(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def in_english():
    with override("en"):
        yield
