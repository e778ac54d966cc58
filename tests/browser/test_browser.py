"""The website in a real browser: readable for all, on a phone too, and silent towards other hosts."""

import json
import os
from pathlib import Path

import pytest

from gyoryu.people.models import User

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
PASSWORD = "a long sample password"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason=f"browser tests skipped: there is no {CHROMIUM}"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    # Playwright runs an event loop in this thread, and Django would take it for a web server's.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def operator(transactional_db):
    return User.objects.create_superuser("operator@agency.example", PASSWORD, name_en="Sample Operator", language="en")


def opened_page(browser, width, locale):
    context = browser.new_context(viewport={"width": width, "height": 800}, locale=locale)
    page = context.new_page()
    page.strange = []
    page.on("console", lambda said: page.strange.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: page.strange.append(str(error)))
    return page


def assert_good(page, host):
    source = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    page.evaluate(source)  # not by a script element, which the policy forbids
    found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
    assert not found["violations"], json.dumps(found["violations"], indent=1)[:3000]
    assert found["passes"]
    wide = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide[0] <= wide[1], f"{page.url} is wider than the screen"
    hosts = page.evaluate("performance.getEntriesByType('resource').map(entry => new URL(entry.name).origin)")
    assert set(hosts) <= {host}


@pytest.mark.parametrize(("width", "locale"), [(390, "ko-KR"), (390, "zh-CN"), (1280, "en-GB")])
def test_an_operator_finds_the_way_in_and_out(browser, live_server, operator, width, locale):
    page = opened_page(browser, width, locale)
    host = live_server.url
    page.goto(host)
    assert_good(page, host)
    page.click(".hero a.button")
    assert_good(page, host)
    page.fill("#id_username", operator.email)
    page.fill("#id_password", PASSWORD)
    page.click("main button")
    page.wait_for_url(f"{host}/start/")
    assert "Sample Operator" in page.inner_text("h1")
    for language, lang in (("ko", "ko"), ("zh", "zh-Hans"), ("en", "en")):
        page.click("button[popovertarget=account]")
        page.click(f".languages button[value={language}]")
        assert page.get_attribute("html", "lang") == lang
        assert_good(page, host)
    page.click("main a[href='/audit/']")
    assert page.locator("tbody tr").count() >= 3
    assert_good(page, host)
    page.click("header form[action='/sign-out/'] button")
    page.wait_for_url(f"{host}/")
    assert page.strange == []
    page.context.close()


def test_pages_of_errors_are_good_too(browser, live_server):
    page = opened_page(browser, 390, "ko-KR")
    page.goto(f"{live_server.url}/nowhere")
    assert_good(page, live_server.url)
    page.context.close()


def test_the_keyboard_reaches_the_content_first(browser, live_server):
    page = opened_page(browser, 1280, "en-GB")
    page.goto(live_server.url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")
    page.context.close()
