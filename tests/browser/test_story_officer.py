"""An officer's way from the programme to the results, at a desk."""

import re

import pytest
from django.utils import timezone

from gyoryu.base.names import Names
from gyoryu.base.queue import Job
from gyoryu.jobs import worker
from gyoryu.meetings.models import Application, Invitation, Meeting, MeetingLog, PairRule, Placement, Topic
from gyoryu.organisations.actions import OrganisationInput, register_organisation
from gyoryu.outcomes.models import Closing
from gyoryu.programmes.models import Event, Programme, Role, Slot, Table
from tests.browser.screens import browser_test
from tests.browser.story import DAY, Walk, move_slots, windows
from tests.gyoryu.consultations import consultation, participant, person, programme

pytestmark = browser_test
PUBLISH = re.compile("^Publish …$")


def desk(browser, live_server, event=None, kind="officer"):
    parent = event.programme if event else programme()
    user = person(f"{kind}@agency.example", parent, kind, name_en="Sample Officer", language="en")
    return Walk(browser, live_server.url, user)


def test_from_the_programme_to_the_invitations(browser, live_server, transactional_db):
    register_organisation(OrganisationInput(Names("견본 환경부", "样例环境部", "Sample ministry")), by=None)
    register_organisation(OrganisationInput(Names("견본 생태환경청", "样例省生态环境厅", "Sample department")), by=None)
    walk = desk(browser, live_server)
    walk.look("/programmes/")
    walk.follow("Start a programme")
    walk.look()
    walk.fill(
        name_ko="견본 한중 환경협력", name_zh="样例中韩环境合作", name_en="Sample environment programme", since="2014"
    )
    walk.press("Save")
    walk.reads("The programme is made.")
    for body, name in (("견본 환경부", "Sample ministry"), ("样例省生态环境厅", "Sample department")):
        walk.page.click("summary")
        walk.fill(organisation=body)
        walk.press("Add", index=0)
        walk.reads(name)
    walk.look()
    new_programme = Programme.objects.latest("pk")
    assert new_programme.parties.count() == 2
    walk.follow("Roles and who has them")
    walk.look()
    walk.page.click("summary")
    walk.fill(email="gate@agency.example", kind="gate")
    walk.press("Give the role")
    walk.reads("gate@agency.example")
    assert Role.objects.filter(programme=new_programme, kind="gate").exists()

    walk.go(f"/programmes/{new_programme.pk}/")
    walk.follow("New event")
    walk.look()
    walk.press("Make the event")
    walk.good()  # the faults of an empty form
    day = (timezone.now() + 30 * DAY).date()
    walk.fill(
        name_ko="견본 수출상담회", name_zh="样例出口洽谈会", name_en="Sample consultation", mode="mixed",
        starts_on=day.isoformat(), ends_on=(day + DAY).isoformat(), venue_ko="견본 회관", venue_zh="样例会馆",
        venue_en="Sample hall", time_zone="Asia/Seoul", other_time_zone="Asia/Shanghai",
    )  # fmt: skip
    walk.press("Make the event")
    event = Event.objects.latest("pk")
    walk.look(f"/events/{event.pk}/")
    walk.look(f"/events/{event.pk}/details/")
    now = timezone.localtime(timezone.now())
    moments = [(now + days * DAY).strftime("%Y-%m-%dT%H:%M") for days in (-1, 5, 5, 15)]
    walk.fill(**dict(zip(("apply_from", "apply_until", "wish_from", "wish_until"), moments, strict=True)))
    walk.fill(seller_max="5", buyer_max="8", self_apply=True)
    walk.press("Down: ", index=0)
    walk.reads("It holds once you save.")
    walk.page.evaluate("scrollTo({top: 0, behavior: 'instant'})")  # nothing half under the head of the page
    walk.good()
    walk.press("Save windows and limits")
    event.refresh_from_db()
    assert (event.terms.seller_max, event.terms.priorities[0]) == (5, "buyer")
    slots_and_tables(walk, event)
    interpreters_and_invitations(walk, event)
    walk.close()


def slots_and_tables(walk, event):
    walk.look(f"/events/{event.pk}/slots/")
    walk.fill(first="10:00", until="12:00", lunch_from="", lunch_until="")
    walk.reads(re.compile("Preview: [468] slots"))
    walk.good()
    walk.press("Make these slots")
    assert event.slots.count() == 6
    walk.fill(count="2")
    walk.press("Add tables")
    walk.look()
    table = event.tables.first()
    walk.look(f"/events/{event.pk}/tables/{table.pk}/")
    walk.page.locator("[name=slots]").first.check()
    walk.press("Save")
    assert table.closed.count() == 1


def interpreters_and_invitations(walk, event):
    walk.look(f"/events/{event.pk}/interpreters/new/")
    walk.fill(name_ko="견본 통역", name_zh="样例口译", email="interpreter@agency.example")
    walk.press("Save")
    walk.look(f"/events/{event.pk}/interpreters/")
    walk.reads("Korean · Chinese")
    walk.look(f"/events/{event.pk}/interpreters/{event.interpreters.get().pk}/")
    walk.go(f"/events/{event.pk}/invitations/")
    walk.type_at("[name=emails]", "firm@sample.example, nothing")  # by keyboard alone
    walk.tab_to("main form button")
    walk.enter()
    walk.reads("Not an e-mail address, left out")
    walk.good()
    walk.press("Back to the form")
    walk.fill(emails="firm@sample.example")
    walk.press("Review and send")
    walk.good()
    walk.press("Send 1 invitations")
    after_the_hold()
    walk.look(f"/events/{event.pk}/invitations/")
    assert Invitation.objects.get().email == "firm@sample.example"
    walk.look(f"/events/{event.pk}/letters/")
    walk.look(walk.page.locator("tbody a").first.get_attribute("href"))


def test_applications_are_read_and_decided(browser, live_server, transactional_db):
    event = consultation(sellers=1, buyers=1, ask=False, **windows())
    waiting = [participant(event, "seller", k, "ko") for k in (7, 8, 9)]
    Application.objects.filter(pk__in=[application.pk for application in waiting]).update(
        number="", state="submitted", submitted_at=timezone.now()
    )
    Topic.objects.create(application=waiting[0], direction="offer", field="water", hs6="842121", text="견본 막여과")
    walk = desk(browser, live_server, event)
    home = f"/events/{event.pk}/applications/"
    walk.look(home)
    walk.look(f"/applications/{waiting[0].pk}/")
    walk.fill(reason="사업자등록증을 올려 주십시오.")
    walk.press("Ask for more")
    walk.good()
    walk.go(f"/applications/{waiting[1].pk}/")
    walk.press("Refuse")
    walk.good()  # no reason was given
    walk.fill(reason="이번 상담 분야와 맞지 않습니다.")
    walk.press("Refuse")
    walk.go(home)
    walk.tab_to("[name=chosen]")  # by keyboard alone
    walk.key("Space")
    walk.tab_to(".bulk-actions button")
    walk.enter()
    walk.look()
    walk.press("Accept 1 applications")
    walk.reads("S002")
    states = [Application.objects.get(pk=application.pk).state for application in waiting]
    assert states == ["more_asked", "refused", "accepted"]
    walk.look(f"/applications/{waiting[1].pk}/")
    walk.look(f"/events/{event.pk}/disclosures/")
    walk.look(home + "?q=nobody")
    worker.drain()
    walk.go(f"/events/{event.pk}/letters/")
    assert walk.page.locator("tbody tr").count() == 3
    walk.close()


@pytest.fixture
def planned(transactional_db):
    """Wishes have been asked; nothing is planned."""
    event = consultation(sellers=2, buyers=2, slots=4, tables=2, **windows(apply=False, wish=False))
    move_slots(event, timezone.now().replace(minute=0, second=0, microsecond=0) + 3 * DAY)
    return event


def chip(walk, placement):
    return walk.page.locator(f"td .meeting[data-seller='{placement.seller_id}'][data-buyer='{placement.buyer_id}']")


def place_of(walk, slot, table):
    return walk.page.locator(f"td[data-slot='{slot}'][data-table='{table}']")


def test_wishes_become_a_timetable_that_is_moved_and_published(browser, live_server, planned):
    event = planned
    walk = desk(browser, live_server, event)
    home = f"/events/{event.pk}"
    seller, buyer = (Application.objects.get(event=event, number=number) for number in ("S001", "B001"))
    walk.look(f"{home}/wishes/")
    walk.page.locator(f"a[href='{home}/wishes/{seller.pk}/{buyer.pk}/']").click()
    walk.look(f"{home}/wishes/{seller.pk}/{buyer.pk}/")
    walk.fill(kind="must")
    walk.press("Save")
    other = Application.objects.get(event=event, number="B002")
    walk.go(f"{home}/wishes/{seller.pk}/{other.pk}/")
    walk.fill(kind="forbidden", reason="exclusive")
    walk.press("Save")
    assert PairRule.objects.filter(event=event).count() == 2
    walk.look(f"{home}/wishes/")
    make_and_take_over(walk, event)
    move_by_hand(walk, event)
    publish_twice(walk, event)
    walk.close()


def make_and_take_over(walk, event):
    walk.look(f"/events/{event.pk}/runs/")
    walk.fill(seconds="2")
    walk.press("Make timetable")
    walk.page.locator("[data-progress]").wait_for()
    walk.good()
    worker.drain()
    walk.page.get_by_role("link", name="Adopt as the draft").wait_for()  # the page has noticed by itself
    walk.look()
    walk.follow("Adopt as the draft")
    walk.look()
    walk.press("Replace the draft")
    assert Placement.objects.filter(event=event).count() == 3
    walk.look(f"/events/{event.pk}/runs/")
    walk.look(f"/events/{event.pk}/timetable/")
    walk.look(f"/events/{event.pk}/timetable/?turned=1")
    walk.go(f"/events/{event.pk}/timetable/")


def move_by_hand(walk, event):
    """By mouse, by keyboard, and to a place where it cannot be, which says why."""
    page = walk.page
    first = Placement.objects.filter(event=event).order_by("pk").first()
    rest = Placement.objects.filter(event=event, seller=first.seller).exclude(pk=first.pk).first()
    busy = {placement.slot_id for placement in Placement.objects.filter(event=event)}
    free = next((slot.pk for slot in event.slots.all() if slot.pk not in busy), None)
    tables = list(event.tables.values_list("pk", flat=True))
    assert free, "the plan leaves a slot open"
    source, target = chip(walk, first).bounding_box(), place_of(walk, free, tables[0]).bounding_box()
    page.mouse.move(source["x"] + 20, source["y"] + source["height"] - 6)
    page.mouse.down()
    page.mouse.move(source["x"] + 60, source["y"] + source["height"] + 6, steps=4)
    place_of(walk, free, tables[0]).and_(page.locator(".legal")).wait_for()
    walk.good()  # in the middle of the drag
    taken = place_of(walk, first.slot_id, tables[1 if first.table_id == tables[0] else 0])
    assert taken.get_attribute("data-why")
    page.mouse.move(target["x"] + 40, target["y"] + target["height"] / 2, steps=6)
    page.mouse.up()
    page.locator(".meeting.moved").wait_for()
    first.refresh_from_db()
    assert (first.slot_id, first.table_id) == (free, tables[0])

    chip(walk, first).focus()
    page.keyboard.press("Space")
    page.locator("td.legal:focus").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    chosen = page.evaluate("[document.activeElement.dataset.slot, document.activeElement.dataset.table].map(Number)")
    page.keyboard.press("Enter")
    place_of(walk, *chosen).locator(".meeting.moved").wait_for()
    first.refresh_from_db()
    assert [first.slot_id, first.table_id] == chosen

    walk.look(chip(walk, first).locator("a").get_attribute("href"))
    assert page.locator(".slot-options .illegal span").first.inner_text() or rest is None
    walk.press("Lock")
    walk.go(f"/events/{event.pk}/timetable/")
    assert page.locator(".meeting.locked").count() == 1


def after_the_hold():
    """A minute later: emails that were held are sent."""
    Job.objects.filter(state="queued").update(run_after=timezone.now())
    worker.drain()


def publish_twice(walk, event):
    walk.follow(PUBLISH)
    walk.look()
    walk.press("Publish and send")
    walk.look(f"/events/{event.pk}/timetable/")
    walk.look(f"/events/{event.pk}/timetable/versions/1/")
    moved = Placement.objects.filter(event=event, locked=False).first()
    walk.go(f"/events/{event.pk}/timetable/{moved.seller_id}/{moved.buyer_id}/")
    walk.press("Take out of the draft")
    walk.follow(PUBLISH)
    walk.press("Publish and send")
    walk.look(f"/events/{event.pk}/timetable/versions/2/")
    assert walk.page.locator("tbody tr").count() == 1
    after_the_hold()
    walk.look(f"/events/{event.pk}/letters/")
    assert walk.page.locator("tbody tr").count() == 6  # four when it came out, two whose meeting was dropped
    assert Meeting.objects.filter(event=event, state="planned").count() == 2


def test_results_are_closed_printed_and_exported(browser, live_server, transactional_db):
    event = consultation(sellers=2, buyers=2, slots=3, ask=False)
    people = {application.number: application for application in Application.objects.filter(event=event)}
    Topic.objects.create(application=people["S001"], direction="offer", field="water")
    for k, (number, state) in enumerate((("B001", "held"), ("B002", "missed"))):
        meeting = Meeting.objects.create(
            event=event, seller=people["S001"], buyer=people[number], slot=Slot.objects.filter(event=event)[k],
            table=Table.objects.filter(event=event).first(), state=state,
        )  # fmt: skip
        MeetingLog.objects.create(
            meeting=meeting, author=people["S001"].applicant, author_side="seller", product="막여과 설비",
            stage="signed", amount=1000 + k, currency="USD",
        )  # fmt: skip
    walk = desk(browser, live_server, event)
    home = f"/events/{event.pk}"
    walk.look(f"{home}/logs/")
    walk.look(f"{home}/logs/?missing=1")
    walk.look(f"/log/{Meeting.objects.first().pk}/")
    walk.go(f"{home}/results/")
    walk.fill(currency="USD", on="2026-05-11", krw="1380.5", source="Sample bank")
    walk.press("Add a rate")
    walk.look()
    walk.follow("Close the figures")
    walk.look()
    walk.press("Close with these figures")
    walk.look(f"{home}/results/")
    walk.follow("Closing 1")
    walk.look()
    assert Closing.objects.get(event=event).number == 1
    walk.look(f"{home}/outputs/")
    for kind, sign in (("export", b"PK"), ("summary", b"%PDF")):
        walk.go(f"{home}/outputs/")
        walk.page.locator(f"li.card:has([name=kind][value={kind}])").get_by_role("button", name="中文").click()
        walk.page.locator("[data-progress]").wait_for()
        worker.drain()
        walk.page.get_by_role("link", name="Download").wait_for()
        with walk.page.expect_download() as download:
            walk.page.get_by_role("link", name="Download").click()
        assert download.value.path().read_bytes().startswith(sign)
    walk.look()
    walk.look(f"{home}/outputs/")
    walk.close()
