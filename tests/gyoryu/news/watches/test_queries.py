"""Hits of the watches of a programme."""

from datetime import timedelta

import pytest

from gyoryu.news.watches.models import Watch, WatchHit
from gyoryu.news.watches.queries import MAX_HITS, watch_hits
from tests.gyoryu.articles import EDITOR, NOW
from tests.gyoryu.consultations import person, programme
from tests.gyoryu.news.documents.test_models import create

pytestmark = pytest.mark.django_db


def hit(watch, hours, *, seen=False):
    at = NOW + timedelta(hours=hours)
    return WatchHit.objects.create(watch=watch, document=create(), at=at, seen_at=at if seen else None)


def test_unseen_hits_come_first_then_the_newest_in_one_query(django_assert_num_queries):
    programme_ = programme()
    watch = Watch.objects.create(owner=person("o@agency.example"), programme=programme_, words="a", made_at=NOW)
    old, seen, new = hit(watch, 1), hit(watch, 3, seen=True), hit(watch, 2)
    with django_assert_num_queries(1):
        hits = watch_hits(programme_.pk, EDITOR)
        assert [(hit_.watch.words, hit_.document.name) for hit_ in hits] == [("a", "a")] * 3
    assert hits == [new, old, seen]
    for hours in range(MAX_HITS):
        hit(watch, hours + 10)
    assert len(watch_hits(programme_.pk, EDITOR)) == MAX_HITS


def test_ended_watches_and_those_of_other_programmes_have_none():
    owner, own, other = person("o@agency.example"), programme(), programme()
    hit(Watch.objects.create(owner=owner, programme=own, words="a", made_at=NOW, is_on=False), 1)
    hit(Watch.objects.create(owner=owner, programme=other, words="a", made_at=NOW), 1)
    assert watch_hits(own.pk, EDITOR) == []
