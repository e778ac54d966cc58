"""command-palette.js: opened by a key, searched while typed, chosen with arrows."""

import pytest
from playwright.sync_api import expect

from tests.browser.modules.site import browser_test

pytestmark = browser_test
PALETTE = """<button data-palette-opener>open</button><dialog data-palette="/palette/"><input>
<ul role="listbox"></ul><p role="status" data-none="none" data-failed="failed" data-hint="hint"></p></dialog>"""
HITS = [{"label": f"Event {n}", "kind": "event", "url": f"/events/{n}/"} for n in (1, 2, 3)]


@pytest.fixture
def page(site):
    site.answers["/palette/"] = lambda fields: {"hits": HITS if fields.get("q") != "x" else []}
    page = site.open(PALETTE, "command-palette.js")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("option")).to_have_count(3)
    return page


def selected(page):
    return page.locator("[aria-selected=true]").all_inner_texts()


def test_arrows_go_round_and_enter_opens(site, page):
    assert selected(page) == ["Event 1event"]
    for key, hit in (("ArrowUp", "Event 3event"), ("ArrowDown", "Event 1event"), ("ArrowDown", "Event 2event")):
        page.keyboard.press(key)
        assert selected(page) == [hit]
        assert page.locator("input").get_attribute("aria-activedescendant") == page.locator(
            "[aria-selected=true]"
        ).get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/2/")


def test_nothing_found_and_a_failure_are_said(site, page):
    page.fill("input", "x")
    expect(page.locator("p")).to_have_text("none")
    assert page.locator("input").get_attribute("aria-expanded") == "false"
    page.keyboard.press("Enter")  # opens nothing
    site.answers["/palette/"] = 500
    page.fill("input", "y")
    expect(page.locator("p")).to_have_text("failed")
    assert page.url.endswith("example/")


def test_it_can_be_opened_again_after_escape(page):
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    page.get_by_text("open").click()
    expect(page.locator("dialog")).to_be_visible()
