"""An event that is open now, a firm signed in, its draft and its meeting."""

import pytest
from django.urls import reverse
from django.utils import timezone

from gyoryu.meetings.models import Application, Interpreter, Meeting, TimetableVersion
from gyoryu.programmes.models import Slot, Table
from tests.gyoryu.consultations import consultation, person
from tests.gyoryu.web.participant.applying import DAY, application_of


@pytest.fixture
def event():
    """Applications and requests are open now."""
    now = timezone.now()
    windows = {"apply_from": now - DAY, "apply_until": now + DAY, "wish_from": now - DAY, "wish_until": now + DAY}
    return consultation(sellers=2, buyers=3, ask=False, **windows)


@pytest.fixture
def firm(event, client):
    """S001, signed in."""
    application = Application.objects.get(event=event, number="S001")
    client.force_login(application.applicant)
    return application


@pytest.fixture
def draft(event, client):
    user = person("new@sample.example")
    client.force_login(user)
    client.post(reverse("apply", args=[event.pk, "seller"]))
    return Application.objects.get(applicant=user)


@pytest.fixture
def meeting(event):
    interpreter = Interpreter.objects.create(event=event, number="I01", name_ko="통역 1", languages=["ko", "zh"])
    slot, table = Slot.objects.first(), Table.objects.first()
    Slot.objects.filter(pk=slot.pk).update(starts_at=timezone.now() + DAY, ends_at=timezone.now() + DAY + DAY / 48)
    meeting = Meeting.objects.create(
        event=event,
        seller=application_of(event, "S001"),
        buyer=application_of(event, "B001"),
        slot=slot,
        table=table,
        interpreter=interpreter,
    )
    row = {"seller": meeting.seller_id, "buyer": meeting.buyer_id, "before": None, "after": None}
    for number, difference in ((1, {}), (2, {"moved": [row]})):
        TimetableVersion.objects.create(event=event, number=number, published_at=timezone.now(), difference=difference)
    return meeting
