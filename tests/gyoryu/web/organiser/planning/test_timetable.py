"""The draft as a grid, and moves in it."""

import pytest
from django.urls import reverse

from gyoryu.meetings.models import Application, Placement
from gyoryu.programmes.models import Slot, Table
from tests.gyoryu.web.organiser.planning.moves import put

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_event")]


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


def test_strange_questions_have_an_answer(desk, event):
    for question in ("?day=x&tables=-1&page=9", "?day=99999999&turned=2", "?down=x&across=0"):
        assert desk.get(reverse("event-timetable", args=[event.pk]) + question).status_code == 200
        assert desk.get(reverse("event-wishes", args=[event.pk]) + question).status_code == 200
    assert desk.get(reverse("timetable-options", args=[event.pk]), {"seller": "x"}).status_code == 404


def test_a_locked_meeting_is_unlocked_again_and_taken_out(desk, event, pair):
    put(desk, event, pair, 0)
    for locked in ("1", "0"):
        placement = Placement.objects.get()
        url = reverse("timetable-lock", args=[event.pk, *pair])
        answer = desk.post(url, {"locked": locked, "version": placement.version})
        assert answer["Location"] == reverse("timetable-move", args=[event.pk, *pair])
        placement.refresh_from_db()
        assert placement.locked == (locked == "1")
    url = reverse("timetable-remove", args=[event.pk, *pair])
    desk.post(url, {"version": placement.version - 1})
    assert Placement.objects.exists()
    desk.post(url, {"version": placement.version})
    assert not Placement.objects.exists()


def test_the_page_of_a_move_lists_every_slot_with_its_free_tables(desk, event, pair):
    put(desk, event, pair, 0)
    page = desk.get(reverse("timetable-move", args=[event.pk, *pair]))
    assert page.context["present"].slot == event.slots.first()
    assert len(page.context["choices"]) == 4
    assert {len(choice.tables) for choice in page.context["choices"] if choice.feasibility.is_legal} == {2}


def test_pairs_whose_request_is_not_met_wait_beside_the_grid(desk, event, pair):
    waiting = desk.get(reverse("event-timetable", args=[event.pk])).context["waiting"]
    assert {(item.seller, item.buyer) for item in waiting} == {
        (s, b) for s in ("S001", "S002") for b in ("B001", "B002")
    }
    assert {item.sides for item in waiting} == {frozenset({"seller", "buyer"})}
    put(desk, event, pair, 0)
    assert len(desk.get(reverse("event-timetable", args=[event.pk])).context["waiting"]) == 3


def test_turned_slots_are_rows(desk, event):
    url = reverse("event-timetable", args=[event.pk])
    assert [line.head for line in desk.get(url).context["lines"]] == ["1", "2"]
    turned = desk.get(url, {"turned": "1"}).context["lines"]
    assert [line.starts_at for line in turned] == [slot.starts_at for slot in event.slots.all()]
    assert {len(line.cells) for line in turned} == {2}
