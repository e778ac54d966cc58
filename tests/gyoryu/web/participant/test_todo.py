"""What is due, on the start page of a participant."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from gyoryu.meetings.models import Wish
from gyoryu.programmes.queries import load_permissions
from gyoryu.web.participant.todo import next_steps
from tests.gyoryu.factories import BEGIN, make_interpreter, make_user
from tests.gyoryu.web.participant.applying import DAY, application_of

pytestmark = pytest.mark.django_db


def test_the_start_page_says_what_is_due(client, firm, event):
    text = client.get(reverse("start"), headers={"accept-language": "en"}).text
    assert "Choose whom you want to meet" in text
    Wish.objects.create(event=event, asked=firm, asker=application_of(event, "B001"), created_at=timezone.now())
    assert (
        "Answer the requests you have received" in client.get(reverse("start"), headers={"accept-language": "en"}).text
    )


def tasks_of(user):
    with override("en"):
        return list(next_steps(user, load_permissions(user)))


def test_a_draft_is_finished_while_applications_are_open(client, draft, event):
    (task,) = tasks_of(draft.applicant)
    assert (task.text, task.url) == ("Finish your application and send it", reverse("my-apply", args=[draft.pk]))
    assert task.until.startswith("Until ")
    type(event.terms).objects.update(apply_until=timezone.now())
    assert tasks_of(draft.applicant) == []


def test_what_ends_within_a_day_is_marked(firm, event):
    type(event.terms).objects.update(wish_until=timezone.now() + 2 * DAY)
    assert [task.soon for task in tasks_of(firm.applicant)] == [False]
    type(event.terms).objects.update(wish_until=timezone.now() + DAY / 2)
    assert [task.soon for task in tasks_of(firm.applicant)] == [True]


def test_on_the_day_participants_and_interpreters_are_led_to_their_meetings(firm, event, clock):
    interpreter = make_interpreter(event, user=make_user())
    assert "Your meetings of today" not in [task.text for task in tasks_of(firm.applicant)]
    assert tasks_of(interpreter.user) == []
    clock(BEGIN)
    assert reverse("my-agenda", args=[firm.pk]) in [task.url for task in tasks_of(firm.applicant)]
    (task,) = tasks_of(interpreter.user)
    assert task.url == reverse("interpreting", args=[interpreter.pk])
    clock(BEGIN + DAY)
    assert tasks_of(interpreter.user) == []
