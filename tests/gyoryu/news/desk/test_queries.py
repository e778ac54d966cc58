"""Proposals: accepted, corrected, rejected, opened again; a later reading leaves decisions alone."""

import pytest

from gyoryu.base.names import Names
from gyoryu.base.refusals import Refused
from gyoryu.news.desk import queries
from gyoryu.news.desk.actions import correct, decide, link_organisation
from gyoryu.news.desk.models import ConfirmedRecord, Proposal
from gyoryu.news.desk.proposals import propose
from gyoryu.news.reading.actions import read_document
from gyoryu.organisations.actions import OrganisationInput, register_organisation
from tests.gyoryu.articles import NOW, RELEASE, arrived
from tests.gyoryu.consultations import consultation, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(settings, tmp_path):
    settings.FILES = tmp_path
    event = consultation(sellers=1, buyers=1)
    officer = person("o@agency.example", event.programme, "officer")
    return arrived(by=officer, programme=event.programme_id), officer


def test_every_proposal_has_words_in_the_text_that_say_so(stage):
    document, _ = stage
    proposals = list(document.proposals.all())
    assert {"event", "organisation", "person", "agreement", "commitment", "amount"} <= {
        proposal_.kind for proposal_ in proposals
    }
    assert all(0 <= a < b <= len(document.text) for proposal_ in proposals for a, b in proposal_.spans)


def test_an_accepted_event_is_a_record_of_the_programme_and_goes_when_it_is_taken_back(stage):
    document, officer = stage
    event = document.proposals.get(kind="event")
    decide(event.pk, "accepted", now=NOW, by=officer)
    record = ConfirmedRecord.objects.get()
    assert (record.title, record.starts, record.programme) == (
        "제7회 강물산업 협력 포럼",
        "2023-05-12",
        document.programme,
    )
    decide(event.pk, "open", now=NOW, by=officer)
    assert not ConfirmedRecord.objects.exists()


def test_a_record_needs_a_programme(stage):
    document, officer = stage
    document.programme = None
    document.save()
    with pytest.raises(Refused) as error:
        decide(document.proposals.get(kind="event").pk, "accepted", now=NOW, by=officer)
    assert error.value.code == "needs_a_programme"
    assert document.proposals.get(kind="event").state == "open"


def test_a_correction_keeps_both_versions(stage):
    document, officer = stage
    person_read = document.proposals.get(kind="person", values__name="이견본")
    values = {**person_read.values, "role": "물산업정책관"}
    correct(person_read.pk, values, now=NOW, by=officer)
    person_read.refresh_from_db()
    assert person_read.state == "edited"
    assert person_read.values["role"] == "물정책관"
    assert person_read.shown["role"] == "물산업정책관"


def test_reading_again_keeps_decisions_and_proposes_nothing_twice(stage):
    document, officer = stage
    numbers_before = set(document.proposals.values_list("pk", flat=True))
    rejected = document.proposals.filter(kind="organisation").first()
    decide(rejected.pk, "rejected", now=NOW, by=officer)
    read_document(document.pk, NOW)
    assert set(document.proposals.values_list("pk", flat=True)) == numbers_before
    assert Proposal.objects.get(pk=rejected.pk).state == "rejected"


def test_what_is_read_no_longer_goes_unless_somebody_decided_on_it(stage):
    document, officer = stage
    decided_proposal, open_proposal = document.proposals.filter(kind="organisation")[:2]
    decide(decided_proposal.pk, "accepted", now=NOW, by=officer)
    document.reading["organisations"] = []
    propose(document)
    assert Proposal.objects.get(pk=decided_proposal.pk).is_stale
    assert not Proposal.objects.filter(pk=open_proposal.pk).exists()


def test_a_body_is_suggested_from_the_directory_in_another_script(stage):
    document, officer = stage
    organisation = register_organisation(
        OrganisationInput(names=Names(zh="环境部"), kind="agency", country="KR"), [], by=officer.pk
    )
    proposals = list(document.proposals.all())
    proposal = next(
        proposal_
        for proposal_ in proposals
        if proposal_.kind == "organisation" and proposal_.values["name"] == "환경부"
    )
    assert organisation in queries.suggestions(document, proposals)[proposal.pk].organisations
    link_organisation(proposal.pk, organisation.pk, by=officer)
    assert queries.suggestions(document, proposals)[proposal.pk].linked == organisation.pk


def test_reading_is_of_the_release_alone(stage):
    document, _ = stage
    assert "붙임" in RELEASE
    assert all("붙임" not in str(proposal_.values) for proposal_ in document.proposals.all())
