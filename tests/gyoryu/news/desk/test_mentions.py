"""What a document names, by its proposals and by what people made of them."""

import pytest

from gyoryu.base.names import Names
from gyoryu.news.desk.actions import correct, decide, link_organisation
from gyoryu.organisations.actions import OrganisationInput, register_organisation
from tests.gyoryu.articles import NOW

pytestmark = pytest.mark.django_db


def names(document, kind):
    return set(document.mentions.filter(kind=kind).values_list("name", flat=True))


def test_bodies_persons_places_and_agreements_are_mentioned(stage):
    document, _ = stage
    assert "환경부" in names(document, "organisation")
    assert {"김견본", "이견본"} <= names(document, "person")
    assert names(document, "place") == {"서울 가온호텔"}
    assert len(names(document, "agreement")) == 1


def test_what_is_rejected_is_not_mentioned_until_it_is_opened_again(stage):
    document, officer = stage
    proposal = document.proposals.get(kind="person", values__name="이견본")
    decide(proposal.pk, "rejected", now=NOW, by=officer)
    assert "이견본" not in names(document, "person")
    decide(proposal.pk, "open", now=NOW, by=officer)
    assert "이견본" in names(document, "person")


def test_a_link_to_the_directory_survives_a_correction_of_the_name(stage):
    document, officer = stage
    proposal = document.proposals.get(kind="organisation", values__name="환경부")
    ministry = register_organisation(OrganisationInput(names=Names(ko="기후부")), by=officer.pk)
    link_organisation(proposal.pk, ministry.pk, by=officer)
    correct(proposal.pk, {**proposal.values, "name": "기후부"}, now=NOW, by=officer)
    mention = document.mentions.get(kind="organisation", name="기후부")
    assert mention.organisation == ministry
    assert "환경부" not in names(document, "organisation")
