"""Meeting requests through the API."""

import pytest

from gyoryu.meetings.models import Wish
from tests.gyoryu.web.api.calling import application, caller

pytestmark = pytest.mark.django_db


def test_a_wish_is_sent_put_in_order_answered_and_taken_back(client, event, officer):
    seller, first, second = application(event, "S001"), application(event, "B001"), application(event, "B002")
    call = caller(client, seller.applicant)
    sent = [call("post", f"/applications/{seller.pk}/wishes", {"asked": item.pk}).json() for item in (first, second)]
    order = call("put", f"/applications/{seller.pk}/wishes/order", {"wishes": [sent[1]["id"], sent[0]["id"]]}).json()
    assert [(item["asked"], item["rank"]) for item in order] == [(second.pk, 1), (first.pk, 2)]
    buyer_call = caller(client, first.applicant)
    assert buyer_call("post", f"/wishes/{sent[0]['id']}/answer", {"answer": "declined"}).json()["answer"] == "declined"
    assert call("post", f"/wishes/{sent[0]['id']}/answer", {"answer": "accepted"}).status_code == 404
    assert call("delete", f"/wishes/{sent[1]['id']}").status_code == 204
    assert Wish.objects.count() == 1
    assert caller(client, officer)("get", f"/events/{event.pk}/wishes?asker={seller.pk}").json()["total"] == 1
    assert call("get", f"/events/{event.pk}/wishes").status_code == 403
