"""The styleguide and the command palette in Chromium: accessible, by keyboard, on a phone."""

import json
from pathlib import Path

import pytest
from django.urls import path

from gyoryu.base.names import Names
from gyoryu.organisations.actions import OrganisationInput, register_organisation
from gyoryu.people.models import User
from gyoryu.urls import handler403, handler404, handler500  # noqa: F401 - Django looks for them here
from gyoryu.urls import urlpatterns as of_the_site
from gyoryu.web.site import styleguide

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).parent / "axe.min.js"

urlpatterns = [*of_the_site, path("styleguide/", styleguide.sheet, name="styleguide")]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason=f"browser tests skipped: there is no {CHROMIUM}"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls(__name__),
]


@pytest.fixture
def page_of(browser, live_server, client, transactional_db):
    """A page of the given width and language, signed in as an operator; its `strange` lists errors of the console."""
    contexts = []
    user = User.objects.create_superuser("operator@agency.example", "a long sample password", language="en")
    client.force_login(user)

    def opened(width, locale):
        context = browser.new_context(viewport={"width": width, "height": 800}, locale=locale)
        contexts.append(context)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        context.add_cookies([cookie])
        page = context.new_page()
        page.strange = []
        page.on("console", lambda message: page.strange.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.strange.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()


def assert_good(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))
    report = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
    assert not report["violations"], json.dumps(report["violations"], indent=1)[:3000]
    wide = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide[0] <= wide[1], f"{page.url} is wider than the screen"


@pytest.mark.parametrize("locale", ["ko-KR", "zh-CN", "en-GB"])
@pytest.mark.parametrize("width", [390, 1280])
def test_every_component_is_good(page_of, live_server, width, locale):
    page = page_of(width, locale)
    for shell in ("officer", "participant", "page"):
        page.goto(f"{live_server.url}/styleguide/?shell={shell}")
        assert_good(page)
    hosts = page.evaluate("performance.getEntriesByType('resource').map(entry => new URL(entry.name).origin)")
    assert set(hosts) == {live_server.url}
    assert page.strange == []


def test_the_sidebar_of_a_phone_opens_and_closes(page_of, live_server):
    page = page_of(390, "en-GB")
    page.goto(f"{live_server.url}/organisations/")
    sidebar = page.locator("#sidebar")
    assert not sidebar.is_visible()
    page.click(".sidebar-toggle")
    assert sidebar.is_visible()
    assert_good(page)
    page.keyboard.press("Escape")
    assert not sidebar.is_visible()


def test_the_palette_leads_by_keyboard_to_an_organisation(page_of, live_server):
    from playwright.sync_api import expect

    organisation = register_organisation(OrganisationInput(Names("한빛환경", "韩光环保", "Hanbit")), by=None)
    page = page_of(1280, "en-GB")
    page.goto(f"{live_server.url}/start/")
    page.keyboard.press("Control+k")
    page.wait_for_selector("dialog.command-palette[open] [role=option]")
    assert_good(page)
    page.keyboard.type("hanguang")
    expect(page.locator("[role=option]")).to_have_count(1)
    assert page.get_attribute("[role=option]", "aria-selected") == "true"
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/organisations/{organisation.pk}/")
    page.keyboard.press("Control+k")
    page.keyboard.type("no such thing")
    expect(page.locator(".command-palette [role=status]")).to_contain_text("Nothing found")
    assert_good(page)
    page.keyboard.press("Escape")
    assert not page.locator("dialog.command-palette").is_visible()
    assert page.strange == []
