"""sortable-list.js: the order of a list by mouse and by finger; touches are sent as a telephone sends them."""

import pytest

from tests.browser.modules.site import Site, browser_test

pytestmark = browser_test
ROW = '<li data-wish="{0}" style="height: 60px"><span>row {0}</span> <button type="button">up</button></li>'
LIST = (
    '<form id="order" method="post" action="/order/" data-sortable>'
    + "".join(f'<input type="hidden" name="order" value="{number}">' for number in (1, 2, 3))
    + '</form><ol data-rows style="margin: 0; padding: 0">'
    + "".join(ROW.format(number) for number in (1, 2, 3))
    + "</ol>"
)


@pytest.fixture
def phone(browser):
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    site = Site(context.new_page())
    yield site
    context.close()
    assert site.errors == []


def order(site):
    return site.page.locator("[name=order]").evaluate_all("(fields) => fields.map((field) => field.value)")


def count_submissions(site):
    """Forms are noted instead of sent, so that their fields can be read."""
    site.page.add_init_script("window.sent = 0; HTMLFormElement.prototype.submit = () => { window.sent += 1; };")
    site.open(LIST, "sortable-list.js")


def touch(site, points, rest, pause=250):
    """Put a finger down at the first point, let it rest, move it over the others and take it away. Between
    moves the rows that make room have to come to rest."""
    session = site.page.context.new_cdp_session(site.page)
    first, *others = points

    def send(kind, *at):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in at]})

    send("touchStart", first)
    site.page.wait_for_timeout(rest)
    for point in others:
        send("touchMove", point)
        site.page.wait_for_timeout(pause)
    send("touchEnd")


def test_a_row_is_dragged_by_mouse(site):
    count_submissions(site)
    rows = site.page.locator("li")
    rows.nth(2).drag_to(rows.nth(0), target_position={"x": 20, "y": 3})
    site.page.wait_for_function("window.sent === 1")
    assert order(site) == ["3", "1", "2"]


def test_a_row_is_dragged_by_a_finger_that_rests_first(phone):
    count_submissions(phone)
    y = phone.page.locator("li").nth(2).bounding_box()["y"] + 30
    touch(phone, [(40, y), (40, y - 30), (40, y - 60), (40, y - 90), (40, y - 120), (40, y - 140)], rest=500)
    phone.page.wait_for_function("window.sent === 1")
    assert order(phone) == ["3", "1", "2"]


def test_a_finger_that_does_not_rest_scrolls_and_orders_nothing(phone):
    count_submissions(phone)
    y = phone.page.locator("li").nth(2).bounding_box()["y"] + 30
    touch(phone, [(40, y), (40, y - 60), (40, y - 120)], rest=0, pause=20)
    phone.page.wait_for_timeout(400)
    assert (order(phone), phone.page.evaluate("window.sent")) == (["1", "2", "3"], 0)


def test_a_row_that_comes_back_to_its_place_sends_nothing(site):
    count_submissions(site)
    box = site.page.locator("li").nth(1).bounding_box()
    mouse = site.page.mouse
    mouse.move(box["x"] + 40, box["y"] + 30)
    mouse.down()
    mouse.move(box["x"] + 44, box["y"] + 33, steps=3)
    mouse.up()
    site.page.wait_for_timeout(300)
    assert (order(site), site.page.evaluate("window.sent")) == (["1", "2", "3"], 0)
