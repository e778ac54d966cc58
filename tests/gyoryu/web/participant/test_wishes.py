"""Meeting requests of participants."""

import pytest
from django.urls import reverse

from gyoryu.meetings.models import Wish
from tests.gyoryu.web.participant.applying import application_of

pytestmark = pytest.mark.django_db


def test_requests_are_sent_ordered_answered_and_withdrawn(client, firm, event):
    for number in ("B001", "B002"):
        client.post(
            reverse("my-wish-ask", args=[firm.pk, application_of(event, number).pk]), {"note": "만나고 싶습니다"}
        )
    first, second = Wish.objects.order_by("rank")
    client.post(reverse("my-wishes-order", args=[firm.pk]), {"order": [first.pk, second.pk], "up": second.pk})
    assert list(Wish.objects.order_by("rank")) == [second, first]
    client.post(reverse("my-wish-withdraw", args=[firm.pk, first.pk]))
    buyer = application_of(event, "B002")
    client.force_login(buyer.applicant)
    assert "만나고 싶습니다" in client.get(reverse("my-wishes", args=[buyer.pk])).text
    client.post(reverse("my-wish-answer", args=[buyer.pk, second.pk]), {"answer": "accepted"})
    assert Wish.objects.get().answer == "accepted"
    assert client.post(reverse("my-wish-withdraw", args=[buyer.pk, second.pk])).status_code == 404
