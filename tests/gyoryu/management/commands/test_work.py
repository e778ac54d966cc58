"""`gyoryu work`: what is looked at before the worker begins."""

import pytest
from django.core.management import CommandError, call_command

from gyoryu.base.queue import Job, enqueue
from gyoryu.management import readiness


@pytest.mark.django_db
def test_a_worker_does_not_begin_on_an_older_database(monkeypatch):
    monkeypatch.setattr(readiness, "missing_migrations", lambda: 3)
    with pytest.raises(CommandError, match="lacks 3 migrations"):
        call_command("work")


def test_a_lane_that_is_none_is_refused():
    with pytest.raises(CommandError, match="invalid choice: 'nonsense'"):
        call_command("work", "--only", "nonsense")


@pytest.mark.django_db
def test_once_means_what_is_due_now(capsys):
    enqueue("rest", {"seconds": 0}, by=None)
    call_command("work", once=True)
    assert capsys.readouterr().out.strip() == "1 jobs and emails"
    assert Job.objects.get().state == "done"
