"""Hits are visible with their documents."""

import pytest

from gyoryu.news.watches.models import Watch, WatchHit
from gyoryu.news.watches.visibility import visible_hits
from gyoryu.programmes.rules import Membership, Permissions
from tests.gyoryu.articles import EDITOR, NOW
from tests.gyoryu.consultations import person, programme
from tests.gyoryu.news.documents.test_models import create

pytestmark = pytest.mark.django_db


def test_hits_in_documents_of_other_programmes_are_hidden():
    own, other = programme(), programme()
    watch = Watch.objects.create(owner=person("o@agency.example"), programme=own, words="a", made_at=NOW)
    hits = [WatchHit.objects.create(watch=watch, document=create(programme=of), at=NOW) for of in (None, own, other)]
    assert set(visible_hits(Permissions({own.pk: Membership(frozenset(["officer"]))}))) == set(hits[:2])
    assert visible_hits(EDITOR).count() == 3
    assert not visible_hits(Permissions()).exists()
