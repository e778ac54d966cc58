"""autosave.js: a form is sent some seconds after it was typed into, and its status says so."""

import pytest
from playwright.sync_api import expect

from tests.browser.modules.site import browser_test

pytestmark = browser_test
FORM = """<form data-autosave action="/step/" data-saved="Saved" data-unsaved="On this device">
<fieldset{attribute}><input name="topic"><input type="file" name="file"></fieldset>
</form><p data-autosave-status></p>"""
COUNT_SAVED = "window.saved = 0; addEventListener('saved', () => { window.saved += 1; })"


@pytest.fixture
def page(site):
    site.page.clock.install(time=0)
    site.page.clock.pause_at(1000)
    site.page.add_init_script(COUNT_SAVED)
    return site.page


def test_several_changes_are_sent_once_and_without_the_file(site, page):
    site.answers["/step/"] = 204
    site.open(FORM.format(attribute=""), "autosave.js")
    page.fill("[name=topic]", "pump")
    page.fill("[name=topic]", "pumps")
    page.clock.run_for(2900)
    assert site.posted("/step/") == []
    page.clock.run_for(200)
    expect(page.locator("p")).to_contain_text("Saved ")
    assert site.posted("/step/") == [{"topic": "pumps", "act": "auto"}]
    assert page.evaluate("window.saved") == 1


@pytest.mark.parametrize("answer", [200, 500, None])
def test_whatever_is_not_taken_is_said_to_be_unsaved(site, page, answer):
    site.answers["/step/"] = answer
    site.open(FORM.format(attribute=""), "autosave.js")
    page.fill("[name=topic]", "pump")
    page.clock.run_for(3100)
    expect(page.locator("p")).to_have_text("On this device")
    assert page.evaluate("window.saved") == 0


def test_a_step_that_is_closed_is_not_sent(site, page):
    site.answers["/step/"] = 204
    site.open(FORM.format(attribute=" disabled"), "autosave.js")
    page.evaluate("document.forms[0].dispatchEvent(new Event('input', { bubbles: true }))")
    page.clock.run_for(4000)
    assert site.requests == []
