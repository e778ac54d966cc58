"""Proposals made from a reading."""

import pytest

from gyoryu.news.desk.actions import decide
from gyoryu.news.desk.models import Proposal
from gyoryu.news.desk.proposals import DAYS, FIELDS, LISTS, RECORD_KINDS, propose
from gyoryu.news.reading.actions import read_document
from tests.gyoryu.articles import NOW, RELEASE

pytestmark = pytest.mark.django_db


def test_every_proposal_has_words_in_the_text_that_say_so(stage):
    document, _ = stage
    proposals = list(document.proposals.all())
    assert {"event", "organisation", "person", "agreement", "commitment", "amount"} <= {
        proposal_.kind for proposal_ in proposals
    }
    assert all(0 <= a < b <= len(document.text) for proposal_ in proposals for a, b in proposal_.spans)


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


def test_reading_is_of_the_release_alone(stage):
    document, _ = stage
    assert "붙임" in RELEASE
    assert all("붙임" not in str(proposal_.values) for proposal_ in document.proposals.all())


def test_the_same_record_twice_in_a_reading_is_one_proposal(stage):
    document, _ = stage
    item = document.reading["amounts"][0]
    document.reading["amounts"] = [item, dict(item)]
    propose(document)
    assert document.proposals.filter(kind="amount").count() == 1
    assert propose(document) == 0


def test_special_fields_are_fields_of_some_kind():
    names = {name for fields in FIELDS.values() for name in fields}
    assert names >= DAYS | LISTS
    assert set(FIELDS) > RECORD_KINDS
