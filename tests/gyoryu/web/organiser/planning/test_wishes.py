"""The matrix of requests, and rules for pairs."""

import pytest
from django.urls import reverse

from gyoryu.meetings.models import Application, Meeting, PairRule
from tests.gyoryu.consultations import consultation, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_event")]


def test_rules_about_a_pair_are_kept_and_taken_back(desk, event, pair):
    url = reverse("event-pair", args=[event.pk, *pair])
    desk.post(url, {"kind": "must", "reason": "priority", "note": "minister's wish"})
    rule = PairRule.objects.get()
    assert (rule.kind, rule.reason, rule.note) == ("must", "priority", "minister's wish")
    assert 'value="must"' in desk.get(url).text
    desk.post(url, {"kind": ""})
    assert not PairRule.objects.exists()


def test_pairs_that_met_at_an_earlier_event_are_excluded_at_a_press(desk, event, pair):
    before = consultation(sellers=0, buyers=0, of=event.programme, ask=False)
    before.starts_on = before.ends_on = event.starts_on.replace(year=2025)
    before.save()
    people = [Application.objects.get(pk=number) for number in pair]
    former = [
        Application.objects.create(
            event=before, organisation=application.organisation, side=application.side, state="accepted"
        )
        for application in people
    ]
    Meeting.objects.create(event=before, seller=former[0], buyer=former[1], state="held")
    desk.post(reverse("forbid-met-before", args=[event.pk]))
    assert list(PairRule.objects.values_list("seller", "buyer", "kind", "reason")) == [
        (*pair, "forbidden", "met_before")
    ]


def test_the_matrix_is_narrowed_by_name_on_both_sides(desk, event):
    url = reverse("event-wishes", args=[event.pk])
    whole = desk.get(url).context
    assert [row["seller"].number for row in whole["rows"]] == ["S001", "S002"]
    assert [buyer.number for buyer, _ in whole["buyers"]] == ["B001", "B002"]
    part = desk.get(url, {"firm": "S002", "buyer": "样例 B001"}).context
    assert [row["seller"].number for row in part["rows"]] == ["S002"]
    assert [buyer.number for buyer, _ in part["buyers"]] == ["B001"]
    assert desk.get(url, {"firm": "nobody"}).context["rows"] == []


def test_an_unknown_rule_is_refused_and_a_firm_is_no_pair_with_itself(desk, event, pair):
    page = desk.post(reverse("event-pair", args=[event.pk, *pair]), {"kind": "perhaps"})
    assert list(page.context["form"].errors) == ["kind"]
    assert desk.get(reverse("event-pair", args=[event.pk, pair[0], pair[0]])).status_code == 404
    assert not PairRule.objects.exists()


def test_viewers_read_a_pair_and_change_nothing(client, event, pair):
    client.force_login(person("viewer@agency.example", event.programme, "viewer"))
    url = reverse("event-pair", args=[event.pk, *pair])
    assert client.get(url).status_code == 200
    assert client.post(url, {"kind": "must"}).status_code == 403
    assert client.post(reverse("forbid-met-before", args=[event.pk])).status_code == 403
