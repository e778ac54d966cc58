"""An application begun with what was typed in an earlier one."""

import pytest
from django.urls import reverse
from django.utils import timezone

from gyoryu.meetings.models import Application
from tests.gyoryu.consultations import consultation
from tests.gyoryu.web.participant.applying import DAY, STEPS, step_url

pytestmark = pytest.mark.django_db


def test_the_last_application_can_be_begun_with(client, draft, event):
    for code, data in STEPS.items():
        client.post(step_url(draft, code), data)
    client.post(step_url(draft, "check"))
    now = timezone.now()
    windows = {"apply_from": now - DAY, "apply_until": now + DAY}
    later = consultation(sellers=0, buyers=0, of=event.programme, **windows)
    client.post(reverse("apply", args=[later.pk, "seller"]))
    second = Application.objects.get(event=later)
    client.post(reverse("my-apply-copy", args=[second.pk]))
    second.refresh_from_db()
    assert second.typed["organisation"]["value"] == ["120-81-47521"]
    assert second.typed["topics"]["topics-0-hs6"] == ["842121"]
    assert "consents" not in second.typed
