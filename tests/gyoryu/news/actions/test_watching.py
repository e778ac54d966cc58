"""Limits of watches."""

import pytest

from gyoryu.base.refusals import Refused
from gyoryu.news.actions import watching
from gyoryu.news.actions.watching import add_watch, end_watch
from gyoryu.news.models import Watch
from tests.gyoryu.articles import NOW
from tests.gyoryu.consultations import person

pytestmark = pytest.mark.django_db


def test_a_person_has_a_bounded_number_of_watches_and_an_ended_one_does_not_count(monkeypatch):
    monkeypatch.setattr(watching, "MAX_WATCHES", 2)
    owner, other = person("a@agency.example"), person("b@agency.example")
    first = add_watch("산둥성", "daily", owner=owner, now=NOW)
    add_watch("허베이성", "daily", owner=owner, now=NOW)
    with pytest.raises(Refused, match="too_many_watches"):
        add_watch("톈진", "daily", owner=owner, now=NOW)
    add_watch("톈진", "daily", owner=other, now=NOW)
    end_watch(first.pk, owner=owner)
    add_watch("톈진", "daily", owner=owner, now=NOW)
    assert Watch.objects.filter(owner=owner, is_on=True).count() == 2
