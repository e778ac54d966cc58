"""An import goes from validated to committed to reverted, and no other way."""

import pytest

from gyoryu.base.files import store_file
from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.importing.committing import commit, request_commit
from gyoryu.meetings.actions.importing.reverting import revert
from gyoryu.meetings.actions.importing.validating import choose
from gyoryu.meetings.models import ImportBatch
from tests.gyoryu.consultations import BEGIN, consultation, person

pytestmark = pytest.mark.django_db
State = ImportBatch.State
NOT_OPEN = (State.BRINGING, State.DONE, State.UNDONE)


@pytest.fixture
def officer():
    return person("officer@agency.example")


@pytest.fixture
def batch(settings, tmp_path):
    settings.FILES = tmp_path
    return ImportBatch.objects.create(
        event=consultation(ask=False), file=store_file(b"a,b", "text/csv"), name="a.csv", language="ko"
    )


def in_state(batch, state):
    batch.state = state
    batch.save()
    return batch


@pytest.mark.parametrize("state", NOT_OPEN)
def test_choices_are_refused_once_it_is_committed(batch, officer, state):
    with pytest.raises(Refused, match="import_is_over"):
        choose(in_state(batch, state), {}, {}, officer, with_slots=True)


@pytest.mark.parametrize("state", [state for state in State.values if state != State.LOOKED])
def test_only_a_validated_import_is_committed_by_a_worker(batch, officer, state):
    with pytest.raises(Refused, match="import_is_over"):
        request_commit(in_state(batch, state), officer)


@pytest.mark.parametrize("state", [State.LOOKING, State.DONE, State.UNDONE])
def test_nothing_is_committed_twice(batch, officer, state):
    with pytest.raises(Refused, match="import_is_over"):
        commit(in_state(batch, state), officer, BEGIN)


@pytest.mark.parametrize("state", [state for state in State.values if state != State.DONE])
def test_only_a_committed_import_is_reverted(batch, officer, state):
    with pytest.raises(Refused, match="import_is_not_done"):
        revert(in_state(batch, state), officer, BEGIN)
