"""Wishes, runs and the timetable as an officer uses them."""

import pytest
from django.urls import reverse

from gyoryu.jobs import worker
from gyoryu.meetings.models import Application, Meeting, PairRule, Placement, PlanRun, TimetableVersion
from gyoryu.programmes.models import Slot, Table
from tests.gyoryu.consultations import consultation, person
from tests.gyoryu.web.reviewing import confirm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_event")]


@pytest.fixture
def event():
    return consultation(sellers=2, buyers=2, slots=4, tables=2)


@pytest.fixture
def desk(client, event):
    """The browser of an officer."""
    client.force_login(person("officer@agency.example", event.programme, "officer", language="en"))
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def pair(event):
    return tuple(Application.objects.get(event=event, number=number).pk for number in ("S001", "B001"))


def put(desk, event, pair, slot, table=0, version=0, **headers):
    url = reverse("timetable-move", args=[event.pk, *pair])
    slots = list(Slot.objects.filter(event=event))
    return desk.post(url, {"slot": slots[slot].pk, "table": table, "version": version}, headers=headers)


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


def test_what_cannot_be_planned_is_said_on_the_form(desk, event):
    page = desk.post(reverse("event-runs", args=[event.pk]), {"seconds": 9999, "seed": 0})
    assert "600" in page.text
    assert not PlanRun.objects.exists()


def test_before_a_drop_every_place_is_judged(desk, event, pair):
    put(desk, event, pair, 0)
    other = Application.objects.get(event=event, number="B002").pk
    url = reverse("timetable-options", args=[event.pk])
    slots = desk.get(url, {"seller": pair[0], "buyer": other}).json()["slots"]
    first, second, *_ = (slots[str(slot.pk)] for slot in Slot.objects.filter(event=event))
    assert not first["legal"]
    assert "another meeting" in first["why"]
    assert second["legal"]
    assert len(second["tables"]) == 2


def test_a_move_by_a_script_is_answered_in_json_and_can_be_undone(desk, event, pair):
    assert put(desk, event, pair, 0, Accept="application/json").json() == {"ok": True}
    placed = Placement.objects.get()
    assert put(desk, event, pair, 2, version=placed.version, Accept="application/json").status_code == 200
    page = desk.get(reverse("event-timetable", args=[event.pk]))
    *_, undo = [part.split('"')[0] for part in page.text.split('action="') if part.startswith("/undo/")]
    desk.post(undo)
    placed.refresh_from_db()
    assert placed.slot == Slot.objects.filter(event=event).first()


def test_the_second_of_two_officers_is_told_and_nothing_is_lost(desk, event, pair):
    put(desk, event, pair, 0)
    late = put(desk, event, pair, 1, version=0, Accept="application/json")
    assert late.status_code == 409
    assert "another window" in late.json()["why"]
    assert Placement.objects.get().slot == Slot.objects.filter(event=event).first()


def test_a_table_that_is_taken_is_refused(desk, event, pair):
    table = Table.objects.filter(event=event).first().pk
    put(desk, event, pair, 0, table)
    others = tuple(Application.objects.get(event=event, number=number).pk for number in ("S002", "B002"))
    answer = put(desk, event, others, 0, table, Accept="application/json")
    assert (answer.status_code, Placement.objects.count()) == (409, 1)


def test_rules_about_a_pair_are_kept_and_taken_back(desk, event, pair):
    url = reverse("event-pair", args=[event.pk, *pair])
    desk.post(url, {"kind": "must", "reason": "priority", "note": "minister's wish"})
    rule = PairRule.objects.get()
    assert (rule.kind, rule.reason, rule.note) == ("must", "priority", "minister's wish")
    assert 'value="must"' in desk.get(url).text
    desk.post(url, {"kind": ""})
    assert not PairRule.objects.exists()


def test_pairs_that_met_at_an_earlier_event_are_excluded_at_a_press(desk, event, pair):
    before = consultation(sellers=0, buyers=0, of=event.programme, ask=False)
    before.starts_on = before.ends_on = event.starts_on.replace(year=2025)
    before.save()
    people = [Application.objects.get(pk=number) for number in pair]
    former = [
        Application.objects.create(
            event=before, organisation=application.organisation, side=application.side, state="accepted"
        )
        for application in people
    ]
    Meeting.objects.create(event=before, seller=former[0], buyer=former[1], state="held")
    desk.post(reverse("forbid-met-before", args=[event.pk]))
    assert list(PairRule.objects.values_list("seller", "buyer", "kind", "reason")) == [
        (*pair, "forbidden", "met_before")
    ]


def test_publishing_from_an_old_page_is_refused(desk, event, pair):
    put(desk, event, pair, 0)
    url = reverse("timetable-publish", args=[event.pk])
    seen = {"digest": desk.get(url).context["sheet"].digest}
    assert [desk.post(url, seen).status_code for _ in range(2)] == [302, 409]
    assert TimetableVersion.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_runs_are_listed_with_a_fixed_number_of_queries(desk, event, count, django_assert_num_queries):
    for _ in range(count):
        PlanRun.objects.create(event=event, state="done", score={"must": 0, "weight": 1}, bounds={"must": 0})
    with django_assert_num_queries(10):
        desk.get(reverse("event-runs", args=[event.pk]))


def test_strange_questions_have_an_answer(desk, event):
    for question in ("?day=x&tables=-1&page=9", "?day=99999999&turned=2", "?down=x&across=0"):
        assert desk.get(reverse("event-timetable", args=[event.pk]) + question).status_code == 200
        assert desk.get(reverse("event-wishes", args=[event.pk]) + question).status_code == 200
    assert desk.get(reverse("timetable-options", args=[event.pk]), {"seller": "x"}).status_code == 404
