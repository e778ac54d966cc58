"""A process for each lane, and an end for what never ends by itself."""

import os
import signal
import time
from datetime import timedelta
from threading import Event

import pytest

from gyoryu.base.models import AuditLine
from gyoryu.base.queue import Job, enqueue
from gyoryu.jobs import supervisor, worker
from gyoryu.jobs.failures import note_in_audit_log
from gyoryu.jobs.handlers import KINDS, Kind
from gyoryu.jobs.stopping import StopSignal
from gyoryu.jobs.supervisor import supervise
from gyoryu.jobs.worker import LANES, kinds_of
from tests.gyoryu.jobs.running_workers import ForkedWorker, wait_until


def test_every_kind_of_job_has_one_lane_and_every_lane_its_work():
    assert sorted(kind for lane in LANES for kind in kinds_of(lane)) == sorted(KINDS)
    for lane in LANES:
        assert bool(kinds_of(lane)) == (lane not in worker.MAIL_LANES)


@pytest.mark.django_db
@pytest.mark.parametrize("lane", [lane for lane in LANES if lane not in worker.MAIL_LANES])
def test_a_lane_does_its_own_work_only(lane, monkeypatch):
    for name, kind in list(KINDS.items()):
        monkeypatch.setitem(KINDS, name, Kind(lambda _: None, note_in_audit_log, lane=kind.lane))
        enqueue(name, {}, by=None)
    enqueue("of_another_version", {}, by=None)
    worker.worker_of(lane, "test", worker.unwatched)(Event())
    tried = set(Job.objects.exclude(attempts=0).values_list("kind", flat=True))
    assert tried == set(kinds_of(lane)) | ({"of_another_version"} if lane == LANES[-1] else set())


def deaf(_work):
    time.sleep(600)


def supervise_until_stopped(*lanes):
    stopping = StopSignal()
    stopping.listen()
    supervise(lanes, stopping)


@pytest.fixture
def supervised(monkeypatch):
    """Start two lanes, with a kind that never ends and whatever else the test has put into KINDS."""
    monkeypatch.setattr(supervisor, "GRACE_SECONDS", 0.3)
    monkeypatch.setattr(supervisor, "POLL_SECONDS", 0.1)
    monkeypatch.setattr(supervisor, "RESTART_SECONDS", 0.1)
    monkeypatch.setitem(KINDS, "deaf", Kind(deaf, note_in_audit_log, time_limit=timedelta(seconds=0.5)))
    started = []
    yield lambda: started.append(ForkedWorker("planning", "other", target=supervise_until_stopped, args=()))
    for process in started:
        os.kill(process.pid, signal.SIGTERM)
        assert process.wait() == 0


@pytest.mark.django_db(transaction=True)
def test_a_handler_that_hears_nothing_is_ended_and_its_lane_goes_on(supervised):
    late_job = enqueue("deaf", {}, by=None)
    next_one = enqueue("rest", {"seconds": 0}, by=None)
    supervised()
    wait_until(lambda: Job.objects.get(pk=next_one.pk).state == "done")
    late_job.refresh_from_db()
    assert (late_job.state, late_job.error_code, late_job.attempts) == ("failed", "out_of_time", 1)
    assert AuditLine.objects.get(verb="fail_job").details == {"of": "deaf", "code": "out_of_time"}


@pytest.mark.django_db(transaction=True)
def test_what_ends_by_itself_begins_again(supervised, monkeypatch):
    def end(_work):
        os._exit(9)

    monkeypatch.setitem(KINDS, "crash", Kind(end, note_in_audit_log))
    crashed = enqueue("crash", {}, by=None)
    next_one = enqueue("rest", {"seconds": 0}, by=None)
    supervised()
    wait_until(lambda: Job.objects.get(pk=next_one.pk).state == "done")
    assert Job.objects.get(pk=crashed.pk).state == "running"  # until it is found silent
