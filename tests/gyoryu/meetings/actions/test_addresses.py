"""A calendar whose address has become known to others."""

import pytest
from django.test import Client

from gyoryu.base.models import AuditLine
from gyoryu.meetings.models import Application
from tests.gyoryu.consultations import consultation

pytestmark = pytest.mark.django_db


def test_the_former_address_shows_nothing_any_more():
    event = consultation(sellers=1, buyers=1, ask=False)
    firm = Application.objects.get(event=event, side="seller")
    client, former = Client(), f"/calendar/{firm.calendar}.ics"
    assert client.get(former).status_code == 200
    client.force_login(firm.applicant)
    assert client.post(f"/my/{firm.pk}/calendar/")["Location"] == f"/my/{firm.pk}/"
    firm.refresh_from_db()
    assert client.get(former).status_code == 404
    assert client.get(f"/calendar/{firm.calendar}.ics").status_code == 200
    assert AuditLine.objects.filter(verb="renew_calendar", key=firm.pk).exists()
