"""The job that makes prints and exports."""

import pytest

from gyoryu.base.files import Output
from gyoryu.exports.outputs import request_output
from gyoryu.jobs import outputs
from tests.gyoryu.consultations import consultation, person
from tests.gyoryu.jobs.claimed import work_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def output(settings, tmp_path):
    settings.FILES = tmp_path
    return request_output(consultation(sellers=1, buyers=1), "summary", "en", person("officer@agency.example"))


def test_it_is_made_once(output):
    work = work_at("make_output", {"output": output.pk})
    outputs.make(work)
    output.refresh_from_db()
    first = output.file
    assert first.path.exists()
    outputs.make(work)
    output.refresh_from_db()
    assert output.file == first


def test_one_that_was_removed_since_is_no_failure(output):
    Output.objects.all().delete()
    outputs.make(work_at("make_output", {"output": output.pk}))
    assert not Output.objects.exists()


def test_a_failure_is_noted(output):
    outputs.mark_failed(work_at("make_output", {"output": output.pk}).job, "out_of_time")
    output.refresh_from_db()
    assert output.failure == "out_of_time"
