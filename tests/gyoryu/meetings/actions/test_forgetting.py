from datetime import date

import pytest
from consultations import consultation

from gyoryu.base.models import AuditLine
from gyoryu.jobs.handlers import KINDS
from gyoryu.meetings.actions.forgetting import forget_expired
from gyoryu.meetings.models import Application, Consent, Representative

pytestmark = pytest.mark.django_db
TODAY = date(2028, 6, 1)


@pytest.fixture
def people():
    event = consultation(sellers=2, buyers=0, ask=False)
    found = list(Application.objects.filter(event=event).order_by("number"))
    for one in found:
        one.typed, one.remark = {"people": "견본"}, "call me"
        one.save()
        Representative.objects.create(application=one, name_ko="견본")
    return found


def consent(application, until, **fields):
    given = "2026-03-01T00:00:00Z"
    Consent.objects.create(
        application=application, kind="collection", given_at=given, text_version="1", keep_until=until, **fields
    )


def test_people_are_forgotten_when_their_time_is_over_and_not_before(people):
    consent(people[0], date(2028, 5, 31))
    consent(people[1], TODAY)
    assert forget_expired(TODAY) == 1
    assert list(Representative.objects.values_list("application", flat=True)) == [people[1].pk]
    people[0].refresh_from_db()
    assert (people[0].typed, people[0].remark, people[0].state) == ({}, "", "accepted")
    assert AuditLine.objects.filter(verb="forget_people").count() == 1
    assert forget_expired(TODAY) == 0


def test_a_later_consent_keeps_them(people):
    consent(people[0], date(2027, 1, 1), withdrawn_at="2026-04-01T00:00:00Z")
    consent(people[0], date(2029, 1, 1))
    assert forget_expired(TODAY) == 0


def test_it_is_done_every_day():
    assert KINDS["forget"].every
