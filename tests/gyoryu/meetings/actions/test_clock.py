"""Nothing that has begun is offered, placed, moved or locked, whichever slot and moment."""

from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions import day, drafting
from gyoryu.meetings.actions.logging import LogInput, write_log
from gyoryu.meetings.actions.planning import adopt_plan, make_plan, request_plan
from gyoryu.meetings.actions.publishing import publish_timetable
from gyoryu.meetings.actions.repairing import make_repair, request_repair
from gyoryu.meetings.models import Application, Meeting, Placement
from gyoryu.meetings.queries.board import board_of, board_of_meetings
from gyoryu.meetings.queries.standby import standby_pairs
from gyoryu.meetings.rules import has_begun, may_log
from gyoryu.programmes.models import Slot, Table
from tests.gyoryu.consultations import BEGIN, consultation, person

pytestmark = pytest.mark.django_db
BEFORE = BEGIN - timedelta(days=1)
HALF = timedelta(minutes=30)
# Before, at, in and after each of six slots.
MOMENTS = [BEGIN + k * HALF + timedelta(minutes=shift) for k in range(6) for shift in (-1, 0, 12)]


@given(st.datetimes(), st.timedeltas(timedelta(days=-2), timedelta(days=2)))
@settings(max_examples=50)
def test_the_moment_of_the_start_is_too_late(start, shift):
    try:
        now = start + shift
    except OverflowError:
        return
    assert has_begun(start, now) == (shift >= timedelta(0)) == may_log(start, now)
    assert may_log(None, now)


@pytest.fixture
def officer():
    return person("officer@agency.example")


@pytest.fixture
def fair(officer):
    """One meeting in each of six slots is published, and the pair S003 × B002 has none."""
    event = consultation(sellers=3, buyers=2, slots=6, tables=2)
    slots, table = list(Slot.objects.filter(event=event)), Table.objects.filter(event=event).first()
    numbers = {application.number: application.pk for application in Application.objects.filter(event=event)}
    pairs = [("S001", "B001"), ("S002", "B001"), ("S003", "B001"), ("S001", "B002"), ("S002", "B002")]
    for (seller, buyer), slot in zip(pairs, slots, strict=False):
        drafting.place(event, numbers[seller], numbers[buyer], slot.pk, table.pk, officer, BEFORE)
    publish_timetable(event, officer, BEFORE, base=0)
    event.free = (numbers["S003"], numbers["B002"])
    return event


def code_of(action):
    try:
        action()
    except Refused as refusal:
        return refusal.code
    return ""


@pytest.mark.parametrize("now", MOMENTS)
def test_what_has_begun_is_neither_offered_nor_accepted(fair, officer, now):
    slots = list(Slot.objects.filter(event=fair))
    started_slots = {slot.pk for slot in slots if slot.starts_at <= now}
    for board in (board_of(fair, now), board_of_meetings(fair, now)):
        assert not started_slots & {f.slot for f in board.feasibilities(fair.free) if f.is_legal}
    assert not started_slots & {
        standby.slot.pk for standby in standby_pairs(Application.objects.get(pk=fair.free[0]), now)
    }
    for slot in slots:
        too_late = slot.pk in started_slots
        walk_in = code_of(lambda s=slot: day.add_walk_in(fair, *fair.free, s.pk, None, officer, now))
        assert (walk_in == "slot_has_begun") == too_late, slot
        Meeting.objects.filter(seller=fair.free[0], buyer=fair.free[1]).delete()
        placed = code_of(lambda s=slot: drafting.place(fair, *fair.free, s.pk, None, officer, now))
        assert (placed == "slot_has_begun") == too_late, slot
        Placement.objects.filter(seller=fair.free[0], buyer=fair.free[1]).delete()
    for placement in Placement.objects.filter(event=fair):
        pair, too_late = (placement.seller_id, placement.buyer_id), placement.slot_id in started_slots
        locked = code_of(partial(drafting.lock, fair, *pair, officer, now, version=placement.version, locked=True))
        assert (locked == "meeting_has_begun") == too_late
        version = placement.version + (not too_late)
        moved = code_of(partial(drafting.place, fair, *pair, slots[-1].pk, None, officer, now, version=version))
        assert (moved in ("meeting_has_begun", "slot_has_begun")) == (too_late or slots[-1].pk in started_slots)
        meeting = Meeting.objects.get(seller_id=pair[0], buyer_id=pair[1])
        logged = code_of(lambda m=meeting: write_log(m, LogInput(product="x"), officer, "staff", now))
        assert (logged == "meeting_has_not_begun") == (not too_late)
    too_late = len(started_slots) == len(slots)
    assert (code_of(lambda: request_plan(fair, officer, now)) == "all_slots_have_begun") == too_late
    absent = Application.objects.get(event=fair, number="B001")
    assert (code_of(lambda: request_repair(absent, "day", officer, now)) == "too_late") == too_late


@pytest.mark.parametrize("minutes", [5, 35, 65, 125])
def test_plans_and_repairs_leave_what_has_begun(fair, officer, clock, minutes):
    now = BEGIN + timedelta(minutes=minutes)
    clock(now)
    started_slots = {slot.pk for slot in Slot.objects.filter(event=fair) if slot.starts_at <= now}
    places = (
        Meeting.objects.filter(event=fair, slot__in=started_slots)
        .order_by("pk")
        .values_list("pk", "slot", "table", "state")
    )
    before = list(places)
    run = request_plan(fair, officer, now, seconds=2, seed=9)
    make_plan(run, lambda *_: False, now)
    run.refresh_from_db()
    assert run.kept == len(before)
    assert (run.score["must"], run.bounds["must"]) == (0, 0)
    adopt_plan(run, officer, now)
    publish_timetable(fair, officer, now, base=1)
    assert list(places) == before
    repair = request_repair(Application.objects.get(event=fair, number="B002"), "event", officer, now)
    make_repair(repair, now)
    repair.refresh_from_db()
    assert repair.state == "done"
    assert list(places) == before
    late = [meeting for meeting in run.plan["meetings"] if int(meeting["slot"][1:]) in started_slots]
    assert len(late) == len(before)


def test_a_draft_with_slots_that_have_begun_since_is_not_published(fair, officer):
    slots = list(Slot.objects.filter(event=fair))
    drafting.place(fair, *fair.free, slots[5].pk, None, officer, BEFORE)
    with pytest.raises(Refused, match="slots_have_begun"):
        publish_timetable(fair, officer, slots[5].starts_at, base=1)
    assert publish_timetable(fair, officer, slots[5].starts_at - HALF, base=1).number == 2


@pytest.fixture
def desk(client, fair):
    client.force_login(person("o@agency.example", fair.programme, "officer", language="en"))
    client.cookies["django_language"] = "en"
    return client


def test_the_pages_offer_what_is_to_come(desk, fair, clock):
    slots = list(Slot.objects.filter(event=fair))
    clock(slots[3].starts_at + timedelta(minutes=12))
    options = desk.get(
        reverse("timetable-options", args=[fair.pk]), {"seller": fair.free[0], "buyer": fair.free[1]}
    ).json()
    legal = {int(slot) for slot, meaning in options["slots"].items() if meaning["legal"]}
    assert legal
    assert legal <= {slots[4].pk, slots[5].pk}
    assert options["slots"][str(slots[0].pk)]["why"] == "This time slot has already begun."
    move = desk.get(reverse("timetable-move", args=[fair.pk, *fair.free]))
    assert {choice.slot.pk for choice in move.context["choices"]} == {slots[4].pk, slots[5].pk}
    walk_in = desk.get(reverse("walk-in", args=[fair.pk]), {"seller": "S003", "buyer": "B002"})
    offered = [(choice["slot"].pk, choice["legal"]) for choice in walk_in.context["choices"]]
    assert {slot for slot, _ in offered} == {slots[4].pk, slots[5].pk}
    assert offered == sorted(offered, key=lambda row: not row[1])  # what is possible stands first
    answer = desk.post(reverse("walk-in", args=[fair.pk]), {"seller": "S003", "buyer": "B002", "slot": slots[3].pk})
    assert "This time slot has already begun." in answer.text
    placement = Placement.objects.filter(event=fair).order_by("slot__starts_at").first()
    page = desk.get(reverse("timetable-move", args=[fair.pk, placement.seller_id, placement.buyer_id])).text
    assert "This meeting has already begun." in page
    assert "Place here" not in page


def test_the_board_says_the_day_when_the_next_slot_is_tomorrow(desk, fair, clock):
    clock(BEGIN + timedelta(minutes=1))
    assert desk.get(reverse("event-board", args=[fair.pk])).context["live"].next_day is None
    clock(BEGIN - timedelta(hours=15))
    page = desk.get(reverse("event-board", args=[fair.pk]))
    assert page.context["live"].next_day == BEGIN.date()
    assert "May" in page.text


@pytest.mark.parametrize(
    ("days", "is_shown"), [(-60, False), (-2, False), (-1, True), (0, True), (1, False), (90, False)]
)
def test_the_gate_is_sent_to_events_of_today_and_tomorrow(client, fair, clock, days, is_shown):
    clock(BEGIN + timedelta(days=days))
    client.force_login(person("gate@agency.example", fair.programme, "gate", language="en"))
    assert (reverse("event-checkin", args=[fair.pk]) in client.get("/start/").text) == is_shown


@pytest.mark.parametrize(("days", "is_shown"), [(-5, True), (0, True), (1, False), (3000, False)])
def test_an_event_that_is_over_asks_for_nothing_but_logs(desk, fair, clock, days, is_shown):
    Table.objects.exclude(meetings__event=fair).delete()
    from gyoryu.programmes.models import Event

    bare = Event.objects.create(
        programme=fair.programme, kind="expo", name_en="Sample", starts_on=fair.starts_on, ends_on=fair.ends_on
    )
    clock(BEGIN + timedelta(days=days))
    page = desk.get(reverse("event", args=[bare.pk])).text
    assert ("There are no time slots yet." in page) == is_shown
