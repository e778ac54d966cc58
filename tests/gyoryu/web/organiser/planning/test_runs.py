"""Searches for a plan: requested, watched, listed, adopted."""

import pytest
from django.urls import reverse

from gyoryu.jobs import worker
from gyoryu.meetings.models import Meeting, Placement, PlanRun
from gyoryu.programmes.models import Slot
from tests.gyoryu.web.reviewing import confirm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_event")]


def test_from_the_wishes_to_the_published_timetable(desk, event):
    assert "Both ask" in desk.get(reverse("event-wishes", args=[event.pk])).text
    answer = desk.post(reverse("event-runs", args=[event.pk]), {"seconds": 2, "seed": 0, "keep_locked": "on"})
    run = PlanRun.objects.get(event=event)
    assert answer["Location"] == reverse("plan-run", args=[event.pk, run.pk])
    progress = desk.get(reverse("plan-progress", args=[event.pk, run.pk])).json()
    assert (progress["is_over"], progress["phase"]) == (False, "Waiting")
    worker.drain()
    assert desk.get(reverse("plan-progress", args=[event.pk, run.pk])).json()["is_over"]
    assert "there is no better timetable" in desk.get(answer["Location"]).text
    confirm(desk, reverse("plan-adopt", args=[event.pk, run.pk]))
    assert Placement.objects.filter(event=event).count() == 4
    page = desk.get(reverse("event-timetable", args=[event.pk]))
    assert "Draft, not published" in page.text
    confirm(desk, reverse("timetable-publish", args=[event.pk]))
    assert Meeting.objects.filter(event=event).count() == 4
    version = desk.get(reverse("timetable-version", args=[event.pk, 1]))
    assert version.context["counts"] == {"added": 4, "moved": 0, "dropped": 0}


def test_a_plan_with_too_little_room_says_why(desk, event):
    Slot.objects.filter(pk__in=Slot.objects.filter(event=event)[1:].values("pk")).delete()
    desk.post(reverse("event-runs", args=[event.pk]), {"seconds": 1, "seed": 0})
    worker.drain()
    page = desk.get(reverse("plan-run", args=[event.pk, PlanRun.objects.get().pk]))
    assert len(page.context["unmet"]) == 2
    assert all(item["why"].endswith(".") for item in page.context["unmet"])


def test_wishes_are_met_only_where_that_is_known(desk, event):
    """A plan is shown before its reasons are computed."""
    Slot.objects.filter(pk__in=Slot.objects.filter(event=event)[1:].values("pk")).delete()
    desk.post(reverse("event-runs", args=[event.pk]), {"seconds": 1, "seed": 0})
    worker.drain()
    run = PlanRun.objects.get()
    PlanRun.objects.update(reasons=[])
    page = desk.get(reverse("plan-run", args=[event.pk, run.pk])).text
    assert "Wishes not met: 2. Their reasons are not known yet" in page
    assert "Every wish is met" not in page
    PlanRun.objects.update(problem={**run.problem, "pairs": []}, plan={**run.plan, "meetings": []})
    page = desk.get(reverse("plan-run", args=[event.pk, run.pk])).text
    assert "This plan had no wishes to meet" in page
    assert "Every wish is met" not in page


def test_what_cannot_be_planned_is_said_on_the_form(desk, event):
    page = desk.post(reverse("event-runs", args=[event.pk]), {"seconds": 9999, "seed": 0})
    assert "600" in page.text
    assert not PlanRun.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_runs_are_listed_with_a_fixed_number_of_queries(desk, event, count, django_assert_num_queries):
    for _ in range(count):
        PlanRun.objects.create(event=event, state="done", score={"must": 0, "weight": 1}, bounds={"must": 0})
    with django_assert_num_queries(10):
        desk.get(reverse("event-runs", args=[event.pk]))
