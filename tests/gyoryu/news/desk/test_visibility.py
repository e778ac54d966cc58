"""Proposals and mentions are visible with their documents."""

import pytest

from gyoryu.news.desk.visibility import visible_mentions, visible_proposals
from gyoryu.programmes.rules import Membership, Permissions
from tests.gyoryu.articles import EDITOR

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("visible", [visible_mentions, visible_proposals])
def test_of_a_programme_its_staff_and_editors_alone(stage, visible):
    document, _ = stage
    own = Permissions({document.programme_id: Membership(frozenset(["viewer"]))})
    others = Permissions({document.programme_id + 1: Membership(frozenset(["officer"]))})
    assert visible(own).count() == visible(EDITOR).count() > 0
    assert not visible(others).exists()
    assert not visible(Permissions()).exists()
