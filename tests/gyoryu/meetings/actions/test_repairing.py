"""What a repair can be requested for. Repairs themselves are tested on the day of the event and interleaved."""

import pytest

from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.repairing import SCOPES, request_repair
from gyoryu.meetings.models import Application, PlanRun
from tests.gyoryu.consultations import BEGIN, consultation, person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("scope", ["", "week", "EVENT", "day "])
def test_an_unknown_scope_is_refused(scope):
    assert scope not in SCOPES
    consultation(ask=False)
    with pytest.raises(Refused, match="bad_scope"):
        request_repair(Application.objects.get(number="S001"), scope, person("officer@agency.example"), BEGIN)
    assert not PlanRun.objects.exists()
