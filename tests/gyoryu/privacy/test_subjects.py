"""Whom data are about."""

import pytest
from allauth.account.models import EmailAddress

from gyoryu.meetings.models import Representative
from gyoryu.organisations.models import Identifier
from gyoryu.privacy.subjects import Subject, sole_traders_of, subject_of_address, subject_of_applications
from gyoryu.programmes.models import Party
from tests.gyoryu.factories import make_application, make_interpreter, make_user

pytestmark = pytest.mark.django_db
SOLE_TRADER, COMPANY = "1234567891", "1208147521"


def test_a_person_is_its_account_all_its_addresses_and_applications():
    application = make_application()
    user = application.applicant
    EmailAddress.objects.create(user=user, email="Second@x.example", verified=True)
    named = make_application()
    Representative.objects.create(application=named, email="second@x.example")
    interpreting = make_interpreter(make_application().event, user=user).event
    subject = subject_of_address(f" {user.email.upper()} ")
    assert (subject.accounts, subject.applications) == ({user.pk}, {application.pk})
    assert subject.addresses == {user.email, "second@x.example"}
    assert subject.copies == {application.event_id, named.event_id, interpreting.pk}
    assert subject.within is None


def test_somebody_without_an_account_is_an_address():
    assert subject_of_address("A@x.example") == Subject(addresses=frozenset({"a@x.example"}))


def test_the_people_of_applications_are_known_within_their_events():
    application = make_application()
    Representative.objects.create(application=application, email="Kim@x.example")
    make_application(applicant=application.applicant)
    subject = subject_of_applications(frozenset({application.pk}))
    assert subject.accounts == frozenset(), "accounts stay"
    assert subject.addresses == {"kim@x.example", application.applicant.email}
    assert subject.within == subject.copies == {application.event_id}


@pytest.fixture
def trading():
    """An application of a sole trader."""
    application = make_application()
    Identifier.objects.create(organisation=application.organisation, scheme="kr_brn", value=SOLE_TRADER)
    return application


def traders(application):
    return sole_traders_of(frozenset({application.pk}), application.applicant_id)


def test_a_sole_trader_is_one_person_and_a_company_is_none(trading):
    assert traders(trading) == {trading.organisation_id}
    Identifier.objects.update(value=COMPANY)
    assert traders(trading) == frozenset()


@pytest.mark.parametrize("sharing", ["application", "role", "party"])
def test_a_sole_trader_that_others_act_for_stays(trading, sharing):
    organisation, programme = trading.organisation, trading.event.programme
    if sharing == "application":
        make_application(organisation=organisation)
    elif sharing == "role":
        make_user("c@x.example", programme, "participant", organisation)
    else:
        Party.objects.create(programme=programme, organisation=organisation)
    assert traders(trading) == frozenset()
