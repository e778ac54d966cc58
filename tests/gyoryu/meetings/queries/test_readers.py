"""Whom emails about an application go to."""

import pytest

from gyoryu.meetings.queries.readers import Reader, readers_of
from tests.gyoryu.factories import make_application, make_programme, make_user
from tests.gyoryu.query_counts import query_count

pytestmark = pytest.mark.django_db


def test_the_applicant_and_who_acts_for_the_organisation_each_once_in_its_language():
    application = make_application()
    programme, organisation = application.event.programme, application.organisation
    make_user("c@firm.example", programme, "participant", organisation, language="zh")
    make_user("elsewhere@firm.example", make_programme(), "participant", organisation)
    make_user("o@agency.example", programme, "officer")
    readers = readers_of([application])[application.pk]
    assert sorted(readers) == sorted([Reader(application.applicant.email, "ko"), Reader("c@firm.example", "zh")])


def test_an_application_without_an_account_or_organisation_has_no_readers():
    draft = make_application(state="draft", organisation=None, applicant=None)
    imported = make_application(applicant=None)
    assert readers_of([draft, imported]) == {draft.pk: [], imported.pk: []}


def test_the_number_of_queries_is_fixed():
    for _ in range(3):
        application = make_application()
    event = application.event
    rows = type(application).objects.select_related("event", "applicant")
    assert query_count(lambda: readers_of(rows.filter(event=event))) == query_count(lambda: readers_of(rows.all())) == 2
