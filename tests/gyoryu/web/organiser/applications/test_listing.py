"""The list of applications and the list of disclosures."""

import pytest

from gyoryu.meetings.models import Application, Disclosure, Topic
from tests.gyoryu.web.organiser.applications.applicants import applicant

pytestmark = pytest.mark.django_db


def test_the_list_is_narrowed_and_sorted_by_its_address(client, officer, event):
    first, second = applicant(event, 1), applicant(event, 2, "buyer", "zh")
    Topic.objects.create(application=second, direction="need", field="air")
    draft = applicant(event, 3)
    Application.objects.filter(pk=draft.pk).update(state="draft")

    def listed(query):
        page = client.get(f"/events/{event.pk}/applications/?{query}").text
        return {row.pk for row in (first, second, draft) if f"/applications/{row.pk}/" in page}

    assert listed("") == {first.pk, second.pk}
    assert listed("side=buyer") == listed("country=CN") == listed("field=air") == listed("q=B002") == {second.pk}
    assert listed("q=样例 S001") == {first.pk}
    assert listed("state=accepted") == set()
    page = client.get(f"/events/{event.pk}/applications/?sort=-sent").text
    assert page.index(f"/applications/{second.pk}/") < page.index(f"/applications/{first.pk}/")


def test_the_list_asks_as_much_for_three_as_for_one(client, officer, event, django_assert_num_queries):
    applicant(event, 1)
    for more in (0, 2):
        for n in range(more):
            application = applicant(event, 10 + n)
            Topic.objects.create(application=application, direction="offer", field="water")
        with django_assert_num_queries(8):
            client.get(f"/events/{event.pk}/applications/")


def test_the_log_of_disclosures_names_both_sides(client, officer, event, django_assert_num_queries):
    application, recipient = applicant(event, 1), applicant(event, 2, "buyer", "zh")
    for more in (1, 2):
        for _ in range(more):
            Disclosure.objects.create(
                application=application, to=recipient.applicant, to_organisation=recipient.organisation,
                to_country="CN", what=["people", "contact"],
            )  # fmt: skip
        with django_assert_num_queries(7):
            page = client.get(f"/events/{event.pk}/disclosures/").text
    assert "样例 B002" in page
    assert "Names of people" in page
