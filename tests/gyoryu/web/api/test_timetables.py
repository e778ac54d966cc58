"""Plans, drafts and versions through the API."""

from datetime import timedelta

import pytest

from gyoryu.meetings.actions.drafting import place
from gyoryu.meetings.models import PlanRun
from gyoryu.programmes.models import Slot
from tests.gyoryu.consultations import BEGIN
from tests.gyoryu.web.api.calling import application, caller

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("before_the_event")
def test_a_plan_is_asked_for_and_the_draft_published(client, event, officer):
    call = caller(client, officer)
    run = call("post", f"/events/{event.pk}/runs", {"seconds": 5})
    assert (run.status_code, run.json()["state"]) == (202, "waiting")
    assert call("get", f"/events/{event.pk}/runs/{run.json()['id']}").json()["share"] == 0
    early = call("post", f"/events/{event.pk}/runs/{run.json()['id']}/adopt")
    assert (early.status_code, early.json()["code"]) == (409, "run_has_no_plan")
    seller, buyer = application(event, "S001"), application(event, "B001")
    place(event, seller.pk, buyer.pk, Slot.objects.first().pk, None, officer, BEGIN - timedelta(days=1), version=0)
    draft = call("get", f"/events/{event.pk}/draft").json()
    assert len(draft["placements"]) == 1
    version = call("post", f"/events/{event.pk}/publish", {"base": draft["base"]})
    assert (version.status_code, len(version.json()["difference"]["added"])) == (201, 1)
    stale = call("post", f"/events/{event.pk}/publish", {"base": draft["base"]})
    assert (stale.status_code, stale.json()["code"]) == (409, "changed_meanwhile")
    assert call("get", f"/events/{event.pk}/versions/1").json()["number"] == 1
    seller_call = caller(client, seller.applicant)
    assert seller_call("get", f"/applications/{seller.pk}/meetings").json()["total"] == 1
    assert seller_call("get", f"/events/{event.pk}/meetings").status_code == 403
    assert PlanRun.objects.get().by == officer
