"""The day itself, from arrival to walk-ins; who does not come is replaced with as few changes as can be."""

from datetime import timedelta

import pytest

from gyoryu.base.emails import Email
from gyoryu.base.refusals import Refused
from gyoryu.jobs import worker
from gyoryu.meetings.actions import day
from gyoryu.meetings.actions.planning import adopt_plan, make_plan, request_plan
from gyoryu.meetings.actions.publishing import publish_timetable
from gyoryu.meetings.actions.repairing import apply_repair, request_repair
from gyoryu.meetings.models import Application, Draft, Meeting, Placement, TimetableVersion
from gyoryu.meetings.queries.board import board_of_meetings
from gyoryu.meetings.queries.standby import standby_pairs
from gyoryu.programmes.models import Slot
from tests.gyoryu.consultations import BEGIN, consultation, person
from tests.gyoryu.factories import make_meeting, make_rule

pytestmark = pytest.mark.django_db
BEFORE = BEGIN - timedelta(days=1)


@pytest.fixture
def officer():
    return person("officer@agency.example")


@pytest.fixture
def fair(officer):
    """Six meetings in six slots, published."""
    event = consultation(sellers=3, buyers=2, slots=6, tables=2)
    run = request_plan(event, officer, BEFORE, seconds=2)
    make_plan(run, lambda *_: False, BEFORE)
    run.refresh_from_db()
    adopt_plan(run, officer, BEFORE)
    publish_timetable(event, officer, BEFORE, base=0)
    worker.drain()
    Email.objects.all().delete()
    return event


def first(event):
    return Meeting.objects.filter(event=event).order_by("slot__starts_at", "pk").first()


def test_a_meeting_begins_and_ends(fair, officer):
    meeting = day.start_meeting(first(fair), officer, BEGIN, version=first(fair).version)
    assert (meeting.state, meeting.started_at) == ("running", BEGIN)
    meeting = day.end_meeting(meeting, officer, BEGIN + timedelta(minutes=25), version=meeting.version)
    assert (meeting.state, meeting.ended_at) == ("held", BEGIN + timedelta(minutes=25))
    with pytest.raises(Refused, match="meeting_is_past_that"):
        day.start_meeting(meeting, officer, BEGIN, version=meeting.version)


def test_of_two_who_record_one_meeting_the_second_is_refused(fair, officer):
    meeting = first(fair)
    day.start_meeting(meeting, officer, BEGIN, version=meeting.version)
    with pytest.raises(Refused, match="changed_meanwhile"):
        day.miss_meeting(meeting, "buyer", officer, version=meeting.version)


def test_a_late_arrival_gets_the_place_back_unless_it_was_reassigned(fair, officer):
    meeting = first(fair)
    missed = day.miss_meeting(meeting, "buyer", officer, version=meeting.version)
    assert (missed.state, missed.absent) == ("missed", "buyer")
    back = day.restore_meeting(missed, officer, BEFORE, version=missed.version)
    assert (back.state, back.absent) == ("planned", "")
    missed = day.miss_meeting(back, "buyer", officer, version=back.version)
    Meeting.objects.filter(event=fair, seller=meeting.seller).exclude(pk=meeting.pk).update(
        slot=meeting.slot, table=meeting.table
    )
    with pytest.raises(Refused, match="taken_meanwhile"):
        day.restore_meeting(missed, officer, BEFORE, version=missed.version)


def test_a_no_show_is_replaced_with_the_fewest_moves_and_only_those_concerned_are_notified(fair, officer):
    absent = Application.objects.get(event=fair, number="B001")
    run = request_repair(absent, "event", officer, BEFORE)
    worker.drain()
    run.refresh_from_db()
    assert run.state == "done"
    assert run.bounds["moves"] == 0
    version = apply_repair(run, officer, BEFORE)
    assert (version.number, version.cause) == (2, "repair")
    assert {row["buyer"] for row in version.difference["dropped"]} == {absent.pk}
    assert version.difference["moved"] == []
    assert not Meeting.objects.filter(buyer=absent, state="planned").exists()
    assert Meeting.objects.filter(event=fair, state="planned").count() == 3
    worker.drain()
    assert set(Email.objects.values_list("code", flat=True)) == {"timetable_changed"}
    assert not Email.objects.filter(to__startswith="b002").exists()


def test_who_did_not_come_is_not_given_meetings_by_the_next_repair_or_plan(fair, officer):
    first, second = (Application.objects.get(event=fair, number=number) for number in ("B001", "S002"))
    for absent in (first, second):
        run = request_repair(absent, "event", officer, BEFORE)
        worker.drain()
        run.refresh_from_db()
        apply_repair(run, officer, BEFORE)
        assert not Meeting.objects.filter(event=fair, buyer=first, state="planned").exists()
    plan = request_plan(fair, officer, BEFORE, seconds=2)
    make_plan(plan, lambda *_: False, BEFORE)
    plan.refresh_from_db()
    assert {meeting["pair"] for meeting in plan.plan["meetings"]} == {"S001-B002", "S003-B002"}
    # It came after all: a walk-in is arranged, and it counts again.
    pair = Application.objects.get(event=fair, number="S001").pk, first.pk
    legal = next(f.slot for f in board_of_meetings(fair, BEFORE).feasibilities(pair) if f.is_legal)
    day.add_walk_in(fair, *pair, legal, None, officer, BEFORE)
    plan = request_plan(fair, officer, BEFORE, seconds=2)
    make_plan(plan, lambda *_: False, BEFORE)
    plan.refresh_from_db()
    assert {"S001-B001", "S003-B001"} <= {meeting["pair"] for meeting in plan.plan["meetings"]}


def test_what_was_held_before_the_no_show_stays(fair, officer):
    held_meeting = first(fair)
    Meeting.objects.filter(pk=held_meeting.pk).update(state="held")
    absent = held_meeting.buyer
    run = request_repair(absent, "day", officer, held_meeting.slot.ends_at - timedelta(minutes=5))
    worker.drain()
    run.refresh_from_db()
    apply_repair(run, officer, BEGIN)
    held_meeting.refresh_from_db()
    assert (held_meeting.state, held_meeting.slot_id) == ("held", held_meeting.slot_id)
    assert not Meeting.objects.filter(buyer=absent, state="planned").exists()


def test_a_repair_of_an_older_timetable_is_refused(fair, officer):
    run = request_repair(Application.objects.get(event=fair, number="B001"), "event", officer, BEFORE)
    worker.drain()
    run.refresh_from_db()
    TimetableVersion.objects.create(event=fair, number=2, published_at=BEFORE)
    with pytest.raises(Refused, match="changed_meanwhile"):
        apply_repair(run, officer, BEFORE)


def test_after_the_last_slot_nothing_can_be_repaired(fair, officer):
    with pytest.raises(Refused, match="too_late"):
        request_repair(Application.objects.get(event=fair, number="B001"), "day", officer, BEGIN + timedelta(days=2))


def test_walk_ins_meet_where_both_are_free(officer):
    event = consultation(sellers=1, buyers=1, slots=2, tables=1, interpreters=1, ask=False)
    seller, buyer = (Application.objects.get(event=event, number=number).pk for number in ("S001", "B001"))
    slots = list(Slot.objects.filter(event=event).values_list("pk", flat=True))
    meeting = day.add_walk_in(event, seller, buyer, slots[1], None, officer, BEFORE)
    assert (meeting.is_walk_in, meeting.slot_id, meeting.table.name, meeting.interpreter.number) == (
        True,
        slots[1],
        "1",
        "I01",
    )
    with pytest.raises(Refused, match="already_meets"):
        day.add_walk_in(event, seller, buyer, slots[0], None, officer, BEFORE)


def test_walk_ins_respect_pair_rules(officer):
    event = consultation(sellers=1, buyers=1, slots=1, tables=1, ask=False)
    seller, buyer = (Application.objects.get(event=event, number=number) for number in ("S001", "B001"))
    make_rule(seller, buyer, "forbidden")
    with pytest.raises(Refused, match="forbidden"):
        day.add_walk_in(event, seller.pk, buyer.pk, Slot.objects.get(event=event).pk, None, officer, BEFORE)
    with pytest.raises(Refused, match="not_in_this_event"):
        day.add_walk_in(event, buyer.pk, seller.pk, Slot.objects.get(event=event).pk, None, officer, BEFORE)


def test_an_untouched_draft_follows_a_repair_and_a_touched_one_is_not_published(fair, officer):
    run = request_repair(Application.objects.get(event=fair, number="B001"), "event", officer, BEFORE)
    worker.drain()
    run.refresh_from_db()
    apply_repair(run, officer, BEFORE)
    assert Placement.objects.filter(event=fair).count() == 3
    with pytest.raises(Refused, match="draft_is_published"):
        publish_timetable(fair, officer, BEFORE, base=2)
    Draft.objects.update(base=1)
    with pytest.raises(Refused, match="draft_is_old"):
        publish_timetable(fair, officer, BEFORE, base=2)


def test_a_walk_in_stays_whatever_is_published(fair, officer):
    Meeting.objects.filter(event=fair, seller__number="S001", buyer__number="B001").delete()
    Placement.objects.filter(event=fair, seller__number="S001", buyer__number="B001").delete()
    seller, buyer = (Application.objects.get(event=fair, number=number).pk for number in ("S001", "B001"))
    for slot in Slot.objects.filter(event=fair):
        try:
            walk_in = day.add_walk_in(fair, seller, buyer, slot.pk, None, officer, BEFORE)
            break
        except Refused:
            continue
    Placement.objects.filter(event=fair).exclude(seller=seller).first().delete()  # something to publish
    publish_timetable(fair, officer, BEFORE, base=1)
    walk_in.refresh_from_db()
    assert walk_in.state == "planned"


def test_a_place_that_becomes_free_is_offered_to_wishes_not_met(officer):
    event = consultation(sellers=3, buyers=1, slots=2, tables=2)
    s1, s2, s3 = Application.objects.filter(event=event, side="seller").order_by("number")
    buyer, slots = Application.objects.get(event=event, side="buyer"), list(Slot.objects.filter(event=event))
    missed = make_meeting(s1, buyer, slots[0], state="missed", absent="seller")
    make_meeting(s2, buyer, slots[1])
    standby = standby_pairs(missed.buyer, BEGIN + timedelta(minutes=5))
    assert standby == []  # the slot that has become free runs already
    later_slot = Slot.objects.create(
        event=event, starts_at=slots[1].ends_at, ends_at=slots[1].ends_at + timedelta(hours=1)
    )
    standby = standby_pairs(missed.buyer, BEGIN + timedelta(minutes=5))
    assert [(meeting.seller, meeting.slot) for meeting in standby] == [(s3, later_slot)]
    make_rule(s3, buyer, "forbidden")
    assert standby_pairs(missed.buyer, BEGIN) == []
    assert standby_pairs(missed.buyer, BEGIN + timedelta(days=1)) == []
