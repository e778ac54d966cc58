"""Rules for pairs."""

import pytest
from django.urls import reverse

from gyoryu.meetings.models import Application, Meeting, PairRule
from tests.gyoryu.consultations import consultation

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
