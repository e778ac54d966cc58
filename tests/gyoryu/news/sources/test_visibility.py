"""Sources are visible to the staff of their programme; those of the site to all staff."""

import pytest

from gyoryu.news.sources.visibility import visible_sources
from gyoryu.programmes.rules import Membership, Permissions
from tests.gyoryu.articles import EDITOR
from tests.gyoryu.consultations import programme
from tests.gyoryu.news.sources.test_models import create

pytestmark = pytest.mark.django_db


def test_sources_of_other_programmes_are_hidden():
    own, other = programme(), programme()
    in_own, of_site = create(programme=own), create(address="https://news.example/site")
    hidden = create(programme=other, address="https://news.example/other")
    assert set(visible_sources(Permissions({own.pk: Membership(frozenset(["officer"]))}))) == {in_own, of_site}
    assert set(visible_sources(EDITOR)) == {in_own, of_site, hidden}
    assert not visible_sources(Permissions()).exists()
