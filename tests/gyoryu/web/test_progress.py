"""Progress of a job, as pages ask for it."""

import pytest

from gyoryu.base.queue import Job
from gyoryu.web.progress import progress_of


@pytest.mark.parametrize(
    ("job", "share"), [(None, 0), (Job(share=0.0), 0), (Job(share=0.256), 26), (Job(share=1.0), 100)]
)
def test_the_share_is_in_per_cent_and_nothing_without_a_job(job, share):
    assert progress_of(job, "Being made", is_over=False) == {"is_over": False, "share": share, "phase": "Being made"}
