"""Who may read, decide on and write news: by role in the programme, in another one, and for what belongs to none."""

import pytest

from gyoryu.news import rules
from gyoryu.programmes.rules import Membership, Permissions

OWN, OTHER = 1, 2
KINDS = ("officer", "viewer", "gate", "interpreter", "participant")


def holder(kind):
    return Permissions({OWN: Membership(frozenset([kind]))})


@pytest.mark.parametrize("kind", KINDS)
def test_documents_are_read_by_officers_and_viewers_of_their_programme(kind):
    reads = kind in ("officer", "viewer")
    assert rules.may_read_documents(holder(kind)) is reads
    assert rules.may_read_document(holder(kind), OWN) is reads
    assert rules.may_read_document(holder(kind), None) is reads
    assert not rules.may_read_document(holder(kind), OTHER)
    assert rules.programmes_read(holder(kind)) == (frozenset([OWN]) if reads else frozenset())


@pytest.mark.parametrize("kind", KINDS)
def test_officers_work_on_news_of_their_programme(kind):
    works = kind == "officer"
    assert rules.may_edit_news(holder(kind)) is works
    assert rules.may_edit_document(holder(kind), OWN) is works
    assert rules.may_edit_document(holder(kind), None) is works
    assert not rules.may_edit_document(holder(kind), OTHER)


@pytest.mark.parametrize("rule", [rules.may_edit_source, rules.may_edit_post])
def test_sources_and_posts_of_the_site_are_of_editors(rule):
    assert rule(holder("officer"), OWN)
    assert not rule(holder("officer"), None)
    assert not rule(holder("viewer"), OWN)
    assert rule(Permissions(is_editor=True), None)


@pytest.mark.parametrize("permissions", [Permissions(is_editor=True), Permissions(is_operator=True)])
def test_editors_and_operators_may_all(permissions):
    assert rules.may_read_document(permissions, OTHER)
    assert rules.may_edit_document(permissions, OTHER)
    assert rules.may_reprocess_all(permissions)
    assert not rules.may_reprocess_all(holder("officer"))
