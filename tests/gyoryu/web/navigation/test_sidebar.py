"""The sidebar of officers: programme, event, navigation, breadcrumbs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from gyoryu.programmes.models import Event, Programme
from gyoryu.programmes.rules import Membership
from gyoryu.web.navigation.sidebar import NextDeadline, build_sidebar, next_deadline
from tests.gyoryu.consultations import consultation

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    programme = Programme.objects.create(name_ko="견본 협력사업", name_en="Sample programme")
    return Event.objects.create(
        programme=programme, name_ko="견본 상담회", starts_on=date(2026, 5, 12), ends_on=date(2026, 5, 13)
    )


def test_the_sidebar_shows_the_work_of_an_event_and_the_current_page(event, django_assert_num_queries):
    with translation.override("en"), django_assert_num_queries(0):
        sidebar = build_sidebar(
            "applications", event=event, counts={"applications": 3}, due=NextDeadline("Closes tonight", soon=True)
        )
    assert (sidebar.programme.label, sidebar.programme.url) == (
        "Sample programme",
        f"/programmes/{event.programme_id}/",
    )
    assert sidebar.event.label == "견본 상담회"
    current = [item for part in sidebar.parts for item in part if item.current]
    assert [(item.label, item.count) for item in current] == [("Applications", 3)]
    assert [crumb.label for crumb in sidebar.crumbs] == ["Sample programme", "견본 상담회", "Applications"]


def test_work_without_a_page_is_left_out(event):
    urls = [item.url for part in build_sidebar("start").parts for item in part]
    assert "" not in urls
    assert "/start/" in urls
    assert not any("event" in url for url in urls)
    assert build_sidebar("start").event is None


def test_the_head_says_what_is_due_next(django_assert_num_queries):
    number = consultation().pk
    event = Event.objects.select_related("programme", "terms").get(pk=number)
    terms = event.terms
    with translation.override("en"), django_assert_num_queries(0):
        deadlines = [
            next_deadline(event, moment - timedelta(hours=1))
            for moment in (terms.apply_until, terms.wish_from, terms.wish_until, datetime(2026, 5, 10, tzinfo=UTC))
        ]
        assert next_deadline(event, datetime(2026, 5, 13, tzinfo=UTC)) is None
    assert [deadline.text for deadline in deadlines] == [
        "Applications close: Wed 1 Apr 2026 09:00",
        "Requests open: Sun 5 Apr 2026 09:00",
        "Requests close: Mon 20 Apr 2026 09:00",
        "The event begins: Tue 12 May 2026",
    ]
    assert [deadline.soon for deadline in deadlines] == [True, True, True, False]
    assert next_deadline(Event.objects.get(pk=number), terms.apply_from) is None  # not loaded, not asked for


def test_work_that_would_only_be_refused_is_not_shown(event):
    codes = {item.code for part in build_sidebar("overview", event=event).parts for item in part}
    event.membership = Membership(frozenset({"viewer"}))
    viewer_codes = {item.code for part in build_sidebar("overview", event=event).parts for item in part}
    assert codes - viewer_codes == {"invitations", "exchange", "emails", "people"}
    event.membership = Membership(frozenset({"officer"}))
    assert {item.code for part in build_sidebar("overview", event=event).parts for item in part} == codes
