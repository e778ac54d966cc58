"""suggestions.js: names for what is typed, and none for what was typed before."""

from playwright.sync_api import expect

from tests.browser.modules.site import browser_test

pytestmark = browser_test
FIELD = '<input list="names" data-suggest="/names/?kind=place"><datalist id="names"></datalist>'


def names(page):
    return page.locator("option").evaluate_all("(options) => options.map((option) => option.value)")


def test_names_that_hold_the_words(site):
    site.answers["/names/"] = lambda fields: {"names": [f"{fields['q']}시", fields["kind"]]}
    page = site.open(FIELD, "suggestions.js")
    page.fill("input", " 청도 ")
    expect(page.locator("option")).to_have_count(2)
    assert names(page) == ["청도시", "place"]


def test_a_failure_changes_nothing(site):
    words = []
    site.answers["/names/"] = lambda fields: (
        words.append(fields["q"]) or ({"names": ["kept"]} if fields["q"] == "a" else None)
    )
    page = site.open(FIELD, "suggestions.js")
    page.fill("input", "a")
    expect(page.locator("option")).to_have_count(1)
    page.fill("input", "ab")
    page.wait_for_timeout(500)
    assert names(page) == ["kept"]
    assert words == ["a", "ab"]
