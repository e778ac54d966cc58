"""Workers, in this process and as real ones that are killed."""

import os
import signal
from datetime import timedelta
from threading import Event

import pytest
from django.db import connection
from django.utils import timezone

from gyoryu.base import queue
from gyoryu.base.queue import Job, enqueue
from gyoryu.base.refusals import Refused
from gyoryu.jobs import worker
from gyoryu.jobs.failures import note_in_audit_log
from gyoryu.jobs.handlers import KINDS, Kind
from gyoryu.jobs.work import Work
from tests.gyoryu.jobs.running_workers import PATIENCE, real_worker, wait_until

pytestmark = pytest.mark.django_db


def handled_by(monkeypatch, handler):
    monkeypatch.setitem(KINDS, "test", Kind(handler, note_in_audit_log))
    job = enqueue("test", {"n": 1}, by=None)
    worker.drain()
    job.refresh_from_db()
    return job


def test_a_handler_gets_its_arguments_and_tells_how_far_it_is(monkeypatch):
    def handler(work):
        assert work.args == {"n": 1}
        assert not work.progress(0.5, "half", score=7)
        assert Job.objects.get().progress_data == {"score": 7}

    job = handled_by(monkeypatch, handler)
    assert (job.state, job.share, job.progress_code) == ("done", 1, "half")


def test_a_fault_is_kept_without_its_message_and_tried_again(monkeypatch):
    address = "somebody@agency.example"

    def handler(_):
        raise RuntimeError(address)

    job = handled_by(monkeypatch, handler)
    assert (job.state, job.error_code, job.attempts) == ("queued", "RuntimeError", 1)
    assert "test_worker.py" in job.trace
    assert "@" not in job.trace
    assert job.run_after > timezone.now()


def test_a_refusal_is_final(monkeypatch):
    def handler(_):
        raise Refused("window_closed")

    job = handled_by(monkeypatch, handler)
    assert (job.state, job.error_code) == ("failed", "window_closed")


def test_a_cancelled_job_stops_and_stays_so(monkeypatch):
    def handler(work):
        queue.request_cancel(work.job, timezone.now())
        assert work.progress(0.1)

    assert handled_by(monkeypatch, handler).state == "cancelled"


def test_a_worker_that_must_end_gives_its_job_back(monkeypatch):
    stopping = Event()
    job = enqueue("rest", {"seconds": 60}, by=None)
    monkeypatch.setattr(Work, "progress", ask_to_stop(stopping, Work.progress))
    assert worker.drain(stopping=stopping) == 1
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("queued", 0)


def ask_to_stop(stopping, progress):
    def asked(*args, **more):
        stopping.set()
        return progress(*args, **more)

    return asked


def test_what_runs_again_and_again_is_added_once_a_pause():
    for _ in range(2):
        worker.add_scheduled(timezone.now())
    worker.drain()
    worker.add_scheduled(timezone.now())
    assert Job.objects.filter(kind="sweep").count() == 1
    worker.add_scheduled(timezone.now() + timedelta(days=2))
    assert Job.objects.filter(kind="sweep").count() == 2


def test_old_jobs_are_swept_away():
    enqueue("rest", {"seconds": 0}, by=None)
    worker.drain()
    Job.objects.update(ended_at=timezone.now() - timedelta(days=31))
    enqueue("sweep", {}, by=None)
    worker.drain()
    assert Job.objects.get().kind == "sweep"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server that counts connections")
@pytest.mark.django_db(transaction=True)
def test_the_thread_that_says_that_the_worker_lives_leaves_no_connection_behind(monkeypatch):
    def connections():
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
            return cursor.fetchone()[0]

    counts = [connections()]
    monkeypatch.setattr(worker, "HEARTBEAT_SECONDS", 0.01)

    def handler(work):
        wait_until(lambda: connections() > counts[0])
        counts.append(connections())

    handled_by(monkeypatch, handler)
    wait_until(lambda: connections() == counts[0])  # the server notices
    assert counts == [counts[0], counts[0] + 1]


def half_done(job):
    return Job.objects.filter(pk=job.pk, state="running", progress_code="resting").exists()


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_worker_left_is_finished_by_another():
    job = enqueue("rest", {"seconds": 2}, by=None)
    first_worker = real_worker()
    wait_until(lambda: half_done(job))
    os.kill(first_worker.pid, signal.SIGKILL)
    first_worker.wait()
    job.refresh_from_db()
    assert job.state == "running"
    # Thirty seconds are not waited for: its last sign of life is made older.
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - queue.LOST_AFTER * 2)
    second = real_worker()
    wait_until(lambda: Job.objects.filter(pk=job.pk, state="done").exists())
    second.terminate()
    assert second.wait(PATIENCE) == 0
    job.refresh_from_db()
    assert (job.attempts, job.share, job.error_code) == (2, 1, "worker_lost")


@pytest.mark.django_db(transaction=True)
def test_a_worker_told_to_end_gives_back_what_it_does():
    job = enqueue("rest", {"seconds": 60}, by=None)
    process = real_worker()
    wait_until(lambda: half_done(job))
    process.terminate()
    assert process.wait(PATIENCE) == 0
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("queued", 0)


@pytest.mark.django_db(transaction=True)
def test_once_does_what_is_due_and_ends():
    jobs = [enqueue("rest", {"seconds": 0}, by=None) for _ in range(3)]
    assert real_worker("--once").wait(PATIENCE) == 0
    assert {Job.objects.get(pk=job.pk).state for job in jobs} == {"done"}
