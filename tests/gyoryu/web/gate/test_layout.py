"""The layout of event-day pages by role."""

import pytest
from django.urls import reverse

from gyoryu.web.gate.layout import layout_context
from tests.gyoryu.factories import make_event, make_user

pytestmark = pytest.mark.django_db


def layout(rf, kind, current="board"):
    event = make_event()
    request = rf.get("/")
    request.user = make_user("", event.programme, kind)
    return layout_context(request, current, event), event


@pytest.mark.parametrize("kind", ["officer", "viewer"])
def test_who_views_the_programme_has_its_sidebar(rf, kind):
    context, _ = layout(rf, kind)
    assert context["shell"] == "officer/shell.html"
    assert "nav_items" not in context


def test_check_in_staff_have_two_places_one_of_them_current(rf):
    context, event = layout(rf, "gate", "checkin")
    assert context["shell"] == "gate/shell.html"
    assert [(place["url"], place["current"]) for place in context["nav_items"]] == [
        (reverse("event-board", args=[event.pk]), False), (reverse("event-checkin", args=[event.pk]), True),
    ]  # fmt: skip


def test_interpreters_have_the_board_only(rf):
    context, event = layout(rf, "interpreter")
    assert [place["url"] for place in context["nav_items"]] == [reverse("event-board", args=[event.pk])]
