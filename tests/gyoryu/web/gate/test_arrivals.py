"""Check-in: participants are found, whatever the keyboard layout of the scanner."""

import pytest
from django.conf import settings
from django.urls import reverse

from gyoryu.meetings.models import Application
from gyoryu.organisations.actions.indexing import update_name_keys
from tests.gyoryu.base.test_keyboards import in_hangul_mode
from tests.gyoryu.consultations import consultation, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(client):
    event = consultation(sellers=12, buyers=1, ask=False)
    client.force_login(person("gate@agency.example", event.programme, "gate"))
    return event


def search(client, event, typed):
    answer = client.get(reverse("event-checkin", args=[event.pk]), {"q": typed})
    return answer.get("Location") or [row.number for row in answer.context["rows"]]


TYPED = {
    "as it is": str,
    "Hangul, letter by letter": lambda address: in_hangul_mode(address, composed=False),
    "Hangul, in syllables": lambda address: in_hangul_mode(address, composed=True),
    "without Shift": str.lower,
    "Caps Lock": str.swapcase,
    "full width": lambda address: "".join(chr(ord(char) + 0xFEE0) for char in address),
    "Chinese punctuation": lambda address: address.replace("/", "、").replace(":", "："),
}


@pytest.mark.parametrize("typed", TYPED)
def test_a_badge_is_found_whatever_the_keyboard_makes_of_its_address(client, event, typed):
    for application in Application.objects.filter(event=event):
        address = settings.SITE_URL + reverse("badge", args=[application.badge])
        assert search(client, event, TYPED[typed](address)) == reverse("badge", args=[application.badge])


def test_two_badges_that_differ_in_case_only_are_told_apart_or_not_guessed(client, event):
    first, second = Application.objects.filter(event=event)[:2]
    first.badge, second.badge = "abcdefghijklmnopqrst", "ABCDEFGHIJKLMNOPQRST"
    first.save()
    second.save()
    assert search(client, event, first.badge) == reverse("badge", args=[first.badge])
    assert search(client, event, second.badge) == reverse("badge", args=[second.badge])
    assert search(client, event, "Abcdefghijklmnopqrst") == []


def test_a_badge_of_another_event_opens_nothing_here(client, event):
    other = consultation(sellers=1, buyers=0, of=event.programme, ask=False)
    assert search(client, event, Application.objects.get(event=other).badge) == []


@pytest.mark.parametrize("typed", ["S003", "s003", "ㄴ003", "Ｓ００３"])
def test_numbers_are_found_as_well(client, event, typed):
    assert search(client, event, typed) == ["S003"]


@pytest.mark.parametrize("typed", ["견본 S005", "样例 S005", "樣例 S005", "sample s005"])
def test_names_are_found_in_any_script(client, event, typed):
    for application in Application.objects.filter(event=event):
        update_name_keys(application.organisation)
    assert search(client, event, typed) == ["S005"]


@pytest.mark.parametrize("typed", ["/", "ㅗㅅ세://", "、、", "한빛환경", "\u3164", "%", "_" * 20])
def test_what_is_nobody_finds_nobody(client, event, typed):
    numbers = search(client, event, typed)
    assert numbers == [] or typed in ("\u3164", "/", "、、")
