"""Meeting requests of participants, and times at which they are not there."""

import pytest
from django.urls import reverse
from django.utils import timezone

from gyoryu.meetings.models import Wish
from gyoryu.programmes.models import Slot
from tests.gyoryu.factories import make_event, make_wish
from tests.gyoryu.web.participant.applying import DAY, application_of

pytestmark = pytest.mark.django_db


def test_requests_are_sent_ordered_answered_and_withdrawn(client, firm, event):
    for number in ("B001", "B002"):
        client.post(
            reverse("my-wish-request", args=[firm.pk, application_of(event, number).pk]), {"note": "만나고 싶습니다"}
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


def test_times_are_blocked_by_ticking(client, firm):
    slots = list(Slot.objects.all())
    client.post(reverse("my-times", args=[firm.pk]), {"slot": [slots[1].pk]})
    assert list(firm.away.all()) == [slots[1]]


def test_a_time_of_another_event_is_not_blocked_and_one_time_stays_free(client, firm):
    url, foreign = reverse("my-times", args=[firm.pk]), make_event(slots=1).slots.get()
    slots = [slot.pk for slot in firm.event.slots.all()]
    client.post(url, {"slot": [slots[0], foreign.pk, "x"]})
    assert [slot.pk for slot in firm.away.all()] == slots[:1]
    page = client.post(url, {"slot": slots})
    assert page.status_code == 200
    assert [slot.pk for slot in firm.away.all()] == slots[:1]


def test_nothing_is_requested_after_the_window_nor_of_the_own_side(client, firm, event):
    other, own_side = application_of(event, "B001"), application_of(event, "S002")
    assert client.post(reverse("my-wish-request", args=[firm.pk, own_side.pk])).status_code == 404
    type(event.terms).objects.update(wish_until=timezone.now())
    page = client.post(
        reverse("my-wish-request", args=[firm.pk, other.pk]), follow=True, headers={"accept-language": "en"}
    )
    assert "The deadline for meeting requests is over." in page.text
    assert not Wish.objects.exists()


def test_a_button_leads_back_to_its_page_within_the_site(client, firm, event):
    for number, back in (("B001", "/my/"), ("B002", "https://evil.example/")):
        url = reverse("my-wish-request", args=[firm.pk, application_of(event, number).pk])
        answer = client.post(url, {"next": back})
        assert answer["Location"] == (back if back == "/my/" else reverse("my-wishes", args=[firm.pk]))


def test_requests_of_others_are_not_ordered_and_the_last_moves_no_further(client, firm, event):
    first, second = (make_wish(firm, application_of(event, f"B00{n}"), rank=n) for n in (1, 2))
    foreign = make_wish(application_of(event, "S002"), application_of(event, "B001"), rank=7)
    url = reverse("my-wishes-order", args=[firm.pk])
    client.post(url, {"order": [second.pk, foreign.pk, first.pk]})
    foreign.refresh_from_db()
    assert (list(Wish.objects.filter(asker=firm).order_by("rank")), foreign.rank) == ([second, first], 7)
    client.post(url, {"order": [second.pk, first.pk], "down": first.pk})
    assert list(Wish.objects.filter(asker=firm).order_by("rank")) == [second, first]


def test_what_was_received_and_waits_for_an_answer_comes_first(client, firm, event):
    answered = make_wish(application_of(event, "B001"), firm, answer="accepted")
    waiting = make_wish(application_of(event, "B002"), firm, created_at=answered.created_at - DAY)
    page = client.get(reverse("my-wishes", args=[firm.pk]))
    assert page.context["received"] == [waiting, answered]
