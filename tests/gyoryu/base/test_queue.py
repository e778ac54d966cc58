"""The table of jobs: who gets one, what becomes of it, and what of those whose worker is gone."""

from collections import Counter
from datetime import timedelta
from threading import Barrier, Event, Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from gyoryu.base import queue
from gyoryu.base.queue import LOST_AFTER, PAUSES, Job, enqueue
from gyoryu.jobs import worker

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def unmarked(job):
    """For jobs that are tried again, or whose row is of no account here."""


def later(**by):
    return timezone.now() + timedelta(**by)


def started(**options):
    enqueue("rest", {"seconds": 0}, by=None, **options)
    return queue.claim("a", later(seconds=1))


def test_jobs_are_taken_in_order_once_their_time_has_come():
    second = enqueue("rest", {}, by=None)
    first_job = enqueue("rest", {}, by=None, run_after=timezone.now() - SECOND)
    enqueue("rest", {}, by=None, run_after=later(hours=1))
    assert [queue.claim("a", later(seconds=1)) for _ in range(3)] == [first_job, second, None]


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_claim_one_job():
    jobs = [enqueue("rest", {}, by=None) for _ in range(40)]
    claims, start, moment = Counter(), Barrier(4), later(seconds=1)

    def take(name):
        start.wait()
        while job := queue.claim(name, moment):
            claims[job.pk] += 1
        connection.close()

    threads = [Thread(target=take, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert claims == Counter(job.pk for job in jobs)


@pytest.mark.django_db(transaction=True)
def test_a_job_of_a_transaction_that_failed_never_was():
    with transaction.atomic():
        enqueue("rest", {}, by=None)
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_under_one_key_only_one_waits():
    first_job = enqueue("rest", {}, by=None, unique_key="k", run_after=later(hours=1))
    assert enqueue("rest", {}, by=None, unique_key="k") == first_job
    running = queue.claim("a", later(seconds=1))  # the earlier of the two times
    assert running == first_job
    assert enqueue("rest", {}, by=None, unique_key="k") != first_job


def test_one_that_fails_while_one_alike_waits_leaves_the_work_to_it():
    running = started(unique_key="k")
    waiting_job = enqueue("rest", {}, by=None, unique_key="k")
    queue.fail(running, "oops", "", timezone.now(), unmarked)
    running.refresh_from_db()
    assert (running.state, running.error_code) == ("cancelled", "one_alike_waits")
    assert Job.objects.get(state="queued") == waiting_job


def test_a_failure_is_tried_again_after_longer_and_longer_pauses_and_then_no_more():
    enqueue("rest", {}, by=None, max_attempts=3)
    now = timezone.now()
    for pause in PAUSES[:2]:
        job = queue.claim("a", now)
        queue.fail(job, "oops", "where", now, unmarked)
        assert queue.claim("a", now + pause - SECOND) is None
        now += pause
    job = queue.claim("a", now)
    queue.fail(job, "oops", "where", now, unmarked)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error_code, job.trace) == ("failed", 3, "oops", "where")
    assert job.is_over
    assert queue.claim("a", now + timedelta(days=1)) is None


def test_a_waiting_job_is_cancelled_at_once_and_a_running_one_is_asked():
    waiting = enqueue("rest", {}, by=None, run_after=later(hours=1))
    running = started()
    assert not queue.report_progress(running, 0.5, "resting", {"score": 3}, timezone.now())
    for job in (waiting, running):
        queue.request_cancel(job, timezone.now())
        job.refresh_from_db()
    assert (waiting.state, running.state) == ("cancelled", "running")
    assert (running.share, running.progress_data) == (0.5, {"score": 3})
    assert queue.report_progress(running, 0.6, "resting", {}, timezone.now())
    queue.mark_cancelled(running, timezone.now())
    queue.request_cancel(running, timezone.now())
    running.refresh_from_db()
    assert running.state == "cancelled"


def test_a_silent_worker_loses_its_job_and_is_not_heard_afterwards():
    lost_job = started()
    now = timezone.now() + SECOND
    assert queue.requeue_lost(now + LOST_AFTER - SECOND, unmarked) == 0
    assert queue.requeue_lost(now + LOST_AFTER + SECOND, unmarked) == 1
    again = queue.claim("b", now + LOST_AFTER + 2 * SECOND)
    assert (again, again.attempts) == (lost_job, 2)
    assert not queue.heartbeat(lost_job, now)
    assert queue.report_progress(lost_job, 0.9, "resting", {}, now)
    assert not queue.finish(lost_job, now)
    assert queue.finish(again, now)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no clock but that of the machine")
@pytest.mark.parametrize("ahead", [60, 3600, -60, -3600])
def test_a_worker_with_a_wrong_clock_takes_no_job_that_is_being_done(clock, monkeypatch, ahead):
    """Nor does it leave one alone that is due, or say that it lives at a time that others take for silence."""
    others_job = enqueue("rest", {}, by=None)
    assert queue.claim("healthy", queue.database_now()) == others_job
    clock(timezone.now() + timedelta(seconds=ahead))
    monkeypatch.setattr(worker.connection, "close", lambda: None)  # it is in the test's transaction
    worker.work_until(OneRound(), "other")
    others_job.refresh_from_db()
    assert (others_job.state, others_job.worker, others_job.attempts) == ("running", "healthy", 1)
    assert not Job.objects.filter(state="queued", kind="sweep").exists()  # added, found due, and done
    assert Job.objects.filter(state="done", kind="sweep").exists()
    own_job = enqueue("rest", {}, by=None)
    queue.claim("wrong", queue.database_now())
    queue.heartbeat(Job.objects.get(pk=own_job.pk), queue.database_now())
    with connection.cursor() as cursor:
        cursor.execute("SELECT abs(extract(epoch FROM statement_timestamp() - max(heartbeat_at))) FROM gyoryu_job")
        assert cursor.fetchone()[0] < 10


class OneRound(Event):
    """Told to end as soon as the worker rests."""

    def wait(self, timeout=None):
        self.set()
        return True


def test_a_job_that_loses_worker_after_worker_is_given_up():
    job = started(max_attempts=1)
    queue.requeue_lost(later(minutes=1), unmarked)
    job.refresh_from_db()
    assert (job.state, job.error_code) == ("failed", "worker_lost")


def test_a_lost_job_that_was_to_be_cancelled_is_not_begun_again():
    job = started()
    queue.request_cancel(job, timezone.now())
    queue.requeue_lost(later(minutes=1), unmarked)
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_what_is_given_back_does_not_count_as_an_attempt():
    job = started()
    queue.release(job, timezone.now())
    job.refresh_from_db()
    assert (job.state, job.attempts, str(job)) == ("queued", 0, f"job {job.pk} (rest)")
