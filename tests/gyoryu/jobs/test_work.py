"""What a handler receives."""

import pytest

from gyoryu.base import queue
from tests.gyoryu.jobs.claimed import work_at

pytestmark = pytest.mark.django_db


def test_progress_is_stored_on_the_job_and_goes_on():
    work = work_at("rest", {"seconds": 0})
    assert work.args == {"seconds": 0}
    assert work.progress(0.5, "half", score=7) is False
    work.job.refresh_from_db()
    assert (work.job.share, work.job.progress_code, work.job.progress_data) == (0.5, "half", {"score": 7})
    work.progress(7.0)
    work.job.refresh_from_db()
    assert work.job.share == 1.0


def test_a_cancelled_job_stops_and_goes_on_saying_so():
    work = work_at("rest", {})
    queue.request_cancel(work.job, queue.database_now())
    assert work.progress(0.1)
    type(work.job).objects.update(cancel_requested=False)
    assert work.progress(0.2)


def test_a_worker_that_has_to_end_or_has_lost_the_job_stops():
    assert work_at("rest", {}, stopping=True).progress(0.1)
    work = work_at("rest", {})
    queue.release(work.job, queue.database_now())
    assert work.progress(0.1)
