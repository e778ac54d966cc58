"""The command for requests about personal data."""

import zipfile

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.translation import override

from gyoryu.people.models import User
from tests.gyoryu.privacy.marked import OWNER

pytestmark = pytest.mark.django_db


def test_commands_export_and_erase(stage, committed, tmp_path, capsys):
    out = tmp_path / "data.zip"
    call_command("privacy", "export", OWNER, "--out", str(out), "--language", "en")
    assert zipfile.is_zipfile(out)
    with committed():
        call_command("privacy", "erase", OWNER)
    assert "entries erased" in capsys.readouterr().out
    assert not User.objects.filter(email=OWNER).exists()
    with override("ko"), pytest.raises(CommandError, match="견본 협력사업"):
        call_command("privacy", "erase", "officer@agency.example")
