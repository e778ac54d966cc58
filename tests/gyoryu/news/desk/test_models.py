"""Proposals show what a person made of them, and are the same once for each document."""

import pytest
from django.db import IntegrityError

from gyoryu.news.desk.models import ConfirmedRecord, Mention, Proposal
from tests.gyoryu.articles import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("corrected", "shown"), [(None, {"name": "a"}), ({"name": "b"}, {"name": "b"}), ({}, {})], ids=str
)
def test_what_is_shown_is_the_correction_where_there_is_one(corrected, shown):
    assert Proposal(values={"name": "a"}, corrected_values=corrected).shown == shown


def test_a_fingerprint_is_once_for_each_document(stage):
    document, _ = stage
    proposal = document.proposals.first()
    with pytest.raises(IntegrityError):
        Proposal.objects.create(
            document=document, kind=proposal.kind, position=99, fingerprint=proposal.fingerprint, values={}, spans=[],
            confidence=1,
        )  # fmt: skip


def test_a_name_is_mentioned_once_for_each_document(stage):
    mention = stage[0].mentions.first()
    with pytest.raises(IntegrityError):
        Mention.objects.create(document=mention.document, kind=mention.kind, name="x", key=mention.key)


def test_a_proposal_has_one_record(stage):
    document, _ = stage
    values = {"proposal": document.proposals.first(), "programme": document.programme, "kind": "event", "actors": []}
    ConfirmedRecord.objects.create(**values, title="a", confirmed_at=NOW)
    with pytest.raises(IntegrityError):
        ConfirmedRecord.objects.create(**values, title="b", confirmed_at=NOW)
