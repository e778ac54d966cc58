"""Which applications officers find."""

import pytest

from gyoryu.meetings.models import Application
from tests.gyoryu.consultations import consultation
from tests.gyoryu.web.organiser.applications.applicants import applicant

pytestmark = pytest.mark.django_db


def test_drafts_and_applications_elsewhere_are_nobodys_business(client, officer, event):
    draft, foreign = applicant(event, 1), applicant(consultation(sellers=0, buyers=0), 1)
    Application.objects.filter(pk=draft.pk).update(state="draft")
    for application in (draft, foreign):
        assert client.get(f"/applications/{application.pk}/").status_code == 404
        assert client.post(f"/applications/{application.pk}/decide/").status_code == 404
