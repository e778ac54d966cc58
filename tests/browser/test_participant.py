"""A participant in a real browser, on a phone: typing offline, requests, the offline agenda."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Error

from gyoryu.meetings.models import Application, Meeting, Topic, Wish
from gyoryu.people.models import User
from gyoryu.programmes.models import Slot, Table
from tests.browser.screens import browser_test, opened_page
from tests.gyoryu.consultations import consultation

pytestmark = browser_test
DAY = timedelta(days=1)


@pytest.fixture
def firm(transactional_db):
    """S001 while applications and requests are open, with a meeting tomorrow."""
    now = timezone.now()
    windows = {"apply_from": now - DAY, "apply_until": now + DAY, "wish_from": now - DAY, "wish_until": now + DAY}
    event = consultation(sellers=1, buyers=3, ask=False, **windows)
    seller, *others = Application.objects.filter(event=event).order_by("-side", "number")
    slot = Slot.objects.last()
    Slot.objects.filter(pk=slot.pk).update(starts_at=now + DAY, ends_at=now + DAY + DAY / 48)
    Meeting.objects.create(event=event, seller=seller, buyer=others[0], slot=slot, table=Table.objects.first())
    Topic.objects.create(application=seller, direction="offer", field="water")
    Topic.objects.create(application=others[1], direction="need", field="water")
    return seller


def signed_in(browser, live_server, user, locale):
    client = Client()
    client.force_login(user)
    page = opened_page(browser, 390, locale)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    return page


def cache_names(page, live_server):
    page.goto(f"{live_server.url}/robots.txt")  # a page without scripts, which takes nothing away
    return page.evaluate("caches.keys().then((names) => names.filter((name) => name.startsWith('personal ')))")


@pytest.fixture
def phone(browser, live_server, firm):
    """A phone on which the agenda was opened once, and is cached."""
    page = signed_in(browser, live_server, firm.applicant, "en-GB")
    page.goto(f"{live_server.url}/my/{firm.pk}/agenda/")
    is_cached = f"caches.match('/my/{firm.pk}/agenda/').then(Boolean)"
    page.wait_for_function(f"async () => (await {is_cached}) && (await caches.keys()).includes('drawn-1')")
    page.wait_for_load_state("networkidle")
    yield page
    page.context.close()


def is_readable_offline(page, firm):
    page.context.set_offline(True)
    try:
        page.goto(f"{page.url.split('/', 3)[0]}//{page.url.split('/', 3)[2]}/my/{firm.pk}/agenda/")
    except Error:
        return False
    finally:
        page.context.set_offline(False)
    return page.locator(".table-number").count() == 1


def test_the_agenda_is_there_without_a_network_and_says_that_it_is_old(phone):
    phone.context.set_offline(True)
    phone.reload()
    assert phone.inner_text(".table-number") == "1"
    assert phone.locator("[data-stale]").is_visible()


def test_the_agenda_goes_when_the_session_is_over(phone, live_server, firm):
    Session.objects.all().delete()
    phone.reload()
    assert "/sign-in/" in phone.url
    assert not is_readable_offline(phone, firm)
    assert cache_names(phone, live_server) == []


def test_the_agenda_goes_at_any_page_once_nobody_is_signed_in(phone, live_server, firm):
    Session.objects.all().delete()
    phone.goto(f"{live_server.url}/board/")
    phone.wait_for_function("async () => !(await caches.keys()).some((name) => name.startsWith('personal '))")
    assert not is_readable_offline(phone, firm)


def test_the_agenda_goes_at_signing_out(phone, firm):
    phone.click("[popovertarget=account-menu]")
    phone.click("form[action='/sign-out/'] button")
    assert not is_readable_offline(phone, firm)


def test_the_agenda_goes_when_another_person_signs_in(phone, live_server, firm):
    client = Client()
    client.force_login(User.objects.create_user("another@firm.example"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    phone.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    phone.goto(f"{live_server.url}/start/")
    phone.wait_for_function("async () => !(await caches.keys()).some((name) => name.startsWith('personal '))")
    assert not is_readable_offline(phone, firm)


def test_the_agenda_goes_at_the_end_of_its_time_though_nobody_asks_the_server(phone, live_server, firm):
    phone.evaluate(
        """async () => {
            const [name] = (await caches.keys()).filter((name) => name.startsWith("personal "));
            const store = await caches.open(name);
            for (const request of await store.keys()) {
                const answer = await store.match(request), headers = new Headers(answer.headers);
                headers.set("X-Kept-Until", String(Math.floor(Date.now() / 1000) - 1));
                await store.put(request, new Response(await answer.blob(), { headers }));
            }
        }"""
    )
    assert not is_readable_offline(phone, firm)
    assert cache_names(phone, live_server) == []


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
