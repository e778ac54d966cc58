"""Drafts of forms survive a reload, the end of a session and another form on the page; and are deleted once saved."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from gyoryu.meetings.models import Application, Meeting, MeetingLog
from gyoryu.news.board.actions import PostInput, PostTextInput, write_post
from gyoryu.people.models import User
from gyoryu.programmes.models import Event, Slot, Table
from tests.browser.screens import browser_test, opened_page
from tests.gyoryu.articles import RELEASE, arrived
from tests.gyoryu.consultations import consultation

pytestmark = browser_test
DAY = timedelta(days=1)
TYPED = "견본 words"
RESTORED = "[data-brought-back]"


@pytest.fixture
def stage(transactional_db):
    now = timezone.now()
    windows = {"apply_from": now - DAY, "apply_until": now + DAY, "wish_from": now - DAY, "wish_until": now + DAY}
    event = consultation(sellers=1, buyers=1, interpreters=1, ask=False, **windows)
    seller, buyer = (Application.objects.get(event=event, side=side) for side in ("seller", "buyer"))
    Meeting.objects.create(
        event=event, seller=seller, buyer=buyer, slot=Slot.objects.first(), table=Table.objects.first(), state="held"
    )
    operator = User.objects.create_superuser("operator@agency.example", "a long sample password", language="en")
    entry = PostInput({"ko": PostTextInput("견본", "글")})
    write_post(entry, now=now, by=operator)
    arrived(RELEASE, by=operator)
    return {"operator": operator, "firm": seller.applicant}


def signed_in(browser, live_server, user):
    client = Client()
    client.force_login(user)
    page = opened_page(browser, 1280, "en-GB")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    return page


# Selects the forms that need drafts by their fields, independently of the script.
UNFOLD = "() => { for (const one of document.querySelectorAll('details')) one.open = true; }"
LARGE = """() => [...document.forms].filter((form) => {
  if (form.method !== "post" || form.querySelector("input[type=password]")) return false;
  const fields = [...form.elements].filter((one) => one.name && !one.matches(":disabled")
    && !["hidden", "file", "submit", "button"].includes(one.type));
  return new Set(fields.map((one) => one.name)).size > 2 || fields.some((one) => one.tagName === "TEXTAREA");
}).map((form) => {
  const field = [...form.elements].find((one) => one.name && !one.matches(":disabled") && (one.tagName === "TEXTAREA"
    || (one.tagName === "INPUT" && ["text", "email", "url"].includes(one.type))) && one.checkVisibility())
    || [...form.elements].find((one) => one.type === "checkbox" && !one.matches(":disabled") && one.checkVisibility());
  return field ? [[...document.forms].indexOf(form), field.name, field.type] : null;
}).filter(Boolean)"""
LINKS = "() => [...document.querySelectorAll('a[href]')].map((a) => a.href.split('#')[0])"


def crawled(page, start, limit=140):
    """One address of each kind that somebody can reach by links."""
    seen, waiting, kinds = set(), [f"{start}/start/", f"{start}/account/"], set()
    while waiting and len(seen) < limit:
        url = waiting.pop(0)
        kind = re.sub(r"\d+", "N", url.split("?")[0])
        if (
            url in seen
            or kind in kinds
            or not url.startswith(start)
            or re.search(r"\.\w+$|/file/|/files/|/api/|/template/|/archive/", url)
        ):
            continue
        seen.add(url)
        kinds.add(kind)
        page.goto(url)
        waiting += page.evaluate(LINKS)
        yield url


def first_field(page, number, name):
    return page.locator("form").nth(number).locator(f"[name='{name}']").first


@pytest.mark.parametrize("role", ["operator", "firm"])
def test_every_large_form_of_every_page_comes_back_after_a_reload(browser, live_server, stage, role):
    page = signed_in(browser, live_server, stage[role])
    page.set_default_timeout(90_000)
    tried, lost = [], []
    for url in crawled(page, live_server.url):
        page.evaluate(UNFOLD)
        for number, name, kind in page.evaluate(LARGE):
            field = first_field(page, number, name)
            if kind == "checkbox":
                field.click()
                entered = field.is_checked()
            else:
                field.fill(TYPED)
                entered = field.input_value()
            page.goto(url)  # as if it had been closed
            field = first_field(page, number, name)
            restored = field.is_checked() if kind == "checkbox" else field.input_value()
            tried.append((url, name))
            if restored != entered or not page.locator(RESTORED).count():
                lost.append((url, name, restored))
            page.evaluate("localStorage.clear()")
            page.goto(url)
            page.evaluate(UNFOLD)
    assert not lost
    assert len(tried) > {"operator": 15, "firm": 2}[role], tried
    assert not [message for message in page.strange if "Content Security" in message]
    page.context.close()


def open_log(browser, live_server, stage, role="operator"):
    page = signed_in(browser, live_server, stage[role])
    page.goto(f"{live_server.url}/log/{Meeting.objects.get().pk}/")
    return page


def saved_drafts(page):
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('typed '))")


def test_what_was_saved_goes_and_what_was_refused_stays(browser, live_server, stage):
    page = open_log(browser, live_server, stage)
    page.fill("#id_note", TYPED)
    page.locator(".log-form button.button:not(.tertiary)").click()  # no product: refused
    assert page.input_value("#id_note") == TYPED
    assert len(saved_drafts(page)) == 1
    page.fill("#id_product", "pump")
    page.locator(".log-form button.button:not(.tertiary)").click()
    expect(page.locator(".notice.success")).to_be_visible()
    assert (saved_drafts(page), page.input_value("#id_note"), page.locator(RESTORED).count()) == ([], "", 0)
    assert MeetingLog.objects.get().note == TYPED
    page.context.close()


def test_a_session_that_ends_costs_no_word(browser, live_server, stage):
    page = open_log(browser, live_server, stage)
    address = page.url
    page.fill("#id_product", "pump")
    page.fill("#id_note", TYPED)
    Session.objects.all().delete()
    page.locator(".log-form button.button:not(.tertiary)").click()
    assert "session has ended" in page.inner_text("main")
    page.fill("#id_login", "operator@agency.example")
    page.fill("#id_password", "a long sample password")
    page.locator("main form button").first.click()
    page.wait_for_url(address)
    assert (page.input_value("#id_product"), page.input_value("#id_note")) == ("pump", TYPED)
    page.locator(".log-form button.button:not(.tertiary)").click()
    expect(page.locator(".notice.success")).to_be_visible()
    assert saved_drafts(page) == []
    page.context.close()


def test_a_decision_survives_the_end_of_the_session(browser, live_server, stage):
    number = Application.objects.get(side="seller").pk
    page = signed_in(browser, live_server, stage["operator"])
    page.goto(f"{live_server.url}/applications/{number}/")
    page.fill("#id_reason", TYPED)
    Session.objects.all().delete()
    page.locator("button[value=more]").click()
    page.fill("#id_login", "operator@agency.example")
    page.fill("#id_password", "a long sample password")
    page.locator("main form button").first.click()
    page.wait_for_url(f"{live_server.url}/applications/{number}/")
    assert page.input_value("#id_reason") == TYPED
    page.context.close()


def test_the_second_form_of_a_page_survives_the_first(browser, live_server, stage):
    page = signed_in(browser, live_server, stage["operator"])
    page.goto(f"{live_server.url}/events/{Event.objects.get().pk}/details/")
    page.fill("#id_address", TYPED)
    page.fill("#terms_keep_months", "13")
    page.locator("#terms form > .actions .button").click()
    expect(page.locator(".notice.success")).to_be_visible()
    assert page.input_value("#id_address") == TYPED
    assert page.input_value("#terms_keep_months") == "13"
    assert len(saved_drafts(page)) == 1
    page.context.close()


def test_a_page_that_was_drawn_after_a_fault_can_be_asked_for_again(browser, live_server, stage):
    page = signed_in(browser, live_server, stage["operator"])
    page.goto(f"{live_server.url}/events/{Event.objects.get().pk}/details/")
    page.fill("#terms_keep_months", "0")
    page.locator("#terms form > .actions .button").click()
    assert page.url.split("#")[0].endswith("/terms/")
    page.goto(page.url.split("#")[0])  # Enter in the address bar
    assert page.url.endswith("/details/")
    assert page.input_value("#terms_keep_months") == "0"
    page.context.close()


def test_nothing_is_left_for_the_next_person(browser, live_server, stage):
    page = open_log(browser, live_server, stage, "firm")
    page.fill("#id_note", TYPED)
    page.reload()
    assert len(saved_drafts(page)) == 1
    page.context.clear_cookies()
    client = Client()
    client.force_login(stage["operator"])
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page.reload()
    assert (saved_drafts(page), page.input_value("#id_note")) == ([], "")
    page.context.close()


def test_signing_out_leaves_nothing(browser, live_server, stage):
    page = open_log(browser, live_server, stage)
    page.fill("#id_note", TYPED)
    page.reload()
    page.locator("[popovertarget=account-menu]").click()
    page.locator("[data-sign-out] button").click()
    page.wait_for_url(f"{live_server.url}/")
    assert saved_drafts(page) == []
    page.context.close()


def test_what_is_a_week_old_goes(browser, live_server, stage):
    page = open_log(browser, live_server, stage)
    page.fill("#id_note", TYPED)
    page.reload()
    page.evaluate(
        """() => { for (const key of Object.keys(localStorage)) {
        const copy = JSON.parse(localStorage.getItem(key)); copy.at -= 8 * 24 * 3600 * 1000;
        localStorage.setItem(key, JSON.stringify(copy)); } }"""
    )
    page.reload()
    assert (saved_drafts(page), page.input_value("#id_note")) == ([], "")
    page.context.close()


def test_what_comes_back_can_be_discarded(browser, live_server, stage):
    page = open_log(browser, live_server, stage)
    page.fill("#id_note", TYPED)
    page.reload()
    page.locator(f"{RESTORED} button").click()
    expect(page.locator("#id_note")).to_have_value("")
    assert saved_drafts(page) == []
    page.context.close()


def test_another_save_meanwhile_is_told_of_and_not_overwritten(browser, live_server, stage):
    meeting = Meeting.objects.get()
    log = MeetingLog.objects.create(meeting=meeting, author=stage["operator"], author_side="staff", product="pump")
    page = signed_in(browser, live_server, stage["operator"])
    page.goto(f"{live_server.url}/log/{meeting.pk}/{log.pk}/")
    page.fill("#id_note", TYPED)
    MeetingLog.objects.filter(pk=log.pk).update(version=2, note="of somebody else")
    page.reload()
    assert page.input_value("#id_note") == TYPED
    page.locator(".log-form button.button:not(.tertiary)").click()
    log.refresh_from_db()
    assert log.note == "of somebody else"
    assert page.input_value("#id_note") == TYPED
    page.context.close()


def test_where_nothing_can_be_kept_leaving_is_warned_of(browser, live_server, stage):
    page = signed_in(browser, live_server, stage["operator"])
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); }")
    page.goto(f"{live_server.url}/log/{Meeting.objects.get().pk}/")
    page.locator("#id_note").press_sequentially("a")
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.type), dialog.accept()))
    page.wait_for_timeout(500)
    page.goto(f"{live_server.url}/start/")
    assert dialogs == ["beforeunload"]
    page.context.close()
