"""Who finds an event or a programme, who is refused, and how often the roles are read."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from gyoryu.programmes.rules import may_list_programmes, may_manage, may_view_programme
from gyoryu.web.lookup import get_event_or_404, get_programme_or_404, permissions_for, require_permission
from tests.gyoryu.factories import make_event, make_programme, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of(rf):
    """A function that makes a request of a user."""

    def make(user):
        request = rf.get("/")
        request.user = user
        return request

    return make


def test_who_has_the_role_gets_the_event_with_the_membership(request_of):
    event = make_event()
    request = request_of(make_user("", event.programme, "officer"))
    assert get_event_or_404(request, event.pk, may_manage).membership.kinds == {"officer"}
    assert get_programme_or_404(request, event.programme_id, may_manage) == event.programme


def test_another_role_is_refused_and_no_role_finds_nothing(request_of):
    event = make_event()
    viewer = request_of(make_user("", event.programme, "viewer"))
    stranger = request_of(make_user("", make_programme(), "officer"))
    for get, number in ((get_event_or_404, event.pk), (get_programme_or_404, event.programme_id)):
        assert get(viewer, number, may_view_programme).pk == number
        with pytest.raises(PermissionDenied):
            get(viewer, number, may_manage)
        with pytest.raises(Http404):
            get(stranger, number, may_view_programme)


def test_operators_need_no_role_and_find_only_what_is_there(request_of):
    event = make_event()
    request = request_of(make_user(is_superuser=True))
    assert get_event_or_404(request, event.pk, may_manage) == event
    for get in (get_event_or_404, get_programme_or_404):
        with pytest.raises(Http404):
            get(request, 999, may_manage)


def test_roles_are_read_once_for_a_request_and_again_for_another_user(request_of, django_assert_num_queries):
    programme = make_programme()
    request = request_of(make_user("", programme, "officer"))
    first = permissions_for(request)
    with django_assert_num_queries(0):
        assert permissions_for(request) is first
    request.user = make_user("", programme, "viewer")
    assert permissions_for(request).within(programme.pk).kinds == {"viewer"}


def test_visitors_have_no_permissions(request_of):
    assert permissions_for(request_of(AnonymousUser())).by_programme == {}


def test_a_rule_of_the_site_refuses_or_returns_the_permissions(request_of):
    programme = make_programme()
    viewer, gate = (request_of(make_user("", programme, kind)) for kind in ("viewer", "gate"))
    assert require_permission(viewer, may_list_programmes).within(programme.pk).kinds == {"viewer"}
    with pytest.raises(PermissionDenied):
        require_permission(gate, may_list_programmes)
