"""The meetings of one person."""

from datetime import timedelta

import pytest

from gyoryu.base.models import AuditLine
from gyoryu.meetings.queries import agenda
from tests.gyoryu.factories import (
    BEGIN,
    make_application,
    make_event,
    make_interpreter,
    make_meeting,
    make_version,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event(slots=4, tables=2)


@pytest.fixture
def seller(event):
    return make_application(event)


def meet(seller, slot_index, **fields):
    slot = seller.event.slots.all()[slot_index]
    return make_meeting(seller, make_application(seller.event, "buyer"), slot, **fields)


def test_entries_are_in_order_of_time_with_the_counterpart_of_either_side(event, seller):
    interpreter = make_interpreter(event)
    later = meet(seller, 2, table=event.tables.first(), interpreter=interpreter, state="running")
    earlier = meet(seller, 0)
    taken_out = meet(seller, 1)
    taken_out.slot = None
    taken_out.save()
    entries = agenda.entries_of(seller)
    assert [entry.pk for entry in entries] == [earlier.pk, later.pk]
    assert (entries[0].table, entries[0].interpreter, entries[0].starts_at) == ("", None, BEGIN)
    assert (entries[1].table, entries[1].interpreter, entries[1].state) == ("1", interpreter.names, "running")
    assert entries[0].other == (earlier.buyer.organisation.names, "zh")
    assert agenda.entries_of(earlier.buyer)[0].other == (seller.organisation.names, "ko")


@pytest.mark.parametrize("count", [1, 3])
def test_the_agenda_takes_one_query_and_reads_no_long_texts(seller, count, django_assert_num_queries):
    meetings = [meet(seller, k) for k in range(count)]
    with django_assert_num_queries(1):
        assert len(agenda.entries_of(seller)) == count
    with django_assert_num_queries(1):
        rows = list(agenda.meetings_of(seller))
        assert [row.pk for row in rows] == [meeting.pk for meeting in meetings]
        assert {row.buyer.organisation.name_ko for row in rows} == {f"견본 B{n:03d}" for n in range(1, count + 1)}
    assert {"remark", "typed", "reason"} <= rows[0].seller.get_deferred_fields()


def test_an_interpreter_has_its_meetings_of_all_pairs(event, seller):
    interpreter = make_interpreter(event)
    later = meet(make_application(event), 3, interpreter=interpreter)
    earlier = meet(seller, 1, interpreter=interpreter)
    meet(seller, 2)
    assert list(agenda.meetings_of_interpreter(interpreter)) == [earlier, later]


def test_the_latest_version_is_the_one_with_the_highest_number(event):
    assert agenda.latest(event) is None
    make_version(event)
    second = make_version(event)
    assert agenda.latest(event) == second
    assert agenda.latest(event).get_deferred_fields() == {"meetings", "difference"}


def test_a_calendar_changes_with_the_event_what_is_printed_of_it_and_the_parties(event, seller):
    meeting = meet(seller, 0)
    organisation = seller.organisation
    assert agenda.changed_at(event, []) == event.created_at
    assert agenda.changed_at(event, [meeting]) == max(organisation.updated_at, meeting.buyer.organisation.updated_at)
    line = AuditLine.objects.create(verb="edit_table", kind="event", key=str(event.pk))
    AuditLine.objects.create(verb="set_terms", kind="event", key=str(event.pk))
    assert agenda.changed_at(event, [meeting]) == line.at


def test_only_what_changed_since_the_viewed_version_is_marked(event, seller):
    pair = {"seller": seller.pk, "buyer": 7}
    make_version(event, difference={"added": [pair], "moved": [], "dropped": []})
    make_version(event, difference={"moved": [pair, {"seller": 5, "buyer": 6}]})
    make_version(event, difference={"dropped": [{"seller": seller.pk, "buyer": 8}]})
    codes = {}
    for seen in range(4):
        seller.seen = seen
        codes[seen] = agenda.changes_for(seller)
    moved, dropped = {(seller.pk, 7): "moved"}, {(seller.pk, 8): "dropped"}
    assert codes == {0: {}, 1: moved | dropped, 2: dropped, 3: {}}


def test_documents_hold_the_meetings_of_this_person_only(event, seller):
    table, interpreter = event.tables.first(), make_interpreter(event)
    planned = meet(seller, 1, table=table, interpreter=interpreter)
    meet(seller, 2, state="missed")
    meet(make_application(event), 1)
    consultation, plan = agenda.timetable_of(event, list(agenda.meetings_of(seller)), "zh")
    assert [(meeting.pair, meeting.slot) for meeting in plan.meetings] == [("S001-B001", f"s{planned.slot_id}")]
    assert consultation.attendees.keys() == {"S001", "B001"}
    assert consultation.table_names == {f"t{table.pk}": "1"}
    assert consultation.interpreters.keys() == {"I01"}
    assert [slot.start for slot in consultation.problem.slots] == ["09:00", "09:30", "10:00", "10:30"]
    assert (consultation.language, consultation.is_sample, consultation.revision) == ("zh", True, 0)
    assert BEGIN + timedelta(minutes=30) == planned.slot.starts_at
