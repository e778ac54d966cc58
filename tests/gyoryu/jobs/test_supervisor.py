"""A process for each lane, and an end for what never ends by itself."""

import time
from datetime import timedelta
from threading import Event, Thread

import pytest
from running_workers import wait_until

from gyoryu.base.models import AuditLine
from gyoryu.base.queue import Job, enqueue
from gyoryu.jobs import supervisor, worker
from gyoryu.jobs.failures import note_in_audit_log
from gyoryu.jobs.handlers import KINDS, Kind
from gyoryu.jobs.supervisor import supervise
from gyoryu.jobs.worker import LANES, kinds_of


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


@pytest.fixture
def lanes(monkeypatch):
    """Lanes as processes of this one, with a kind that never ends; what was put into KINDS is there as well."""
    monkeypatch.setattr(supervisor, "GRACE", 0.3)
    monkeypatch.setattr(supervisor, "LOOK_EVERY", 0.1)
    monkeypatch.setattr(supervisor, "AGAIN_AFTER", 0.1)
    # Forked from a process of several threads, as here, a lane may inherit a lock that nobody gives back.
    monkeypatch.setattr(supervisor, "END_WITHIN", 3.0)
    monkeypatch.setitem(KINDS, "deaf", Kind(deaf, note_in_audit_log, time_limit=timedelta(seconds=0.5)))
    stopping = Event()
    thread = Thread(target=supervise, args=(("planning", "other"), stopping))
    yield thread
    stopping.set()
    thread.join(20)
    assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_a_handler_that_hears_nothing_is_ended_and_its_lane_goes_on(lanes):
    late = enqueue("deaf", {}, by=None)
    next_one = enqueue("rest", {"seconds": 0}, by=None)
    lanes.start()
    wait_until(lambda: Job.objects.get(pk=next_one.pk).state == "done", 20)
    late.refresh_from_db()
    assert (late.state, late.error_code, late.attempts) == ("failed", "out_of_time", 1)
    assert AuditLine.objects.get(verb="fail_job").details == {"of": "deaf", "code": "out_of_time"}


@pytest.mark.django_db(transaction=True)
def test_what_ends_by_itself_begins_again(lanes, monkeypatch):
    def end(_work):
        import os

        os._exit(9)

    monkeypatch.setitem(KINDS, "crash", Kind(end, note_in_audit_log))
    crashed = enqueue("crash", {}, by=None)
    next_one = enqueue("rest", {"seconds": 0}, by=None)
    lanes.start()
    wait_until(lambda: Job.objects.get(pk=next_one.pk).state == "done", 20)
    assert Job.objects.get(pk=crashed.pk).state == "running"  # until it is found silent
