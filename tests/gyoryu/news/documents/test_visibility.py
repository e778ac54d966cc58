"""Documents are visible to the staff of their programme; those of none to all staff."""

import pytest

from gyoryu.news.documents.visibility import visible_documents
from gyoryu.programmes.rules import Membership, Permissions
from tests.gyoryu.articles import EDITOR, NOW
from tests.gyoryu.consultations import programme
from tests.gyoryu.news.documents.test_models import create

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "own"), [("officer", True), ("viewer", True), ("gate", None), ("interpreter", None), ("participant", None)]
)
def test_who_sees_documents_of_a_programme_and_of_none(kind, own):
    first, second = programme(), programme()
    of_nobody, of_first = create(name="nobody"), create(name="first", programme=first)
    create(name="second", programme=second)
    documents = set(visible_documents(Permissions({first.pk: Membership(frozenset([kind]))})))
    assert documents == ({of_nobody, of_first} if own else set())


def test_editors_and_operators_see_all():
    create(programme=programme())
    assert visible_documents(EDITOR).count() == visible_documents(Permissions(is_operator=True)).count() == 1
    assert create(received_at=NOW) in visible_documents(EDITOR)
