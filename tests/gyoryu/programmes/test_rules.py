"""Who may do what in a programme."""

import pytest

from gyoryu.programmes import rules
from gyoryu.programmes.rules import Membership, Permissions

KINDS = ("officer", "viewer", "gate", "interpreter", "participant")
ALLOWED = {
    rules.may_view_programme: {"officer", "viewer"},
    rules.may_manage: {"officer"},
    rules.may_check_in: {"officer", "gate"},
    rules.may_view_live_board: {"officer", "viewer", "gate", "interpreter"},
}
ALLOWED_SOMEWHERE = {
    rules.has_workspace: {"officer", "viewer"},
    rules.may_list_programmes: {"officer", "viewer"},
    rules.may_start_programmes: {"officer"},
    rules.is_staff: {"officer", "viewer", "gate", "interpreter"},
    rules.may_read_directory: {"officer", "viewer"},
    rules.may_register_organisations: {"officer"},
}
OPERATOR, EDITOR = Permissions(is_operator=True), Permissions(is_editor=True)


def permissions_of(kind):
    return Permissions({1: Membership(frozenset({kind}))})


@pytest.mark.parametrize("rule", ALLOWED, ids=lambda rule: rule.__name__)
def test_what_roles_allow_in_their_programme(rule):
    assert {kind for kind in KINDS if rule(Membership(frozenset({kind})))} == ALLOWED[rule]
    assert rule(Membership(is_operator=True))
    assert not rule(rules.NO_MEMBERSHIP)


@pytest.mark.parametrize("rule", ALLOWED_SOMEWHERE, ids=lambda rule: rule.__name__)
def test_what_roles_in_any_programme_allow(rule):
    assert {kind for kind in KINDS if rule(permissions_of(kind))} == ALLOWED_SOMEWHERE[rule]
    assert rule(OPERATOR)
    assert not rule(Permissions())


def test_editors_edit_the_site_and_only_operators_appoint_them():
    assert [rules.may_edit_site(permissions) for permissions in (EDITOR, OPERATOR, permissions_of("officer"))] == [
        True, True, False,
    ]  # fmt: skip
    assert [rules.may_appoint_editors(permissions) for permissions in (EDITOR, OPERATOR)] == [False, True]


def test_an_operator_is_one_within_every_programme():
    assert OPERATOR.within(5) == Membership(is_operator=True)
    assert permissions_of("officer").within(5) == rules.NO_MEMBERSHIP
    assert OPERATOR.programmes_with_role(["officer"]) == frozenset()
    assert permissions_of("officer").programmes_with_role(["officer", "viewer"]) == {1}


def test_nobody_acts_for_no_organisation_not_even_an_operator():
    membership = Membership(frozenset({"participant"}), frozenset({7}))
    assert rules.acts_for(membership, 7)
    assert not rules.acts_for(membership, 8)
    assert not rules.acts_for(membership, None)
    assert not rules.acts_for(Membership(is_operator=True), 7)


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kinds", "programmes", "may"),
    [
        ({1: "officer"}, {1}, True),
        ({1: "officer"}, {2}, False),
        ({1: "officer"}, {1, 2}, True),
        ({1: "officer"}, set(), True),
        ({1: "viewer"}, {1}, False),
        ({1: "viewer"}, set(), False),
        ({1: "officer", 2: "viewer"}, {2}, False),
        ({}, set(), False),
    ],
)
def test_who_keeps_an_organisation(kinds, programmes, may):
    permissions = Permissions({number: Membership(frozenset({kind})) for number, kind in kinds.items()})
    assert rules.may_edit_organisation(permissions, programmes) is may
    assert rules.may_edit_organisation(EDITOR, programmes)
