from datetime import timedelta

import pytest

from gyoryu.base.models import AuditLine
from gyoryu.base.queue import Job
from gyoryu.base.refusals import Refused
from gyoryu.jobs import worker
from gyoryu.meetings.actions.planning import adopt_plan, make_plan, request_plan
from gyoryu.meetings.actions.publishing import publish_timetable
from gyoryu.meetings.models import Application, Meeting, PairRule, Placement, PlanRun
from gyoryu.meetings.queries.planning import consultation_of
from gyoryu.programmes.models import Slot
from tests.gyoryu.consultations import BEGIN, consultation, person
from tests.gyoryu.factories import make_rule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_event")]
BEFORE = BEGIN - timedelta(days=1)


@pytest.fixture
def officer():
    return person("officer@agency.example")


def planned(event, officer, **options):
    run = request_plan(event, officer, BEFORE, seconds=2, **options)
    make_plan(run, lambda *_: False, BEFORE)
    run.refresh_from_db()
    return run


def test_a_run_waits_in_the_queue_and_is_planned_by_a_worker(officer):
    event = consultation()
    run = request_plan(event, officer, BEFORE, seconds=2)
    assert (run.state, Job.objects.get(pk=run.job).kind) == ("waiting", "plan")
    worker.drain()
    run.refresh_from_db()
    assert run.state == "done"
    assert len(run.plan["meetings"]) == 6
    assert run.score["weight"] == run.bounds["weight"]
    assert AuditLine.objects.filter(verb="make_plan").exists()


def test_nothing_to_plan_is_refused_at_once(officer):
    with pytest.raises(Refused, match="no_slots"):
        request_plan(consultation(slots=0), officer, BEFORE)
    with pytest.raises(Refused, match="no_participants"):
        request_plan(consultation(sellers=0, buyers=0), officer, BEFORE)
    with pytest.raises(Refused, match="bad_seconds"):
        request_plan(consultation(), officer, BEFORE, seconds=0)


def test_the_draft_becomes_the_plan_and_nobody_is_in_two_places(officer):
    event = consultation(interpreters=2)
    run = planned(event, officer)
    assert adopt_plan(run, officer, BEFORE) == 6
    places = Placement.objects.filter(event=event)
    for column in ("seller", "buyer", "table", "interpreter"):
        assert len(set(places.values_list("slot", column))) == 6, column
    assert all(place.interpreter_id for place in places)
    assert not Meeting.objects.exists()  # published by another verb


def test_a_locked_meeting_stays_where_it_is(officer):
    event = consultation()
    adopt_plan(planned(event, officer), officer, BEFORE)
    first = Placement.objects.filter(event=event).first()
    first.locked = True
    first.save()
    adopt_plan(planned(event, officer, seed=7), officer, BEFORE)
    placement = Placement.objects.get(event=event, seller=first.seller, buyer=first.buyer)
    assert (placement.slot_id, placement.locked) == (first.slot_id, True)


def test_a_plan_with_somebody_who_left_is_refused(officer):
    event = consultation()
    run = planned(event, officer)
    Application.objects.filter(event=event, number="S001").update(state="withdrawn")
    with pytest.raises(Refused, match="run_is_stale"):
        adopt_plan(run, officer, BEFORE)
    assert not Placement.objects.exists()


def test_must_and_forbidden_come_before_wishes(officer):
    event = consultation(sellers=2, buyers=1, slots=1, tables=1)
    applications = {application.number: application for application in Application.objects.filter(event=event)}
    make_rule(applications["S002"], applications["B001"], "must")
    run = planned(event, officer)
    assert [meeting["pair"] for meeting in run.plan["meetings"]] == ["S002-B001"]
    PairRule.objects.update(kind="forbidden")
    run = planned(event, officer)
    assert [meeting["pair"] for meeting in run.plan["meetings"]] == ["S001-B001"]
    assert [(row["pair"], row["reason"]) for row in run.plan["unplaced"]] == [("S002-B001", "forbidden")]


def test_a_search_that_is_stopped_keeps_its_best(officer):
    run = request_plan(consultation(), officer, BEFORE, seconds=60)
    make_plan(run, lambda *_: True, BEFORE)
    run.refresh_from_db()
    assert run.state == PlanRun.State.DONE
    assert run.plan["seconds"] < 30


def test_the_problem_is_read_with_a_fixed_number_of_queries(django_assert_num_queries):
    for size in (1, 3):
        event = consultation(sellers=size, buyers=size, interpreters=size)
        with django_assert_num_queries(13):
            consultation_of(event)


def test_once_the_event_has_begun_only_what_is_to_come_is_planned(officer, clock):
    event = consultation(sellers=2, buyers=2, slots=4, tables=2)
    adopt_plan(planned(event, officer), officer, BEFORE)
    publish_timetable(event, officer, BEFORE, base=0)
    slots = list(Slot.objects.filter(event=event))
    now = slots[1].starts_at + timedelta(minutes=5)  # the second slot runs
    clock(now)
    first, *later_meetings = Meeting.objects.filter(event=event).order_by("slot__starts_at", "pk")
    Meeting.objects.filter(pk=first.pk).update(state="held")
    Meeting.objects.filter(pk__in=[entry.pk for entry in later_meetings]).update(state="missed")
    run = request_plan(event, officer, now, seconds=2, seed=3)
    make_plan(run, lambda *_: False, now)
    run.refresh_from_db()
    adopt_plan(run, officer, now)
    places = {(entry.seller_id, entry.buyer_id): entry.slot_id for entry in Placement.objects.filter(event=event)}
    assert places.pop((first.seller_id, first.buyer_id)) == first.slot_id
    assert set(places.values()) <= {slots[2].pk, slots[3].pk}
    assert len(places) == 3
    assert (run.score["must"], run.bounds["must"], run.kept) == (0, 0, 1)  # the held one is not "required"
    assert publish_timetable(event, officer, now, base=1).number == 2
    first.refresh_from_db()
    assert first.state == "held"
