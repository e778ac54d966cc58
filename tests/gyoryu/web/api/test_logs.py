"""Meeting logs through the API."""

import pytest

from gyoryu.meetings.models import Meeting
from gyoryu.programmes.models import Slot
from tests.gyoryu.web.api.calling import application, caller

pytestmark = pytest.mark.django_db


def test_a_log_is_written_changed_and_answered_and_keeps_its_own_sides_notes(client, event):
    seller, buyer = application(event, "S001"), application(event, "B001")
    meeting = Meeting.objects.create(event=event, seller=seller, buyer=buyer, slot=Slot.objects.first())
    seller_call, buyer_call = caller(client, seller.applicant), caller(client, buyer.applicant)
    data = {
        "product": "펌프",
        "quantity": "10",
        "unit_price": "12.5",
        "interest": 4,
        "note": "비밀",
        "next_on": "2026-06-01",
    }
    log = seller_call("post", f"/meetings/{meeting.pk}/logs", data).json()
    assert (log["amount"], log["author_side"], log["interest"]) == ("125.00", "seller", 4)
    (seen,) = buyer_call("get", f"/meetings/{meeting.pk}/logs").json()
    assert (seen["amount"], seen["note"], seen["interest"], seen["next_on"]) == ("125.00", "", None, None)
    assert buyer_call("put", f"/logs/{log['id']}", {"version": 1}).status_code == 403
    answer = buyer_call("post", f"/logs/{log['id']}/answer", {"verdict": "confirmed", "version": 1}).json()
    assert answer["verdict"] == "confirmed"
    changed = seller_call("put", f"/logs/{log['id']}", {**data, "quantity": "20", "version": 1}).json()
    assert (changed["amount"], changed["verdict"]) == ("250.00", "")
    assert seller_call("put", f"/logs/{log['id']}", {**data, "version": 1}).status_code == 409
