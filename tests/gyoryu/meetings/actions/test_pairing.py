"""Pairs that must or must not meet."""

from datetime import date

import pytest

from gyoryu.base.models import AuditLine
from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.pairing import forbid_met_before, set_pair_rule
from gyoryu.meetings.models import PairRule
from tests.gyoryu.factories import make_application, make_event, make_meeting, make_programme, make_rule, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_user("officer@agency.example")


@pytest.fixture
def event():
    return make_event(slots=2)


def rules_of(event):
    return list(PairRule.objects.filter(event=event).order_by("pk").values_list("seller", "buyer", "kind", "reason"))


def test_a_rule_is_set_replaced_and_removed(event, officer):
    seller, buyer = make_application(event), make_application(event, "buyer")
    set_pair_rule(event, seller.pk, buyer.pk, "must", officer, reason="delegation")
    set_pair_rule(event, seller.pk, buyer.pk, "forbidden", officer, reason="risk", note="견본")
    assert rules_of(event) == [(seller.pk, buyer.pk, "forbidden", "risk")]
    set_pair_rule(event, seller.pk, buyer.pk, "", officer)
    assert rules_of(event) == []
    audited = AuditLine.objects.filter(verb="set_pair_rule").order_by("pk")
    assert [line.details["rule"] for line in audited] == ["must", "forbidden", "none"]


def test_rules_are_for_accepted_participants_of_both_sides_of_the_event(event, officer):
    seller, buyer = make_application(event), make_application(event, "buyer")
    pairs = [
        (buyer, seller),
        (seller, make_application(event)),
        (make_application(event, state="submitted"), buyer),
        (seller, make_application(make_event(), "buyer")),
    ]
    for first, second in pairs:
        with pytest.raises(Refused, match="not_in_this_event"):
            set_pair_rule(event, first.pk, second.pk, "must", officer)
    assert rules_of(event) == []


def meet_earlier(programme, sellers, buyers, state):
    """Meetings of these organisations, one by one, at an event of the programme in April."""
    event = make_event(programme, slots=3, starts_on=date(2026, 4, 1))
    for slot, seller, buyer in zip(event.slots.all(), sellers, buyers, strict=False):
        attending = [
            event.applications.filter(organisation=application.organisation).first()
            or make_application(event, application.side, organisation=application.organisation)
            for application in (seller, buyer)
        ]
        make_meeting(*attending, slot, state=state)


def test_who_met_at_an_earlier_event_of_the_programme_does_not_meet_again(event, officer):
    sellers = [make_application(event) for _ in range(2)]
    buyers = [make_application(event, "buyer") for _ in range(2)]
    meet_earlier(event.programme, sellers, buyers, "held")
    meet_earlier(event.programme, sellers, buyers[::-1], "missed")
    meet_earlier(make_programme(), sellers, buyers[::-1], "held")
    make_rule(sellers[0], buyers[0], "must")
    assert forbid_met_before(event, officer) == 1
    assert rules_of(event) == [
        (sellers[0].pk, buyers[0].pk, "must", ""),
        (sellers[1].pk, buyers[1].pk, "forbidden", "met_before"),
    ]
    assert forbid_met_before(event, officer) == 0
