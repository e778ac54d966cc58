"""The one entry of the program."""

import os
import sys

import pytest

from gyoryu.__main__ import main


def test_it_is_django_under_our_name_and_settings(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["/somewhere/gyoryu", "check", "--help"])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 0
    assert "usage: gyoryu check" in capsys.readouterr().out


@pytest.mark.parametrize(("present", "expected"), [(None, "gyoryu.settings"), ("tests.house.house_settings",) * 2])
def test_the_settings_are_ours_unless_others_are_named(monkeypatch, present, expected):
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)
    if present:
        monkeypatch.setenv("DJANGO_SETTINGS_MODULE", present)
    calls = []
    execute = "gyoryu.__main__.execute_from_command_line"
    monkeypatch.setattr(execute, lambda argv: calls.append((argv, os.environ["DJANGO_SETTINGS_MODULE"])))
    monkeypatch.setattr(sys, "argv", ["x", "plan", "a.xlsx"])
    main()
    assert calls == [(["gyoryu", "plan", "a.xlsx"], expected)]
