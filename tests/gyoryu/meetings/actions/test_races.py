"""Real races: concurrent actions of several users. On PostgreSQL these are threads that wait for
one another; on SQLite one writes after the other."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions import day, drafting
from gyoryu.meetings.actions.places import edit_table
from gyoryu.meetings.actions.planning import adopt_plan, make_plan, request_plan
from gyoryu.meetings.actions.publishing import publish_timetable
from gyoryu.meetings.actions.repairing import apply_repair, make_repair, request_repair
from gyoryu.meetings.models import Application, Meeting, Placement
from gyoryu.programmes.models import Slot, Table
from gyoryu.web.texts.refusals import SENTENCES
from tests.gyoryu.consultations import BEGIN, consultation, participant, person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("before_the_event")]
BEFORE = BEGIN - timedelta(days=1)


def at_once(*actions):
    """What became of each: "" or the code of its refusal."""
    barrier = Barrier(len(actions))

    def attempt(action):
        try:
            barrier.wait(120)
            action()
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(attempt, actions))


@pytest.fixture
def officer():
    return person("officer@agency.example")


def test_of_walk_ins_into_one_place_one_is_let_through(officer):
    event = consultation(sellers=6, buyers=6, slots=1, tables=1, ask=False)
    sellers, buyers = (Application.objects.filter(event=event, side=side) for side in ("seller", "buyer"))
    slot = Slot.objects.get(event=event).pk
    pairs = list(zip(sellers, buyers, strict=True))
    outcomes = at_once(*(
        lambda s=s.pk, b=b.pk: day.add_walk_in(event, s, b, slot, None, officer, BEFORE) for s, b in pairs
    ))  # fmt: skip
    assert sorted(outcomes)[0] == ""
    assert set(sorted(outcomes)[1:]) <= {"no_table", "taken_meanwhile"}
    assert Meeting.objects.count() == 1


def test_a_table_is_not_closed_under_a_meeting_that_is_placed(officer):
    event = consultation(sellers=1, buyers=1, slots=1, tables=1, ask=False)
    table, slot = Table.objects.get(event=event), Slot.objects.get(event=event)
    pair = [Application.objects.get(event=event, number=number).pk for number in ("S001", "B001")]
    outcomes = at_once(
        lambda: drafting.place(event, *pair, slot.pk, table.pk, officer, BEFORE),
        lambda: edit_table(table, table.name, officer, is_room=False, closed=[slot.pk]),
    )
    assert sorted(outcomes) in (["", "no_table"], ["", "table_in_use"])
    assert Placement.objects.count() + table.closed.count() == 1


def test_a_repair_a_walk_in_and_a_plan_at_once(officer):
    event = consultation(sellers=3, buyers=2, slots=6, tables=2, interpreters=2)
    extra = [participant(event, side, 9, lang).pk for side, lang in (("seller", "ko"), ("buyer", "zh"))]
    plan = request_plan(event, officer, BEFORE, seconds=1)
    make_plan(plan, lambda *_: False, BEFORE)
    plan.refresh_from_db()
    adopt_plan(plan, officer, BEFORE)
    publish_timetable(event, officer, BEFORE, base=0)
    repair = request_repair(Application.objects.get(event=event, number="B001"), "event", officer, BEFORE)
    make_repair(repair, BEFORE)
    repair.refresh_from_db()
    contested = next(meeting for meeting in repair.plan["meetings"])
    outcomes = at_once(
        lambda: apply_repair(repair, officer, BEFORE),
        lambda: apply_repair(repair, officer, BEFORE),
        lambda: day.add_walk_in(event, *extra, int(contested["slot"][1:]), None, officer, BEFORE),
        lambda: adopt_plan(plan, officer, BEFORE),
        lambda: publish_timetable(event, officer, BEFORE, base=1),
    )
    assert set(outcomes) <= {"", *SENTENCES}
    assert outcomes[:2].count("") <= 1
    for column in ("seller", "buyer", "table", "interpreter"):
        planned = Meeting.objects.filter(event=event, state="planned").exclude(**{column: None})
        assert planned.count() == len(set(planned.values_list("slot", column)))
