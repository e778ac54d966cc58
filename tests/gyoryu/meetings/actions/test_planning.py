from datetime import timedelta

import pytest
from consultations import consultation, person
from django.utils import timezone

from gyoryu.base.models import AuditLine
from gyoryu.base.queue import Job
from gyoryu.base.refusals import Refused
from gyoryu.jobs import worker
from gyoryu.meetings.actions.planning import adopt_plan, make_plan, request_plan
from gyoryu.meetings.actions.publishing import publish_timetable
from gyoryu.meetings.models import Application, Meeting, PairRule, Placement, PlanRun
from gyoryu.meetings.queries.planning import consultation_of
from gyoryu.programmes.models import Slot

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return person("officer@agency.example")


def planned(event, officer, **options):
    run = request_plan(event, officer, seconds=2, **options)
    make_plan(run, lambda *_: False)
    run.refresh_from_db()
    return run


def test_a_run_waits_in_the_queue_and_is_planned_by_a_worker(officer):
    event = consultation()
    run = request_plan(event, officer, seconds=2)
    assert (run.state, Job.objects.get(pk=run.job).kind) == ("waiting", "plan")
    worker.drain()
    run.refresh_from_db()
    assert run.state == "done"
    assert len(run.plan["meetings"]) == 6
    assert run.score["weight"] == run.bounds["weight"]
    assert AuditLine.objects.filter(verb="make_plan").exists()


def test_nothing_to_plan_is_refused_at_once(officer):
    with pytest.raises(Refused, match="no_slots"):
        request_plan(consultation(slots=0), officer)
    with pytest.raises(Refused, match="no_participants"):
        request_plan(consultation(sellers=0, buyers=0), officer)
    with pytest.raises(Refused, match="bad_seconds"):
        request_plan(consultation(), officer, seconds=0)


def test_the_draft_becomes_the_plan_and_nobody_is_in_two_places(officer):
    event = consultation(interpreters=2)
    run = planned(event, officer)
    assert adopt_plan(run, officer) == 6
    places = Placement.objects.filter(event=event)
    for who in ("seller", "buyer", "table", "interpreter"):
        assert len(set(places.values_list("slot", who))) == 6, who
    assert all(place.interpreter_id for place in places)
    assert not Meeting.objects.exists()  # published by another verb


def test_a_locked_meeting_stays_where_it_is(officer):
    event = consultation()
    adopt_plan(planned(event, officer), officer)
    first = Placement.objects.filter(event=event).first()
    first.locked = True
    first.save()
    adopt_plan(planned(event, officer, seed=7), officer)
    kept = Placement.objects.get(event=event, seller=first.seller, buyer=first.buyer)
    assert (kept.slot_id, kept.locked) == (first.slot_id, True)


def test_a_plan_with_somebody_who_left_is_refused(officer):
    event = consultation()
    run = planned(event, officer)
    Application.objects.filter(event=event, number="S001").update(state="withdrawn")
    with pytest.raises(Refused, match="run_is_stale"):
        adopt_plan(run, officer)
    assert not Placement.objects.exists()


def test_must_and_forbidden_come_before_wishes(officer):
    event = consultation(sellers=2, buyers=1, slots=1, tables=1)
    people = {one.number: one for one in Application.objects.filter(event=event)}
    PairRule.objects.create(event=event, seller=people["S002"], buyer=people["B001"], kind="must")
    run = planned(event, officer)
    assert [meeting["pair"] for meeting in run.plan["meetings"]] == ["S002-B001"]
    PairRule.objects.update(kind="forbidden")
    run = planned(event, officer)
    assert [meeting["pair"] for meeting in run.plan["meetings"]] == ["S001-B001"]
    assert [(row["pair"], row["reason"]) for row in run.plan["unplaced"]] == [("S002-B001", "forbidden")]


def test_a_search_that_is_stopped_keeps_its_best(officer):
    run = request_plan(consultation(), officer, seconds=60)
    make_plan(run, lambda *_: True)
    run.refresh_from_db()
    assert run.state == PlanRun.State.DONE
    assert run.plan["seconds"] < 30


def test_the_problem_is_read_with_a_fixed_number_of_queries(django_assert_num_queries):
    for size in (1, 3):
        event = consultation(sellers=size, buyers=size, interpreters=size)
        with django_assert_num_queries(11):
            consultation_of(event)


def test_once_the_event_has_begun_only_what_is_to_come_is_planned(officer):
    event = consultation(sellers=2, buyers=2, slots=4, tables=2)
    adopt_plan(planned(event, officer), officer)
    publish_timetable(event, officer, timezone.now(), base=0)
    slots = list(Slot.objects.filter(event=event))
    shift = timezone.now() - slots[1].starts_at - timedelta(minutes=5)  # the second slot runs
    for slot in slots if shift < timedelta(0) else reversed(slots):
        Slot.objects.filter(pk=slot.pk).update(starts_at=slot.starts_at + shift, ends_at=slot.ends_at + shift)
    held = Meeting.objects.filter(event=event).order_by("slot__starts_at").first()
    Meeting.objects.filter(pk=held.pk).update(state="held")
    adopt_plan(planned(event, officer, seed=3), officer)
    places = {(one.seller_id, one.buyer_id): one.slot_id for one in Placement.objects.filter(event=event)}
    assert places.pop((held.seller_id, held.buyer_id)) == held.slot_id
    assert set(places.values()) <= {slots[2].pk, slots[3].pk}
    assert publish_timetable(event, officer, timezone.now(), base=1).number == 2
    held.refresh_from_db()
    assert held.state == "held"
