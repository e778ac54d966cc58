"""Queries for the desk: suggestions, search, confirmed records."""

import pytest

from gyoryu.base.names import Names
from gyoryu.news.desk import queries
from gyoryu.news.desk.actions import decide, link_organisation
from gyoryu.news.desk.models import ConfirmedRecord
from gyoryu.news.documents.models import Document
from gyoryu.organisations.actions import OrganisationInput, register_organisation
from gyoryu.programmes.rules import Permissions
from tests.gyoryu.articles import CHINESE, EDITOR, NOW, arrived

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(settings, tmp_path):
    settings.FILES = tmp_path


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


@pytest.mark.parametrize("words", ["산둥성", "강물", "교환", "물산업", "169조"])
def test_what_stands_in_a_document_is_found(words, files):
    document = arrived()
    assert words in document.text
    assert list(queries.search_documents(queries.DocumentFilters(words), EDITOR)) == [document]


def test_chinese_is_found_and_filters_narrow(files):
    document = arrived(CHINESE, name="zh.txt")
    arrived()
    assert list(queries.search_documents(queries.DocumentFilters("排放标准"), EDITOR)) == [document]
    assert list(queries.search_documents(queries.DocumentFilters("", kind="agreement"), EDITOR)) == [
        Document.objects.get(name="release.txt")
    ]
    assert not queries.search_documents(queries.DocumentFilters("없는낱말"), EDITOR).exists()


def test_records_are_counted_and_listed_by_kind_and_day(stage):
    document, officer = stage
    for proposal in document.proposals.filter(kind__in=["event", "commitment"]):
        decide(proposal.pk, "accepted", now=NOW, by=officer)
    records = list(queries.confirmed_records(document.programme_id))
    assert [record.kind for record in records] == sorted((record.kind for record in records), reverse=True)
    counts = queries.counts_of_records(document.programme_id)
    assert counts == {kind: sum(record.kind == kind for record in records) for kind in ("event", "commitment")}
    assert list(queries.confirmed_records(document.programme_id, "event")) == records[:1]
    assert queries.bodies_named_in([document.pk]) >= {"환경부"}


@pytest.mark.parametrize(
    ("kind", "ends", "is_late"),
    [("commitment", "2026-05-11", True), ("commitment", "2026-05-12", False), ("commitment", "2026-05", False),
     ("commitment", "2025", True), ("commitment", "", False), ("event", "2020-01-01", False)],
)  # fmt: skip
def test_a_commitment_is_late_after_its_last_day(kind, ends, is_late):
    assert queries.is_late(ConfirmedRecord(kind=kind, ends=ends), NOW.date()) is is_late


def test_names_hold_what_is_typed_and_their_kind(stage):
    assert ("환경부", "organisation") in queries.names_like("환경", EDITOR)
    assert queries.names_like("환경", EDITOR, "person") == []
    assert queries.names_like("", EDITOR) == []
    assert queries.names_like("환경", Permissions()) == []


def test_documents_with_words_are_counted_for_who_may_read_them(stage):
    assert queries.count_documents_with("강물", EDITOR) == 1
    assert queries.count_documents_with("강물", Permissions()) == 0
    assert queries.count_documents_with("!?", EDITOR) == 0
