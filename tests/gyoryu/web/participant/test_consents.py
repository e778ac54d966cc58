"""What the texts of the consents name: who collects, who receives abroad, until when."""

from datetime import date

import pytest

from gyoryu.programmes.models import Party
from gyoryu.web.participant.consents import consent_facts
from tests.gyoryu.factories import make_application, make_event, make_organisation, make_terms

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    event = make_event()
    make_terms(event, keep_months=12)
    for country in ("KR", "CN"):
        Party.objects.create(programme=event.programme, organisation=make_organisation(country=country))
    return event


@pytest.mark.parametrize(("side", "country"), [("seller", "CN"), ("buyer", "KR")])
def test_parties_in_another_country_than_the_applicant_receive_abroad(event, side, country):
    facts = consent_facts(make_application(event, side))
    assert len(facts["parties"]) == 2
    assert [party.organisation.country for party in facts["abroad"]] == [country]
    assert facts["other_side"] == ("buyer" if side == "seller" else "seller")


@pytest.mark.parametrize(("language", "country"), [("ko", "CN"), ("zh", "KR")])
def test_before_its_organisation_is_known_the_language_of_an_application_tells_its_country(event, language, country):
    draft = make_application(event, state="draft", language=language, organisation=None)
    assert [party.organisation.country for party in consent_facts(draft)["abroad"]] == [country]


def test_data_are_kept_for_the_months_of_the_terms(event):
    assert consent_facts(make_application(event))["keep_until"] == date(2027, 5, 12)
