"""Jobs that keep the installation in order."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from gyoryu.base.queue import Job
from gyoryu.base.sent_forms import SentForm
from gyoryu.jobs import handlers
from gyoryu.jobs.handlers import KINDS
from gyoryu.meetings.models import Representative
from tests.gyoryu.factories import make_application
from tests.gyoryu.jobs.claimed import work_at

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES = tmp_path


def test_what_is_over_is_removed_and_the_rest_stays(settings, tmp_path):
    now = timezone.now()
    period = settings.KEPT_DAYS["jobs"]
    for days in (period - 1, period + 1):
        Job.objects.create(kind="rest", state="done", run_after=now, ended_at=now - days * DAY)
        SentForm.objects.create(digest=str(days), user=1, at=now - days * DAY if days > period else now)
    for expiry in (-1, 60):
        session = SessionStore()
        session.set_expiry(expiry)
        session.create()
    handlers.clean_up(work_at("sweep", {}))
    assert Job.objects.filter(state="done").count() == 1
    assert Session.objects.count() == 1
    assert SentForm.objects.count() == 1


def test_partial_files_of_yesterday_are_removed(tmp_path, clock):
    draft, stored = tmp_path / "a.part", tmp_path / "b"
    for path in (draft, stored):
        path.write_text("x")
    handlers.clean_up(work_at("sweep", {}))
    assert draft.exists(), "somebody may be writing it"
    clock(timezone.now() + 2 * DAY)
    handlers.clean_up(work_at("sweep", {}))
    assert (draft.exists(), stored.exists()) == (False, True)


def test_retention_is_applied(clock):
    application = make_application()
    Representative.objects.create(application=application, name_ko="견본")
    handlers.run_retention(work_at("forget", {}))
    assert Representative.objects.exists()
    clock(timezone.now() + 3650 * DAY)
    handlers.run_retention(work_at("forget", {}))
    assert not Representative.objects.exists()


def test_a_rest_reports_and_ends_when_it_is_cancelled():
    work = work_at("rest", {"seconds": 60})
    Job.objects.update(cancel_requested=True)
    handlers.sleep(work)
    assert work.stop_requested
    handlers.sleep(work_at("rest", {"seconds": 0}))


def test_each_kind_has_a_limit_of_time_within_its_pause():
    for kind in KINDS.values():
        assert kind.time_limit > timedelta(0)
        assert kind.every is None or kind.time_limit <= kind.every
