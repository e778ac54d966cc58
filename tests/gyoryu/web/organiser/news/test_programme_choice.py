"""The programmes that a document, a source or a post may belong to."""

import pytest
from django.utils.translation import override

from gyoryu.programmes.queries import load_permissions
from gyoryu.web.organiser.news.programme_choice import chosen_programme, programme_choices
from tests.gyoryu.factories import make_editor, make_programme, make_user

pytestmark = pytest.mark.django_db


def test_officers_choose_among_their_own_programmes_in_the_language_of_the_page(rf):
    own, foreign = make_programme(name_zh="样例甲"), make_programme()
    permissions = load_permissions(make_user("", own, "officer"))
    with override("zh-hans"):
        assert programme_choices(permissions) == [(own.pk, "样例甲")]
    assert chosen_programme(rf.post("/", {"programme": str(own.pk)}), permissions) == own.pk
    for number in (str(foreign.pk), "", "x", "9" * 30):
        assert chosen_programme(rf.post("/", {"programme": number}), permissions) is None


def test_editors_choose_among_all(rf):
    programmes = [make_programme(), make_programme()]
    permissions = load_permissions(make_editor())
    assert [number for number, _ in programme_choices(permissions)] == [programmes[1].pk, programmes[0].pk]


def test_viewers_have_none_to_choose():
    assert programme_choices(load_permissions(make_user("", make_programme(), "viewer"))) == []
