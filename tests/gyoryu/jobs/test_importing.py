"""Jobs about imported workbooks."""

import pytest

from gyoryu.jobs import importing
from gyoryu.meetings.actions.importing import receive, request_commit, request_validation
from gyoryu.meetings.models import Application, ImportBatch
from tests.gyoryu.consultations import consultation, person
from tests.gyoryu.jobs.claimed import work_at
from tests.gyoryu.meetings.workbook.workbooks import packed

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return person("officer@agency.example")


@pytest.fixture
def batch(settings, tmp_path, officer):
    settings.FILES = tmp_path
    event = consultation(sellers=0, buyers=0, slots=0, tables=0)
    data = packed({"참가기업": [["번호", "기업명", "언어"], ["S001", "가람", "한국어"]]})
    batch = receive(event, data, "a.xlsx", officer)
    request_validation(batch, officer)
    return batch


def validate(batch):
    importing.validate_import(work_at("look_at_import", {"batch": batch.pk}))
    batch.refresh_from_db()


def commit(batch, by):
    importing.commit_import(work_at("bring_in_import", {"batch": batch.pk}, by=by.pk))
    batch.refresh_from_db()


def test_a_workbook_is_validated_and_committed_by_whoever_asked(batch, officer):
    validate(batch)
    assert (batch.state, batch.found["fault_count"], batch.job) == ("looked", 0, None)
    request_commit(batch, officer)
    commit(batch, officer)
    assert (batch.state, batch.made > 0, Application.objects.get().number) == ("done", True, "S001")


def test_a_job_that_comes_too_late_does_nothing(batch, officer):
    ImportBatch.objects.filter(pk=batch.pk).update(state="undone")
    validate(batch)
    commit(batch, officer)
    assert (batch.state, batch.found) == ("undone", {})


def test_what_no_longer_fits_is_validated_again_and_says_why(batch, officer):
    validate(batch)
    request_commit(batch, officer)
    ImportBatch.objects.filter(pk=batch.pk).update(chosen={"참가기업": {"columns": {"B": ""}}})
    commit(batch, officer)
    assert (batch.state, batch.failure) == ("looked", "import_has_faults")
    assert batch.found["fault_count"] > 0
    assert not Application.objects.exists()


def test_a_failure_can_be_tried_again(batch):
    job = work_at("look_at_import", {"batch": batch.pk}).job
    importing.mark_failed(job, "worker_lost")
    batch.refresh_from_db()
    assert (batch.state, batch.failure, batch.job) == ("looked", "worker_lost", None)
