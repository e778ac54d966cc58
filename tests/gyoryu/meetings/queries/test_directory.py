"""The directory of the other side, as a participant sees it."""

from datetime import date

import pytest

from gyoryu.base.names import Names
from gyoryu.meetings.models import Consent, ProjectCard, Topic
from gyoryu.meetings.queries import directory
from gyoryu.meetings.queries.directory import DirectoryFilters
from gyoryu.organisations.actions import OrganisationInput, register_organisation
from tests.gyoryu.factories import BEGIN, make_application, make_event, make_rule, make_wish
from tests.gyoryu.query_counts import query_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer():
    return make_application(make_event(), languages=["ko", "en"])


def buyer(viewer, **fields):
    return make_application(viewer.event, "buyer", **fields)


def needs(application, field="", text="", hs6=""):
    Topic.objects.create(application=application, direction="need", field=field, text=text, hs6=hs6)
    return application


def test_the_other_side_by_number_without_forbidden_pairs_and_those_not_accepted(viewer):
    second, first = buyer(viewer, number="B002"), buyer(viewer, number="B001")
    make_rule(viewer, buyer(viewer), "forbidden")
    make_rule(viewer, first, "must")
    buyer(viewer, state="submitted")
    make_application(viewer.event)
    buyer(make_application())
    assert list(directory.counterparts(viewer)) == [first, second]
    assert list(directory.counterparts(second)) == [viewer, viewer.event.applications.get(number="S002")]


def test_words_are_sought_in_names_of_any_script_topics_projects_and_numbers(viewer):
    body = register_organisation(OrganisationInput(Names("한빛환경", "韩光环保", "Hanbit"), country="CN"), by=None)
    named, other = buyer(viewer, organisation=body), needs(buyer(viewer), text="하수 슬러지 건조")
    ProjectCard.objects.create(application=other, name="강변 처리장", fields=["water"])
    expected = {"한빛": named, "韩光": named, "hanbit": named, "B001": named, "슬러지": other, "처리장": other}
    for words, application in expected.items():
        assert list(directory.search(viewer, DirectoryFilters(words=words))) == [application], words
    assert not directory.search(viewer, DirectoryFilters(words="없는 말"))
    assert list(directory.search(viewer, DirectoryFilters(words="  "))) == [named, other]


def test_fields_are_those_of_topics_and_of_projects_and_each_is_listed_once(viewer):
    by_topic = needs(needs(buyer(viewer), field="water", text="a"), field="water", text="b")
    by_project = buyer(viewer)
    ProjectCard.objects.create(application=by_project, name="P", fields=["air", "water"])
    needs(buyer(viewer), field="city_water")
    assert list(directory.search(viewer, DirectoryFilters(field="water"))) == [by_topic, by_project]


def test_country_and_language_narrow(viewer):
    chinese, english = buyer(viewer), buyer(viewer, language="en", languages=["en", "zh"])
    assert list(directory.search(viewer, DirectoryFilters(country="CN"))) == [chinese]
    assert list(directory.search(viewer, DirectoryFilters(language="zh"))) == [chinese, english]
    assert list(directory.search(viewer, DirectoryFilters(country="CN", language="en"))) == []


def test_entries_hold_topics_projects_and_wishes_of_both_directions(viewer):
    first, second = needs(buyer(viewer), field="water"), buyer(viewer)
    ProjectCard.objects.create(application=first, name="P")
    wish, request = make_wish(viewer, first), make_wish(second, viewer)
    entries = directory.entries(viewer, [first, second])
    assert [entry.application for entry in entries] == [first, second]
    assert [(len(entry.topics), entry.projects) for entry in entries] == [(1, 1), (0, 0)]
    assert [(entry.wish, entry.request) for entry in entries] == [(wish, None), (None, request)]
    assert query_count(directory.entries, viewer, [first]) == query_count(directory.entries, viewer, [first, second])


def test_suggestions_leave_out_whom_one_has_asked_already(viewer):
    Topic.objects.create(application=viewer, direction="offer", field="water")
    fitting, requested = (needs(buyer(viewer), field="water") for _ in range(2))
    needs(buyer(viewer), field="air")
    make_wish(viewer, requested)
    assert [suggestion.id for suggestion in directory.suggestions(viewer)] == [fitting.pk]
    before = query_count(directory.suggestions, viewer)
    for _ in range(2):
        needs(buyer(viewer), field="water")
    assert len(directory.suggestions(viewer)) == 3
    assert len(directory.suggestions(viewer, most=2)) == 2
    assert query_count(directory.suggestions, viewer) == before


def test_a_suggestion_for_one_says_why_or_is_none(viewer):
    Topic.objects.create(application=viewer, direction="offer", hs6="842121")
    suggestion = directory.suggestion_for(viewer, needs(buyer(viewer), hs6="842121"))
    assert [reason.code for reason in suggestion.reasons] == ["hs6"]
    assert directory.suggestion_for(viewer, buyer(viewer)) is None


def test_people_are_shown_with_a_consent_that_stands(viewer):
    assert not directory.shows_people(viewer)
    fields = {"application": viewer, "given_at": BEGIN, "text_version": "1", "keep_until": date(2028, 5, 12)}
    Consent.objects.create(kind="collection", **fields)
    assert not directory.shows_people(viewer)
    consent = Consent.objects.create(kind="cross_border", **fields)
    assert directory.shows_people(viewer)
    consent.withdrawn_at = BEGIN
    consent.save()
    assert not directory.shows_people(viewer)
