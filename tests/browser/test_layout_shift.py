"""Long lists do not move under the eye while they load."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gyoryu.meetings.models import Application, Draft, Meeting, Placement
from gyoryu.news.board.actions import PostInput, PostTextInput, set_post_shown, write_post
from gyoryu.organisations.models import Organisation
from gyoryu.programmes.models import Slot, Table
from tests.browser.screens import browser_test
from tests.browser.story import DAY, DESK, TELEPHONE, Walk, move_slots
from tests.gyoryu.consultations import consultation, person

pytestmark = browser_test
FIRMS, POSTS, SLOTS, TABLES = 300, 40, 16, 60
ROWS = 20  # on each page at least
MOST = 0.1  # of good pages, by web.dev/cls
PATIENCE = 120_000  # milliseconds for one page on a busy machine
SHIFT = """() => new Promise((resolve) => {
  let sum = 0;
  const add = (list) => list.getEntries().forEach((entry) => { if (!entry.hadRecentInput) sum += entry.value; });
  const observer = new PerformanceObserver(add);
  observer.observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
    add({ getEntries: () => observer.takeRecords() });
    resolve(sum);
  }, 500)));
})"""

MOVED = """() => {
  const box = Object.assign(document.createElement("div"), { style: "height: 400px" });
  document.querySelector("main").prepend(box);
}"""


@pytest.fixture
def event(transactional_db):
    event = consultation(sellers=0, buyers=0, slots=SLOTS, tables=TABLES, ask=False)
    move_slots(event, timezone.now().replace(minute=0, second=0, microsecond=0) + DAY)
    event.starts_on = event.ends_on = Slot.objects.first().starts_at.date()
    event.save()
    people = _applications(event)
    slots, tables = list(Slot.objects.filter(event=event)), list(Table.objects.filter(event=event))
    places = [
        {"seller": people[2 * k + 1], "buyer": people[2 * ((k + turn) % TABLES)], "slot": slot, "table": table}
        for turn, slot in enumerate(slots)
        for k, table in enumerate(tables)
    ]
    Placement.objects.bulk_create(Placement(event=event, **place) for place in places)
    Meeting.objects.bulk_create(Meeting(event=event, **place) for place in places)
    Draft.objects.create(event=event)
    return event


def _applications(event):
    organisations = Organisation.objects.bulk_create(
        Organisation(name_ko=f"견본 환경기업 {k}", name_zh=f"样例环保企业{k}", name_en=f"Sample firm {k}", country="KR")
        for k in range(FIRMS)
    )
    return Application.objects.bulk_create(
        Application(
            event=event, organisation=organisation, side="seller" if k % 2 else "buyer", state="accepted",
            number=f"{'S' if k % 2 else 'B'}{k:04d}", languages=["ko"],
        )
        for k, organisation in enumerate(organisations)
    )  # fmt: skip


def _posts(officer):
    now = timezone.now()
    for number in range(POSTS):
        text = {"ko": PostTextInput(f"견본 소식 {number}: 녹색산업 협력을 다시 잇는다", "글이다. " * 50)}
        entry = PostInput(text, "물산업과", "견본부", "", ["녹색산업", "산둥성"])
        at = now - timedelta(hours=number + 1)
        set_post_shown(write_post(entry, now=at, by=officer).pk, True, now=at, by=officer)


def test_long_lists_stay_where_they_are_while_they_load(browser, live_server, event, settings, tmp_path):
    settings.FILES = tmp_path
    officer = person("o@agency.example", event.programme, "officer", language="ko")
    _posts(officer)
    addresses = [f"/events/{event.pk}/{part}/" for part in ("applications", "live", "timetable")] + ["/board/"]
    shifts = {}
    for width in (DESK, TELEPHONE):
        walk = Walk(browser, live_server.url, officer, width)
        walk.page.set_default_timeout(PATIENCE)
        for language in ("ko", "en"):
            walk.speak(language)
            for address in addresses:
                walk.go(address)
                assert walk.page.locator("main tbody tr, main li, main .meeting").count() >= ROWS, address
                shifts[width, language, address] = walk.page.evaluate(SHIFT)
        walk.page.evaluate(MOVED)
        assert walk.page.evaluate(SHIFT) >= MOST, "what moves is measured"
        walk.close()
    assert {place: shift for place, shift in shifts.items() if shift >= MOST} == {}
