"""The demo is the program itself, told by its own verbs."""

from pathlib import Path

import pytest
from django.utils import timezone

from gyoryu.management.commands.demo import ROLES
from gyoryu.management.demo import site
from gyoryu.meetings.models import Application, Interpreter, Meeting, MeetingLog, TimetableVersion, Wish
from gyoryu.organisations.models import Identifier
from gyoryu.organisations.rules import compact_identifier
from gyoryu.people.models import User
from gyoryu.programmes.models import Event, Programme

pytestmark = pytest.mark.django_db
EXAMPLE = Path(__file__).parents[4] / "examples/consultation-ko.xlsx"


@pytest.fixture
def sign_ins(monkeypatch):
    monkeypatch.setattr(site, "PLAN_SECONDS", 1)
    return site.make_site(EXAMPLE, timezone.now(), lambda _: None)


def test_there_are_two_programmes_and_a_whole_consultation(sign_ins, client):
    assert set(Programme.objects.values_list("since", flat=True)) == {2005, 2018}
    live_event = Event.objects.get(starts_on=timezone.now().date())
    people = Application.objects.filter(event=live_event, state="accepted")
    assert (people.filter(side="seller").count(), people.filter(side="buyer").count()) == (150, 57)
    assert Interpreter.objects.filter(event=live_event).count() == 46
    assert Wish.objects.filter(event=live_event).count() > 1400
    assert TimetableVersion.objects.filter(event=live_event, number=1).exists()
    assert Meeting.objects.filter(event=live_event).count() > 900
    past_event = Event.objects.get(starts_on__year=live_event.starts_on.year - 1)
    assert MeetingLog.objects.filter(meeting__event=past_event).exists()
    assert all(identifier.event.is_sample for identifier in people.select_related("event")[:1])
    for identifier in Identifier.objects.exclude(scheme="other")[:20]:
        assert compact_identifier(identifier.scheme, identifier.value) == identifier.value
    assert {identifier.role for identifier in sign_ins} == {*ROLES}
    for identifier in sign_ins:
        assert User.objects.get(email=identifier.email).check_password(site.PASSWORD)
    client.force_login(User.objects.get(email="officer@sample.example"))
    for page in ("wishes", "timetable", "live", "results", "applications"):
        assert client.get(f"/events/{live_event.pk}/{page}/").status_code == 200
