"""What somebody is in every programme, and what follows of it."""

import pytest
from django.contrib.auth.models import AnonymousUser

from gyoryu.programmes.models import Role
from gyoryu.programmes.queries import load_permissions, news_programmes, workspace_events, workspace_programmes
from gyoryu.programmes.rules import Permissions
from tests.gyoryu.factories import make_editor, make_event, make_organisation, make_programme, make_user
from tests.gyoryu.query_counts import query_count

pytestmark = pytest.mark.django_db


def test_roles_and_organisations_are_read_by_programme_in_one_query():
    first, second = make_programme(), make_programme()
    organisations = [make_organisation() for _ in range(2)]
    user = make_user("u@agency.example", first, "officer")
    assert query_count(load_permissions, user) == 1
    Role.objects.create(programme=first, user=user, kind="gate")
    for organisation in organisations:
        Role.objects.create(programme=second, user=user, kind="participant", organisation=organisation)
    permissions = load_permissions(user)
    assert permissions.within(first.pk).kinds == {"officer", "gate"}
    assert permissions.within(second.pk).organisations == {organisation.pk for organisation in organisations}
    assert (permissions.is_operator, permissions.is_editor) == (False, False)
    assert query_count(load_permissions, user) == 1


def test_who_is_not_signed_in_or_not_active_is_nothing():
    user = make_user("u@agency.example", make_programme(), "officer", is_active=False, is_superuser=True)
    assert load_permissions(user) == load_permissions(AnonymousUser()) == Permissions()


def test_an_editor_without_roles_is_one():
    permissions = load_permissions(make_editor())
    assert (permissions.is_editor, permissions.by_programme) == (True, {})


@pytest.mark.parametrize(
    ("kind", "workspace", "news"),
    [("officer", True, True), ("viewer", True, False), ("gate", False, False), ("interpreter", False, False)],
)
def test_programmes_by_role(kind, workspace, news):
    programme = make_programme()
    event, _ = make_event(programme), make_event()
    permissions = load_permissions(make_user("u@agency.example", programme, kind))
    assert list(workspace_programmes(permissions)) == [programme] * workspace
    assert list(workspace_events(permissions)) == [event] * workspace
    assert list(news_programmes(permissions)) == [programme] * news


def test_operators_see_all_and_editors_the_news_of_all():
    programmes = {make_programme(), make_programme()}
    operator, editor = Permissions(is_operator=True), Permissions(is_editor=True)
    assert set(workspace_programmes(operator)) == set(news_programmes(operator)) == programmes
    assert set(news_programmes(editor)) == programmes
    assert not workspace_programmes(editor)
