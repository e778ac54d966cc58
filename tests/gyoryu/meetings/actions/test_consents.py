"""Consents of a participant."""

import pytest

from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.consents import active_kinds, give_consent, record_withdrawal
from gyoryu.meetings.models import Application
from tests.gyoryu.consultations import BEGIN, consultation

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    consultation(ask=False)
    return Application.objects.get(number="S001")


def test_a_consent_is_active_until_it_is_withdrawn_and_can_be_given_again(application):
    user = application.applicant
    give_consent(application, "cross_border", user, BEGIN)
    assert active_kinds(application) == ["cross_border"]
    record_withdrawal(application, "cross_border", user, BEGIN)
    assert active_kinds(application) == []
    give_consent(application, "cross_border", user, BEGIN)
    assert active_kinds(application) == ["cross_border"]


def test_an_unknown_kind_is_refused(application):
    for action in (give_consent, record_withdrawal):
        with pytest.raises(Refused, match="unknown_consent"):
            action(application, "advertising", application.applicant, BEGIN)
