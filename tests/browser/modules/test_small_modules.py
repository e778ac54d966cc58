"""Modules of a few lines: a checkbox for all rows, printing, the notice of being offline, menus without popovers,
a board that refreshes itself, the preview of a form, a passkey that failed."""

from playwright.sync_api import expect

from tests.browser.modules.site import browser_test

pytestmark = browser_test
TABLE = """<table><thead><tr><th><input type="checkbox" data-choose-all hidden></th></tr></thead>
<tbody>{rows}</tbody></table>"""
ROW = '<tr><td><input type="checkbox"></td></tr>'


def test_one_checkbox_for_all_rows_and_none_without_rows(site):
    page = site.open(TABLE.format(rows=ROW * 3) + TABLE.format(rows=""), "select-all.js")
    assert page.locator("[data-choose-all]").nth(1).is_hidden()
    page.locator("[data-choose-all]").first.check()
    assert page.locator("tbody input:checked").count() == 3
    page.locator("[data-choose-all]").first.uncheck()
    assert page.locator("tbody input:checked").count() == 0


def test_the_button_that_prints_appears(site):
    site.page.add_init_script("window.printed = 0; window.print = () => { window.printed += 1; }")
    page = site.open("<button data-print hidden>print</button>", "print-button.js")
    page.get_by_role("button").click()
    assert page.evaluate("window.printed") == 1


def test_being_offline_is_said_while_it_lasts(site):
    page = site.open("<p data-stale hidden>old</p>", "offline-notice.js")
    page.context.set_offline(True)
    expect(page.locator("p")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("p")).to_be_hidden()


def test_menus_of_browsers_without_popovers(site):
    site.page.add_init_script("delete HTMLElement.prototype.popover")
    menus = "".join(
        f'<button popovertarget="m{n}">open {n}</button><div id="m{n}" popover>menu {n}</div>' for n in "12"
    )
    page = site.open(menus, "popover-fallback.js")
    is_hidden = "[...document.querySelectorAll('[popover]')].map((menu) => menu.hidden)"
    for action, state in (
        (lambda: None, [True, True]),
        (lambda: page.get_by_text("open 1").dispatch_event("click"), [False, True]),
        (lambda: page.get_by_text("open 2").dispatch_event("click"), [True, False]),
        (lambda: page.keyboard.press("Escape"), [True, True]),
    ):
        action()
        assert page.evaluate(is_hidden) == state


def test_a_board_takes_over_what_is_new_unless_it_is_in_use(site):
    site.page.clock.install(time=0)
    site.page.clock.pause_at(1000)
    board = "<main data-live><b>{}</b> <a href='#'>link</a></main><i>outside</i>"
    page = site.open(board.format("old"), "auto-refresh.js")
    page.evaluate("document.activeElement.blur()")
    site.answers["/"] = board.format("new")
    page.locator("a").focus()
    page.clock.run_for(15_500)
    expect(page.locator("b")).to_have_text("old")
    page.locator("a").blur()
    page.clock.run_for(15_500)
    expect(page.locator("b")).to_have_text("new")


def test_a_preview_follows_the_form_and_survives_a_failure(site):
    site.answers["/preview/"] = lambda fields: f'<div id="shown"><b>{fields["name"]} {fields["preview"]}</b></div>'
    form = '<form data-preview="shown" action="/preview/"><input name="name"></form><div id="shown"></div>'
    page = site.open(form, "form-preview.js")
    page.fill("input", "09:00")
    expect(page.locator("#shown b")).to_have_text("09:00 1")
    site.answers["/preview/"] = None
    page.fill("input", "10:00")
    page.wait_for_timeout(500)
    expect(page.locator("#shown b")).to_have_text("09:00 1")


def test_a_passkey_that_failed_is_said_in_words(site):
    page = site.open('<p id="passkey-error" hidden>It did not work.</p>', "passkey-error.js")
    event = "document.dispatchEvent(new CustomEvent('allauth.error', { cancelable: true }))"
    assert page.evaluate(event) is False  # allauth's own alert is prevented
    assert page.locator("p").is_visible()
