from decimal import Decimal

import pytest

from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.logging import LogInput, answer_log, change_log, remove_log, write_log
from gyoryu.meetings.models import Application, Meeting, MeetingLog
from gyoryu.outcomes.queries import verdicts
from gyoryu.programmes.models import Slot
from tests.gyoryu.consultations import BEGIN, consultation, person
from tests.gyoryu.factories import make_meeting

pytestmark = pytest.mark.django_db
ENTRY = LogInput(product="견본 설비", quantity=Decimal(3), unit_price=Decimal("1200.50"), currency="CNY")


@pytest.fixture
def meeting():
    event = consultation(sellers=1, buyers=1, slots=1)
    seller, buyer = (Application.objects.get(event=event, number=number) for number in ("S001", "B001"))
    return make_meeting(seller, buyer, Slot.objects.get(event=event))


@pytest.fixture
def author():
    return person("author@firm.example")


def test_the_amount_is_quantity_times_unit_price(meeting, author):
    assert write_log(meeting, ENTRY, author, "seller", BEGIN).amount == Decimal("3601.50")
    assert write_log(meeting, LogInput(amount=Decimal("9.999")), author, "seller", BEGIN).amount == Decimal("10.00")
    with pytest.raises(Refused, match="bad_amount"):
        write_log(meeting, LogInput(amount=Decimal(10) ** 17), author, "seller", BEGIN)


def test_a_logged_meeting_was_held(meeting, author):
    write_log(meeting, ENTRY, author, "staff", BEGIN)
    meeting.refresh_from_db()
    assert meeting.state == "held"
    Meeting.objects.update(state="missed")
    with pytest.raises(Refused, match="meeting_was_cancelled"):
        write_log(meeting, ENTRY, author, "staff", BEGIN)


def test_the_other_side_confirms_what_it_has_read_and_nothing_else(meeting, author):
    log = write_log(meeting, ENTRY, author, "seller", BEGIN)
    with pytest.raises(Refused, match="own_log"):
        answer_log(log, meeting.seller, "confirmed", author, version=1)
    with pytest.raises(Refused, match="bad_verdict"):
        answer_log(log, meeting.buyer, "perhaps", author, version=1)
    answer_log(log, meeting.buyer, "confirmed", author, version=1)
    assert verdicts(meeting.event) == {log.pk: "confirmed"}
    answer_log(log, meeting.buyer, "disputed", author, version=1, note="数量不对")
    assert verdicts(meeting.event) == {log.pk: "disputed"}
    change_log(log, LogInput(amount=Decimal(5)), author, version=1)
    assert verdicts(meeting.event) == {}  # it was said of another amount
    with pytest.raises(Refused, match="changed_meanwhile"):
        answer_log(log, meeting.buyer, "confirmed", author, version=1)


def test_of_two_who_change_one_log_the_second_is_refused(meeting, author):
    log = write_log(meeting, ENTRY, author, "seller", BEGIN)
    change_log(log, LogInput(stage="signed"), author, version=1)
    with pytest.raises(Refused, match="changed_meanwhile"):
        change_log(log, ENTRY, author, version=1)
    with pytest.raises(Refused, match="changed_meanwhile"):
        remove_log(log, author, version=1)
    remove_log(log, author, version=2)
    assert not MeetingLog.objects.exists()
