"""An application as form input again."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from gyoryu.meetings.application_input import ProjectInput, TopicInput
from gyoryu.meetings.models import Consent, ProjectCard, Representative, Topic
from gyoryu.meetings.queries.prefill import application_input, own_applications, previous_application
from gyoryu.organisations.models import Identifier
from tests.gyoryu.factories import BEGIN, make_application, make_event, make_user
from tests.gyoryu.query_counts import query_count

pytestmark = pytest.mark.django_db


def test_an_application_becomes_the_input_that_it_was_made_from():
    application = make_application(remark="견본", online=True)
    Identifier.objects.create(organisation=application.organisation, scheme="kr_brn", value="1208147521")
    Topic.objects.create(application=application, direction="offer", field="water", text="분리막")
    ProjectCard.objects.create(
        application=application, name="P", budget=Decimal(5), currency="CNY", stage="tender", fields=["air"],
        tender_on=date(2026, 6, 1), site="산둥", about="a",
    )  # fmt: skip
    Representative.objects.create(application=application, name_ko="김견본", email="kim@sample.example")
    consent = {"application": application, "given_at": BEGIN, "text_version": "1", "keep_until": date(2028, 5, 12)}
    Consent.objects.create(kind="collection", **consent)
    Consent.objects.create(kind="cross_border", withdrawn_at=BEGIN, **consent)
    entry = application_input(application)
    assert entry.organisation.names == application.organisation.names
    assert entry.organisation.identifiers == (("kr_brn", "1208147521"),)
    assert entry.topics == [TopicInput("offer", "water", "", "분리막")]
    assert entry.projects == [
        ProjectInput("P", Decimal(5), "CNY", "tender", date(2026, 6, 1), ["air"], "산둥", "a")
    ]  # fmt: skip
    assert [(person.names.ko, person.email) for person in entry.people] == [("김견본", "kim@sample.example")]
    assert (entry.remark, entry.online, entry.languages) == ("견본", True, ["ko"])
    assert entry.consents == frozenset({"collection"})


def test_a_draft_without_an_organisation_has_no_input():
    assert application_input(make_application(state="draft", organisation=None)) is None


def test_the_previous_one_is_the_newest_of_the_same_side_that_one_may_read():
    user = make_user("u@sample.example")
    old = make_application(applicant=user, submitted_at=BEGIN - timedelta(days=400))
    new = make_application(applicant=user, submitted_at=BEGIN - timedelta(days=30))
    make_application(side="buyer", applicant=user, submitted_at=BEGIN)
    make_application(submitted_at=BEGIN)
    draft = make_application(applicant=user, state="draft", organisation=None)
    assert previous_application(user, draft) == new
    assert previous_application(user, new) == old
    assert previous_application(make_user("other@sample.example"), draft) is None


def test_who_acts_for_the_organisation_reads_its_applications_in_that_programme_only():
    application = make_application(submitted_at=BEGIN)
    colleague = make_user("c@sample.example", application.event.programme, "participant", application.organisation)
    make_application(organisation=application.organisation, submitted_at=BEGIN)  # of another programme
    assert previous_application(colleague, make_application(applicant=colleague)) == application


def test_own_applications_come_with_the_next_event_first_in_two_queries():
    user = make_user("u@sample.example")
    spring, autumn = (make_event(starts_on=date(2026, month, 1)) for month in (4, 10))
    first = make_application(spring, applicant=user)
    assert query_count(own_applications, user) == 2
    second = make_application(autumn, applicant=user, state="draft", organisation=None)
    organisation = make_application(autumn).organisation
    assert own_applications(user) == [second, first]
    third = make_application(make_event(autumn.programme), organisation=organisation)
    colleague = make_user("c@sample.example", autumn.programme, "participant", organisation)
    assert third in own_applications(colleague)
    assert len(own_applications(colleague)) == 2
    assert query_count(own_applications, user) == 2
