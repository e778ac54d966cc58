"""The event day: check-in staff, an interpreter and an officer on their phones, and a viewer."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from gyoryu.checkin.models import CheckIn
from gyoryu.jobs import worker
from gyoryu.meetings.actions.drafting import place
from gyoryu.meetings.actions.publishing import publish_timetable
from gyoryu.meetings.models import Application, Interpreter, Meeting, MeetingLog, Representative, TimetableVersion
from gyoryu.programmes.models import Slot, Table
from tests.browser.screens import browser_test
from tests.browser.story import DESK, TELEPHONE, Walk, move_slots, windows
from tests.gyoryu.consultations import consultation, participant, person

pytestmark = browser_test


@pytest.fixture
def event(transactional_db):
    """Published for today: S001 meets B001 now, B002 next; S002 meets B002 now. S003 has no meeting."""
    event = consultation(sellers=3, buyers=2, slots=6, tables=2, interpreters=2, **windows(apply=False, wish=False))
    now = timezone.now()
    if not 1 <= now.astimezone(ZoneInfo(event.time_zone)).hour < 20:
        event.time_zone = "UTC"  # so that all of it is on one day
    move_slots(event, now - timedelta(minutes=10))
    officer = person("officer@agency.example", event.programme, "officer", name_en="Sample Officer")
    people = {application.number: application.pk for application in Application.objects.filter(event=event)}
    slots, tables = list(Slot.objects.filter(event=event)), list(Table.objects.filter(event=event))
    for seller, buyer, slot, table in (("S001", "B001", 0, 0), ("S002", "B002", 0, 1), ("S001", "B002", 2, 0)):
        place(
            event,
            people[seller],
            people[buyer],
            slots[slot].pk,
            tables[table].pk,
            officer,
            now - timedelta(days=1),
            version=0,
        )
    publish_timetable(event, officer, now, base=0)
    worker.drain()
    return event


def officer_of(event):
    return event.programme.roles.get(kind="officer").user


def meeting(event, seller, buyer):
    return Meeting.objects.get(event=event, seller__number=seller, buyer__number=buyer)


def test_the_gate_receives_people(browser, live_server, event):
    walk = Walk(browser, live_server.url, person("gate@agency.example", event.programme, "gate"), TELEPHONE)
    walk.look("/start/")
    walk.follow("Open")
    walk.look()
    assert walk.page.url.endswith(f"/events/{event.pk}/check-in/")
    walk.look(f"/events/{event.pk}/live/")
    walk.go(f"/events/{event.pk}/check-in/")
    application = Application.objects.get(event=event, number="S001")
    Representative.objects.create(application=application, name_ko="견본 담당", name_zh="样例代表")
    walk.page.fill("#q", "样例代表")
    walk.enter()
    walk.reads("S001")
    walk.tab_to("main li form button")  # by keyboard alone
    walk.enter()
    walk.reads("S001 has arrived.")
    walk.press("Undo", within="body")
    walk.reads("The arrival was taken back.")
    application = Application.objects.get(event=event, number="B001")
    walk.look(f"/badge/{application.badge}/")
    walk.press("Has arrived")
    walk.look(f"/badge/{application.badge}/")
    assert list(CheckIn.objects.values_list("application", "method")) == [(application.pk, "badge")]
    walk.go(f"/events/{event.pk}/check-in/?q={walk.host}/badge/{application.badge}/")  # as a scanner types it
    assert f"/badge/{application.badge}/" in walk.page.url
    walk.look(f"/events/{event.pk}/check-in/?q=nobody")
    begin_and_end(walk, event)
    walk_in(walk, event)
    walk.close()


def begin_and_end(walk, event):
    walk.go(f"/events/{event.pk}/live/")
    walk.press("Begin")
    walk.reads("In progress")
    walk.press("End")
    walk.reads("Held")
    assert Meeting.objects.filter(event=event, state="held").count() == 1


def walk_in(walk, event):
    walk.follow("Walk-in meeting")
    walk.look()
    walk.fill(seller="S009", buyer="B001")
    walk.press("Find a time")
    walk.reads("Nobody with this number")
    walk.good()
    walk.type_at("[name=seller]", "")
    walk.fill(seller="s003", buyer="b001")
    walk.press("Find a time")
    walk.reads("Place here")
    walk.look()
    walk.press("Place here")
    walk.reads("The meeting was added.")
    assert meeting(event, "S003", "B001").state == "planned"


def test_somebody_does_not_come_and_the_day_is_repaired(browser, live_server, event):
    walk = Walk(browser, live_server.url, officer_of(event), DESK)
    walk.look(f"/events/{event.pk}/live/")
    missing = walk.page.locator("td", has_text="B001").get_by_role("button", name="Seller missing")
    with walk.page.expect_navigation():
        missing.first.click()
    walk.reads("Noted as missed.")
    application = Application.objects.get(event=event, number="S001")
    walk.look(f"/events/{event.pk}/live/absent/{application.pk}/")
    walk.press("Repair the rest of the day")
    walk.page.locator("[data-progress]").wait_for()
    walk.good()
    worker.drain()
    walk.page.get_by_role("button", name="Publish and notify").wait_for()
    walk.look()
    walk.press("Publish and notify")
    walk.reads("is published")
    assert TimetableVersion.objects.filter(event=event).count() == 2
    assert meeting(event, "S001", "B002").state == "cancelled"
    walk.look(f"/events/{event.pk}/timetable/versions/2/")
    walk.look(f"/events/{event.pk}/check-in/")
    walk.look(f"/events/{event.pk}/live/walk-in/")
    walk.close()


def test_an_officer_s_board_fits_a_telephone(browser, live_server, event):
    walk = Walk(browser, live_server.url, officer_of(event), TELEPHONE)
    for path in ("", "live/", "check-in/", "timetable/", "wishes/", "applications/", "results/", "logs/", "letters/"):
        walk.go(f"/events/{event.pk}/{path}")
        walk.good()
    walk.close()


def test_an_interpreter_reads_the_agenda_and_logs(browser, live_server, event):
    user = person("interpreter@agency.example", event.programme, "interpreter")
    interpreter = event.interpreters.first()
    Interpreter.objects.filter(pk=interpreter.pk).update(user=user)
    now = Meeting.objects.get(event=event, seller__number="S001", buyer__number="B001")
    Meeting.objects.filter(event=event).update(interpreter=None)
    Meeting.objects.filter(pk=now.pk).update(interpreter=interpreter, state="held")
    walk = Walk(browser, live_server.url, user, TELEPHONE)
    walk.look("/my/")
    walk.go("/start/")
    walk.follow("Open")
    walk.look()
    assert walk.page.url.endswith(f"/interpreting/{interpreter.pk}/")
    walk.look(f"/events/{event.pk}/live/")
    walk.go(f"/interpreting/{interpreter.pk}/")
    walk.look(f"/log/{now.pk}/")
    walk.type_at("[name=product]", "막여과 설비")  # by keyboard alone
    walk.type_at("[name=amount]", "5000")
    walk.tab_to(".log-form form .actions button")
    walk.enter()
    walk.reads("Written by the interpreter")
    assert MeetingLog.objects.get().author_side == "interpreter"
    walk.close()


def test_a_viewer_sees_all_and_changes_nothing(browser, live_server, event):
    walk = Walk(browser, live_server.url, person("viewer@agency.example", event.programme, "viewer"), DESK)
    application = participant(event, "seller", 20, "ko")
    Application.objects.filter(pk=application.pk).update(state="submitted")
    of_event = (
        "", "details/", "slots/", "interpreters/", "applications/", "wishes/", "runs/", "timetable/", "live/",
        "check-in/", "logs/", "results/",
    )  # fmt: skip
    seller, buyer = (Application.objects.get(event=event, number=number).pk for number in ("S001", "B001"))
    paths = [f"/events/{event.pk}/{path}" for path in of_event]
    paths += [f"/applications/{application.pk}/", f"/events/{event.pk}/wishes/{seller}/{buyer}/"]
    paths += [f"/programmes/{event.programme_id}/", "/programmes/", f"/log/{Meeting.objects.first().pk}/"]
    harmless = "[action='/language/'], [action='/sign-out/']"
    for path in paths:
        walk.go(path)
        walk.good()
        forms = walk.page.locator(f"form[method=post]:not({harmless}):not([hidden])")
        assert forms.locator("button:visible, input:enabled:visible").count() == 0, path
        assert walk.page.locator("[draggable=true]").count() == 0
    for path in (f"/applications/{application.pk}/", f"/events/{event.pk}/applications/"):
        walk.go(path)
        assert walk.page.get_by_role("button", name="Accept").count() == 0
    for forbidden in ("invitations/", "interpreters/new/"):
        assert walk.page.goto(f"{walk.host}/events/{event.pk}/{forbidden}").status == 403
    walk.page.strange.clear()  # Chromium writes each refusal into its console
    walk.close()
