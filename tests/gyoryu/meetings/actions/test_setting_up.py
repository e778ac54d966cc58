"""Terms, slots, tables and interpreters of a consultation."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions import places
from gyoryu.meetings.actions.interpreters import (
    InterpreterInput,
    add_interpreter,
    edit_interpreter,
    remove_interpreter,
)
from gyoryu.meetings.actions.terms import TermsInput, open_event, set_terms, usual_windows
from gyoryu.meetings.models import Application, Meeting, Placement, Terms
from gyoryu.programmes.actions.events import EventInput
from gyoryu.programmes.models import Role, Slot
from gyoryu.programmes.slotting import Pattern
from tests.gyoryu.consultations import APPLY, WISH, consultation, person, programme

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 12)
MORNING = Pattern(time(9, 0), time(11, 0), 30)


@pytest.fixture
def officer():
    return person("officer@agency.example")


def entry(**more):
    return TermsInput(
        **{"apply_from": APPLY[0], "apply_until": APPLY[1], "wish_from": WISH[0], "wish_until": WISH[1], **more}
    )


def test_a_consultation_begins_with_windows_in_order(officer):
    event = open_event(programme(), EventInput(DAY, DAY, name_en="A"), officer, datetime(2026, 1, 1, tzinfo=UTC))
    assert event.terms.apply_until == datetime(2026, 3, 31, 9, 0, tzinfo=UTC)  # 18:00 in Seoul
    seminar = open_event(programme(), EventInput(DAY, DAY, name_en="A", kind="seminar"), officer, datetime.now(UTC))
    assert not Terms.objects.filter(event=seminar).exists()


@pytest.mark.parametrize("before", [0, 1, 13, 20, 40, 100])
def test_windows_are_in_order_however_near_the_event_is(before):
    now = datetime(2026, 5, 12, 3, 33, tzinfo=UTC) - timedelta(days=before)
    windows = usual_windows(DAY, "Asia/Seoul", now)
    assert windows["apply_from"] < windows["apply_until"] <= windows["wish_from"] < windows["wish_until"]


def test_terms_that_contradict_themselves_are_refused(officer):
    event = consultation()
    for wrong, code in (
        ({"apply_until": APPLY[0]}, "window_ends_before_it_opens"),
        ({"buyer_min": 3, "buyer_max": 2}, "most_below_least"),
        ({"priorities": ["mutual", "mutual"]}, "bad_priorities"),
        ({"priorities": ["height"]}, "bad_priorities"),
    ):
        with pytest.raises(Refused, match=code):
            set_terms(event, entry(**wrong), officer, seen_version=1)
    set_terms(event, entry(priorities=["buyer", "mutual"], seller_max=8), officer, seen_version=1)
    with pytest.raises(Refused, match="changed_meanwhile"):
        set_terms(event, entry(), officer, seen_version=1)
    terms = Terms.objects.get(event=event)
    assert (terms.priorities, terms.seller_max, terms.version) == (["buyer", "mutual"], 8, 2)


def test_slots_that_are_the_same_keep_their_number_and_others_go(officer):
    event = consultation(slots=6)  # 09:00 to 12:00
    expected = list(event.slots.values_list("pk", flat=True))[:4]
    assert places.make_slots(event, [DAY], MORNING, officer) == 4
    assert list(event.slots.values_list("pk", flat=True)) == expected


def test_slots_with_meetings_are_never_dropped(officer):
    event = consultation(slots=6)
    firm, buyer = (Application.objects.filter(event=event, side=side).first() for side in ("seller", "buyer"))
    last_slot = event.slots.last()
    Placement.objects.create(event=event, seller=firm, buyer=buyer, slot=last_slot)
    with pytest.raises(Refused, match="slots_in_use"):
        places.make_slots(event, [DAY], MORNING, officer)
    Placement.objects.all().delete()
    Meeting.objects.create(event=event, seller=firm, buyer=buyer, slot=last_slot)
    with pytest.raises(Refused, match="slots_in_use"):
        places.drop_slot(last_slot, officer)
    assert event.slots.count() == 6


def test_days_and_patterns_that_do_not_fit(officer):
    event = consultation()
    with pytest.raises(Refused, match="day_outside"):
        places.make_slots(event, [DAY + timedelta(days=1)], MORNING, officer)
    with pytest.raises(Refused, match="no_slots_fit"):
        places.make_slots(event, [DAY], Pattern(time(9, 0), time(9, 10), 30), officer)


def test_tables_get_free_numbers_names_and_closings(officer):
    event = consultation(tables=2)
    places.add_tables(event, 3, officer)
    assert list(event.tables.values_list("name", flat=True)) == ["1", "2", "3", "4", "5"]
    first_table, second_table = event.tables.all()[:2]
    with pytest.raises(Refused, match="name_taken"):
        places.edit_table(first_table, "2", officer, is_room=False, closed=[])
    places.edit_table(first_table, " A 1 ", officer, is_room=True, closed=[])
    firm, buyer = (Application.objects.filter(event=event, side=side).first() for side in ("seller", "buyer"))
    slot, other_slot = event.slots.all()[:2]
    Placement.objects.create(event=event, seller=firm, buyer=buyer, slot=slot, table=second_table)
    with pytest.raises(Refused, match="table_in_use"):
        places.edit_table(second_table, "2", officer, is_room=False, closed=[slot.pk])
    with pytest.raises(Refused, match="table_in_use"):
        places.remove_table(second_table, officer)
    places.edit_table(second_table, "2", officer, is_room=False, closed=[other_slot.pk])
    assert list(second_table.closed.all()) == [other_slot]
    with pytest.raises(Refused, match="bad_count"):
        places.add_tables(event, 0, officer)


def test_slots_of_other_events_close_nothing(officer):
    event, other_event = consultation(), consultation(of=programme())
    table = event.tables.first()
    places.edit_table(table, "1", officer, is_room=False, closed=[other_event.slots.first().pk])
    assert not table.closed.exists()


def test_an_interpreter_with_an_address_gets_an_account_and_its_role(officer):
    event = consultation(interpreters=1)
    details = InterpreterInput(name_ko="견본 통역", email="i@sample.example", languages=["ko", "zh"])
    interpreter = add_interpreter(event, details, officer, away=[event.slots.first().pk])
    assert (interpreter.number, interpreter.away.count()) == ("I02", 1)
    assert Role.objects.get(user=interpreter.user).kind == "interpreter"
    edit_interpreter(interpreter, InterpreterInput(name_ko="견본", languages=["ko", "en"]), officer, seen_version=1)
    interpreter.refresh_from_db()
    assert (interpreter.user, interpreter.away.count(), interpreter.languages) == (None, 0, ["ko", "en"])
    with pytest.raises(Refused, match="changed_meanwhile"):
        edit_interpreter(interpreter, details, officer, seen_version=1)
    with pytest.raises(Refused, match="two_languages"):
        add_interpreter(event, InterpreterInput(name_ko="견본", languages=["ko"]), officer)


def test_an_interpreter_with_meetings_stays(officer):
    event = consultation(interpreters=1)
    interpreter = event.interpreters.get()
    firm, buyer = (Application.objects.filter(event=event, side=side).first() for side in ("seller", "buyer"))
    Placement.objects.create(event=event, seller=firm, buyer=buyer, slot=Slot.objects.first(), interpreter=interpreter)
    with pytest.raises(Refused, match="interpreter_in_use"):
        remove_interpreter(interpreter, officer)
    Placement.objects.all().delete()
    remove_interpreter(interpreter, officer)
    assert not event.interpreters.exists()
