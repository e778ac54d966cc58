"""Persons of an event who represent two participants at once."""

import pytest

from gyoryu.meetings.models import Application, Representative
from gyoryu.meetings.queries.contacts import groups_of_one_person
from tests.gyoryu.consultations import consultation, person


@pytest.mark.django_db
@pytest.mark.parametrize("by", ["email", "phone", "account", "account without a name"])
def test_an_event_knows_who_stands_for_two(by):
    event = consultation(sellers=3, buyers=1, ask=False)
    first, second, third = Application.objects.filter(event=event, side="seller").order_by("number")
    if by.startswith("account"):
        Application.objects.filter(pk=second.pk).update(applicant=first.applicant)
    for k, application in enumerate((first, second, third)):
        if by != "account without a name":
            shared = k < 2
            email = "agent@trade.example" if by == "email" and shared else f"p{k}@firm.example"
            phone = "010-1111-2222" if by == "phone" and shared else ""
            Representative.objects.create(application=application, name_ko=f"견본 {k}", email=email, phone=phone)
    assert groups_of_one_person(event) == (frozenset({first.pk, second.pk}),)
    Representative.objects.create(application=second, name_ko="견본 대리", email="deputy@firm.example")
    if by in ("email", "phone"):  # somebody else can go
        assert groups_of_one_person(event) == ()
    Application.objects.filter(pk=first.pk).update(state="withdrawn")
    assert groups_of_one_person(event) == ()


@pytest.mark.django_db
def test_nobody_is_grouped_where_everybody_has_an_own_account(django_assert_num_queries):
    event = consultation(sellers=5, buyers=5, ask=False)
    person("officer@agency.example", event.programme, "officer")
    with django_assert_num_queries(2):
        assert groups_of_one_person(event) == ()
