"""job-progress.js: the page follows a job, through failures of the network, and is loaded again at its end."""

from playwright.sync_api import expect

from tests.browser.modules.site import browser_test

pytestmark = browser_test
BOX = """<div data-progress="/progress/"><strong data-phase></strong><progress max="100" data-share></progress>
<table><tbody data-reached></tbody></table></div>"""
RUNNING = {
    "is_over": False,
    "phase": "Searching",
    "share": 40,
    "reached": [{"name": "Points", "now": 9120.25, "bound": None}],
}


def test_phase_share_and_figures_are_shown(site):
    site.answers["/progress/"] = RUNNING
    page = site.open(BOX, "job-progress.js")
    expect(page.locator("[data-phase]")).to_have_text("Searching")
    assert page.locator("progress").evaluate("(bar) => bar.value") == 40
    assert page.locator("tr > *").all_inner_texts() == ["Points", "9,120.3", ""]


def test_a_failure_is_asked_over_and_the_end_loads_the_page_again(site):
    answers = iter([None, 502, "<p>sign in</p>", RUNNING, {"is_over": True}])
    site.answers["/progress/"] = lambda _: next(answers, {"is_over": False, "phase": "new page", "share": 0})
    page = site.open(BOX, "job-progress.js")
    expect(page.locator("[data-phase]")).to_have_text("new page", timeout=20_000)
    assert len(site.requests) >= 6
