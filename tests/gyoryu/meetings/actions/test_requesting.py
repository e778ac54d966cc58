"""Requests and answers, to the minute."""

from datetime import timedelta

import pytest

from gyoryu.base.emails import Email
from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions import requesting
from gyoryu.meetings.models import Application, Wish
from gyoryu.programmes.models import Slot
from tests.gyoryu.consultations import WISH, consultation

pytestmark = pytest.mark.django_db
NOW = WISH[0] + timedelta(days=1)


@pytest.fixture
def event():
    return consultation(sellers=2, buyers=3, ask=False, most_wishes=2)


def application_of(number):
    return Application.objects.get(number=number)


def refused(call, *args):
    with pytest.raises(Refused) as refusal:
        call(*args)
    return refusal.value.code


def test_asking_ranks_behind_the_former_and_stops_at_the_limit(event):
    firm = application_of("S001")
    first = requesting.request_meeting(firm, application_of("B001"), " 첫째 ", firm.applicant, NOW)
    second = requesting.request_meeting(firm, application_of("B002"), "", firm.applicant, NOW)
    assert (first.rank, first.note, second.rank) == (1, "첫째", 2)
    assert (
        refused(requesting.request_meeting, firm, application_of("B003"), "", firm.applicant, NOW) == "too_many_wishes"
    )
    assert requesting.request_meeting(firm, application_of("B001"), "바뀐 글", firm.applicant, NOW).pk == first.pk
    assert (
        refused(requesting.request_meeting, firm, application_of("S002"), "", firm.applicant, NOW)
        == "not_the_other_side"
    )


def test_the_window_is_kept_to_the_second(event):
    firm = application_of("S001")
    assert (
        refused(
            requesting.request_meeting, firm, application_of("B001"), "", firm.applicant, WISH[0] - timedelta(seconds=1)
        )
        == "wishes_not_open"
    )
    assert (
        refused(requesting.request_meeting, firm, application_of("B001"), "", firm.applicant, WISH[1])
        == "wishes_are_over"
    )
    wish = requesting.request_meeting(firm, application_of("B001"), "", firm.applicant, WISH[1] - timedelta(seconds=1))
    assert refused(requesting.answer_wish, wish, "accepted", firm.applicant, WISH[1]) == "wishes_are_over"
    assert refused(requesting.withdraw_wish, wish, firm.applicant, WISH[1]) == "wishes_are_over"


def test_the_order_is_as_one_says_and_closes_up(event):
    firm = application_of("S001")
    a, b = (
        requesting.request_meeting(firm, application_of(number), "", firm.applicant, NOW) for number in ("B001", "B002")
    )
    requesting.order_wishes(firm, [b.pk, a.pk, 999], firm.applicant, NOW)
    assert list(Wish.objects.order_by("rank").values_list("pk", flat=True)) == [b.pk, a.pk]
    requesting.withdraw_wish(b, firm.applicant, NOW)
    assert Wish.objects.get().rank == 1


def test_answers_can_be_given_and_revoked(event):
    firm, buyer = application_of("S001"), application_of("B001")
    wish = requesting.request_meeting(firm, buyer, "", firm.applicant, NOW)
    requesting.answer_wish(wish, "declined", buyer.applicant, NOW)
    assert Wish.objects.get().answered_at == NOW
    requesting.answer_wish(wish, "open", buyer.applicant, NOW)
    assert Wish.objects.get().answered_at is None
    assert refused(requesting.answer_wish, wish, "perhaps", buyer.applicant, NOW) == "unknown_answer"


def test_a_reader_is_written_to_once_a_day_however_many_ask(event):
    for number in ("S001", "S002"):
        requesting.request_meeting(
            application_of(number), application_of("B001"), "", application_of(number).applicant, NOW
        )
    email = Email.objects.get()
    assert (email.code, email.to, email.language) == ("wish_received", application_of("B001").applicant.email, "zh")
    assert email.params["counterpart"] == "样例 S001"


def test_blocked_times_replace_the_former_and_leave_one_free(event):
    firm, slots = application_of("S001"), list(Slot.objects.values_list("pk", flat=True))
    requesting.block_times(firm, [slots[0], 9999], firm.applicant, NOW)
    requesting.block_times(firm, slots[1:3], firm.applicant, NOW)
    assert set(firm.away.values_list("pk", flat=True)) == set(slots[1:3])
    assert refused(requesting.block_times, firm, slots, firm.applicant, NOW) == "no_time_left"
    assert refused(requesting.block_times, firm, [], firm.applicant, WISH[1]) == "wishes_are_over"
