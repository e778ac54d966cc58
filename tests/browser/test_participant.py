"""A firm's way in a real browser, on a telephone: typing without a network, asking, reading the agenda offline."""

from datetime import timedelta

import pytest
from consultations import consultation
from django.conf import settings
from django.test import Client
from django.utils import timezone
from screens import browser_test, opened_page

from gyoryu.meetings.models import Application, Meeting, Topic, Wish
from gyoryu.programmes.models import Slot, Table

pytestmark = browser_test
DAY = timedelta(days=1)


@pytest.fixture
def firm(transactional_db):
    """S001 while applications and requests are open, with a meeting tomorrow."""
    now = timezone.now()
    windows = {"apply_from": now - DAY, "apply_until": now + DAY, "wish_from": now - DAY, "wish_until": now + DAY}
    event = consultation(sellers=1, buyers=3, ask=False, **windows)
    found, *others = Application.objects.filter(event=event).order_by("-side", "number")
    slot = Slot.objects.last()
    Slot.objects.filter(pk=slot.pk).update(starts_at=now + DAY, ends_at=now + DAY + DAY / 48)
    Meeting.objects.create(event=event, seller=found, buyer=others[0], slot=slot, table=Table.objects.first())
    Topic.objects.create(application=found, direction="offer", field="water")
    Topic.objects.create(application=others[1], direction="need", field="water")
    return found


def signed_in(browser, live_server, user, locale):
    client = Client()
    client.force_login(user)
    page = opened_page(browser, 390, locale)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    return page


def test_the_agenda_is_there_without_a_network_and_says_that_it_is_old(browser, live_server, firm):
    page = signed_in(browser, live_server, firm.applicant, "en-GB")
    page.goto(f"{live_server.url}/my/{firm.pk}/agenda/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.context.set_offline(True)
    page.reload()
    assert page.inner_text(".table-number") == "1"
    assert page.locator("[data-stale]").is_visible()
    page.context.close()


def test_what_is_typed_without_a_network_is_sent_later(browser, live_server, firm):
    Application.objects.filter(pk=firm.pk).update(state="submitted")
    page = signed_in(browser, live_server, firm.applicant, "en-GB")
    address = f"{live_server.url}/my/{firm.pk}/apply/topics/"
    page.goto(address)
    page.context.set_offline(True)
    page.fill("#id_topics-0-text", "typed in a tunnel")
    status = page.locator("[data-autosave-status]")
    status.filter(has_text="Not saved").wait_for()
    page.context.set_offline(False)
    page.goto(address)
    assert page.input_value("#id_topics-0-text") == "typed in a tunnel"
    status.filter(has_text="Saved ").wait_for()
    firm.refresh_from_db()
    assert firm.typed["topics"]["topics-0-text"] == ["typed in a tunnel"]
    page.context.close()


def test_requests_are_put_in_order_by_dragging(browser, live_server, firm):
    wishes = [
        Wish.objects.create(event=firm.event, asker=firm, asked=other, rank=rank, created_at=timezone.now())
        for rank, other in enumerate(Application.objects.filter(side="buyer"), 1)
    ]
    page = signed_in(browser, live_server, firm.applicant, "en-GB")
    page.goto(f"{live_server.url}/my/{firm.pk}/wishes/")
    rows = page.locator("[data-rows] > li")
    with page.expect_navigation():
        rows.nth(2).drag_to(rows.nth(0), target_position={"x": 20, "y": 3})
    assert list(Wish.objects.order_by("rank")) == [wishes[2], wishes[0], wishes[1]]
    page.context.close()
