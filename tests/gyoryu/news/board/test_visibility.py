"""Who may read and edit which posts."""

import pytest

from gyoryu.news.board.models import Post
from gyoryu.news.board.visibility import board_posts, editable_posts, visible_posts
from gyoryu.programmes.rules import Membership, Permissions
from tests.gyoryu.articles import EDITOR, NOW
from tests.gyoryu.consultations import programme

pytestmark = pytest.mark.django_db


def create(number, owner=None, *, is_shown=False):
    return Post.objects.create(number=number, programme=owner, is_shown=is_shown, topics=[], modified_at=NOW)


def test_hidden_posts_are_of_their_editors_alone():
    own, other = programme(), programme()
    shown, hidden = create(1, other, is_shown=True), create(2, own)
    of_site, of_other = create(3), create(4, other)
    officer = Permissions({own.pk: Membership(frozenset(["officer"]))})
    assert set(board_posts()) == set(visible_posts(Permissions())) == {shown}
    assert set(editable_posts(officer)) == {hidden}
    assert set(visible_posts(officer)) == {shown, hidden}
    assert set(editable_posts(EDITOR)) == {shown, hidden, of_site, of_other}


def test_a_viewer_edits_no_post():
    own = programme()
    create(1, own)
    assert not editable_posts(Permissions({own.pk: Membership(frozenset(["viewer"]))})).exists()
