"""The website in a real browser: readable for all, on a phone too, and silent towards other hosts."""

import pytest

from gyoryu.people.models import User
from tests.browser.screens import assert_good, browser_test, opened_page

PASSWORD = "a long sample password"

pytestmark = browser_test


@pytest.fixture
def operator(transactional_db):
    return User.objects.create_superuser("operator@agency.example", PASSWORD, name_en="Sample Operator", language="en")


@pytest.mark.parametrize(("width", "locale"), [(390, "ko-KR"), (390, "zh-CN"), (1280, "en-GB")])
def test_an_operator_finds_the_way_in_and_out(browser, live_server, operator, width, locale):
    page = opened_page(browser, width, locale)
    host = live_server.url
    page.goto(host)
    assert_good(page, host)
    page.click(".hero a.button")
    assert_good(page, host)
    page.fill("#id_login", operator.email)
    page.fill("#id_password", PASSWORD)
    page.click("main button")
    page.wait_for_url(f"{host}/start/")
    assert "Sample Operator" in page.inner_text("h1")
    for language, lang in (("ko", "ko"), ("zh", "zh-Hans"), ("en", "en")):
        page.click("button[popovertarget=account-menu]")
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
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")
    page.context.close()
