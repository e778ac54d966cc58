"""Manual moves in the timetable: scroll and focus are kept, and reasons are shown."""

import pytest
from django.utils import timezone

from gyoryu.meetings.actions.drafting import place
from gyoryu.meetings.models import Application, Placement
from gyoryu.programmes.models import Slot, Table
from tests.browser.story import DAY, TELEPHONE, Walk, move_slots
from tests.gyoryu.consultations import consultation, person

pytestmark = pytest.mark.browser
FAR = 9  # a slot and a table that are out of sight until the grid is scrolled


@pytest.fixture
def event(transactional_db):
    event = consultation(sellers=3, buyers=3, slots=12, tables=12)
    move_slots(event, timezone.now().replace(minute=0, second=0, microsecond=0) + DAY)
    event.starts_on = event.ends_on = Slot.objects.first().starts_at.date()
    event.save()
    return event


def put(event, seller, buyer, slot, table):
    officer = event.programme.roles.get(kind="officer").user
    pair = [Application.objects.get(event=event, number=number).pk for number in (seller, buyer)]
    slots, tables = Slot.objects.filter(event=event), Table.objects.filter(event=event)
    return place(event, *pair, slots[slot].pk, tables[table].pk, officer, timezone.now())


@pytest.fixture
def walk(browser, live_server, event):
    officer = person("o@agency.example", event.programme, "officer", language="en")
    walk = Walk(browser, live_server.url, officer)
    yield walk
    walk.close()


def at_the_grid(walk, event):
    walk.go(f"/events/{event.pk}/timetable/")
    walk.page.evaluate("window.stays = true")
    return walk.page


def chip(page, placement):
    pair = f"[data-seller='{placement.seller_id}'][data-buyer='{placement.buyer_id}']"
    return page.locator(f".meeting{pair}")


SCROLLED = "(() => { const s = document.querySelector('.scroll.tall'); return [s.scrollLeft, s.scrollTop]; })()"
HIDDEN = """() => {
  const it = document.activeElement.getBoundingClientRect();
  const head = document.querySelector('.grid thead').getBoundingClientRect();
  const side = document.querySelector('.grid tbody th').getBoundingClientRect();
  return it.top < head.bottom - 1 || it.left < side.right - 1;
}"""


def test_a_move_by_keyboard_keeps_scroll_and_focus_and_is_taken_back_in_place(walk, event):
    far = put(event, "S001", "B001", FAR, FAR)
    put(event, "S002", "B002", 0, 0)
    page = at_the_grid(walk, event)
    assert page.locator(".grid [tabindex='0'], .grid a:not([tabindex='-1'])").count() == 1
    page.locator(".grid .meeting[tabindex='0']").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.seller") == str(far.seller_id)
    scrolled = page.evaluate(SCROLLED)
    assert min(scrolled) > 0
    page.keyboard.press("Space")
    page.locator("[data-panel] .possible").wait_for()
    walk.good()
    assert "possible times" in page.locator("[data-panel] h2").inner_text()
    page.keyboard.press("ArrowUp")
    assert not page.evaluate(HIDDEN)
    assert "break" in page.locator("[data-here]").inner_text().lower()
    page.keyboard.press("ArrowDown")
    target = page.evaluate("[document.activeElement.dataset.slot, document.activeElement.dataset.table].map(Number)")
    scrolled = page.evaluate(SCROLLED)
    page.keyboard.press("Enter")
    page.locator(".meeting.moved").wait_for()
    far.refresh_from_db()
    assert [far.slot_id, far.table_id] == target
    assert page.evaluate("document.activeElement.matches('.meeting.moved')")
    assert all(abs(placement - other) < 60 for placement, other in zip(page.evaluate(SCROLLED), scrolled, strict=True))
    walk.good()
    page.locator(".toasts").get_by_role("button", name="Undo").click()
    page.locator(".toasts").get_by_text("Taken back.").wait_for()
    far.refresh_from_db()
    assert far.slot == Slot.objects.filter(event=event)[FAR]
    assert page.evaluate("window.stays"), "the page was reloaded"


def test_focus_never_goes_under_the_sticky_heads(walk, event):
    for k, (seller, buyer) in enumerate((s, b) for s in ("S001", "S002") for b in ("B001", "B002", "B003")):
        put(event, seller, buyer, 2 * k % 12, 2 * k % 12)
    page = at_the_grid(walk, event)
    page.locator(".grid .meeting[tabindex='0']").focus()
    for key in ("ArrowDown",) * 5 + ("ArrowUp",) * 5 + ("ArrowRight",) * 5 + ("ArrowLeft",) * 5:
        page.keyboard.press(key)
        assert not page.evaluate(HIDDEN), key


def test_a_meeting_without_any_place_says_so_and_why(walk, event):
    placement = put(event, "S001", "B001", 0, 0)
    placement.seller.away.set(Slot.objects.filter(event=event))
    page = at_the_grid(walk, event)
    chip(page, placement).focus()
    page.keyboard.press("Space")
    page.locator("[data-panel]").get_by_role("heading", name="No possible time").wait_for()
    assert page.evaluate("document.activeElement.matches('[data-panel] h2')")
    assert "The firm is not there at that time." in page.locator("[data-panel] details[open]").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("[data-panel]").is_hidden()
    assert page.evaluate("document.activeElement.matches('.meeting')")


def test_a_table_that_is_taken_in_a_possible_slot_gives_the_true_reason(walk, event):
    placement, other = put(event, "S001", "B001", 0, 0), put(event, "S002", "B002", 1, 0)
    page = at_the_grid(walk, event)
    chip(page, placement).focus()
    page.keyboard.press("Space")
    page.locator("td.legal").first.wait_for()
    cell = page.locator(f"td[data-slot='{other.slot_id}'][data-table='{other.table_id}']")
    assert "legal" not in cell.get_attribute("class").split()
    cell.hover()
    reason = page.locator("[data-here]").inner_text()
    assert "another meeting" in reason
    assert "S002" in reason


def test_a_place_of_the_list_is_one_press(walk, event):
    placement = put(event, "S001", "B001", 0, 0)
    page = at_the_grid(walk, event)
    chip(page, placement).click(position={"x": 2, "y": 2})
    page.locator("[data-panel] .possible button").nth(3).click()
    page.locator(".meeting.moved").wait_for()
    assert Placement.objects.get(pk=placement.pk).slot == Slot.objects.filter(event=event)[4]
    assert page.evaluate("window.stays")


def test_a_finger_picks_up_and_puts_down(browser, live_server, event, walk):
    placement = put(event, "S001", "B001", 0, 0)
    client = browser.new_context(viewport={"width": TELEPHONE, "height": 844}, has_touch=True, locale="en-GB")
    client.add_cookies(walk.page.context.cookies())
    page = client.new_page()
    page.goto(f"{live_server.url}/events/{event.pk}/timetable/")
    chip(page, placement).tap()
    page.locator("[data-panel] .possible button").first.tap()
    page.locator(".meeting.moved").wait_for()
    assert Placement.objects.get(pk=placement.pk).slot == Slot.objects.filter(event=event)[1]
    client.close()


def test_words_of_a_meeting_never_run_under_the_interpreter(walk, event):
    placement = put(event, "S001", "B001", 0, 0)
    placement.seller.organisation.name_en = "A very long name of a sample company that does not fit anywhere"
    placement.seller.organisation.save()
    page = at_the_grid(walk, event)
    words, code = (chip(page, placement).locator(part).bounding_box() for part in ("a", ".meeting-badges"))
    assert words["x"] + words["width"] <= code["x"] + 1
