"""A firm and a project owner on a phone: from the invitation to the meeting log."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gyoryu.base.emails import Email
from gyoryu.jobs import worker
from gyoryu.meetings.actions.invitations import invite
from gyoryu.meetings.models import Application, LogAnswer, Meeting, MeetingLog, ProjectCard, Topic, Wish
from gyoryu.programmes.models import Slot, Table
from tests.browser.screens import browser_test
from tests.browser.story import DAY, TELEPHONE, Walk, move_slots, windows
from tests.gyoryu.consultations import consultation, person

pytestmark = browser_test
HOUR = timedelta(hours=1)


def email_to(address):
    worker.drain()
    return Email.objects.filter(to=address).latest("pk")


def follow_invitation(browser, live_server, event, side, address):
    """The invitation is opened, and a new account with it: no other sign-in is needed."""
    officer = person("officer@agency.example", event.programme, "officer")
    invite(event, side, "ko" if side == "seller" else "zh", [address], officer, timezone.now())
    body = email_to(address).body
    path = re.search(r"/invitation/[^\s]+", body).group()
    walk = Walk(browser, live_server.url, None, TELEPHONE)
    walk.look(path)
    walk.press("Go to the application")
    walk.page.wait_for_url("**/apply/**")
    walk.speak("en")  # it was the language of the email
    walk.go(walk.page.url)
    return walk


def step(walk, name):
    """The address of a step of the application that is open."""
    return re.sub(r"/apply/.*", f"/apply/{name}/", walk.page.url).removeprefix(walk.host)


def test_a_firm_applies_by_its_invitation(browser, live_server, transactional_db):
    event = consultation(sellers=0, buyers=1, ask=False, **windows(wish=False))
    walk = follow_invitation(browser, live_server, event, "seller", "new@sample.example")
    walk.look()
    walk.press("Save and go on")
    walk.good()  # with error messages
    walk.fill(name_ko="견본 한빛환경", name_en="Sample Hanbit", value="124-81-00999")
    walk.press("Save")
    walk.good()
    walk.fill(value="124-81-00998", city="수원")
    walk.page.locator("[data-autosave-status]").filter(has_text="Saved").wait_for()
    walk.go("/my/")  # it leaves without pressing anything …
    walk.look()
    walk.follow("Continue")
    walk.page.wait_for_url("**/apply/topics/")  # where it goes on …
    walk.go(step(walk, "organisation"))
    assert walk.page.input_value("[name=city]") == "수원"  # … and finds what it typed
    walk.press("Save and go on")
    walk.look()
    walk.fill(**{"topics-0-field": "water", "topics-0-hs6": "842121"})
    walk.page.set_input_files(
        "#id_file", {"name": "sample.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 x"}
    )
    walk.press("Upload")
    walk.reads("sample.pdf")
    walk.good()
    walk.press("Save and go on")
    walk.look()
    walk.fill(**{"people-0-name_ko": "견본 담당", "people-0-email": "person@sample.example"})
    walk.press("Save and go on")
    walk.look()
    walk.fill(collection=True, cross_border=True)
    walk.press("Save and go on")
    walk.look()
    walk.press("Send the application")
    application = Application.objects.get(side="seller")
    assert (application.state, application.files.count(), application.topics.get().hs6) == ("submitted", 1, "842121")
    walk.look(f"/my/{application.pk}/")
    walk.look(f"/my/{application.pk}/consents/")
    walk.look(f"/my/{application.pk}/withdraw/")
    walk.close()


def test_a_firm_applies_by_keyboard_alone(browser, live_server, transactional_db):
    event = consultation(sellers=0, buyers=0, ask=False, **windows())
    user = person("keys@sample.example", language="ko")
    application = Application.objects.create(event=event, side="seller", applicant=user, language="ko")
    walk = Walk(browser, live_server.url, user, TELEPHONE)
    walk.go(f"/my/{application.pk}/apply/organisation/")
    walk.type_at("[name=name_ko]", "견본 자판")
    walk.type_at("[name=value]", "1248100998")
    walk.tab_to("button[value=next]")
    walk.enter()
    walk.page.wait_for_url("**/apply/topics/")
    walk.type_at("[name=topics-0-text]", "수처리")
    walk.tab_to("button[value=next]")
    walk.enter()
    walk.page.wait_for_url("**/apply/people/")
    walk.type_at("[name=people-0-name_ko]", "견본 사람")
    walk.tab_to("button[value=next]")
    walk.enter()
    walk.page.wait_for_url("**/apply/consents/")
    walk.tab_to("[name=collection]")
    walk.key("Space")
    walk.tab_to("button[value=next]")
    walk.enter()
    walk.page.wait_for_url("**/apply/check/")
    walk.tab_to("main button.button")
    walk.enter()
    walk.page.wait_for_url(f"**/my/{application.pk}/")
    application.refresh_from_db()
    assert application.state == "submitted"
    walk.close()


def test_a_project_owner_shows_a_project(browser, live_server, transactional_db):
    event = consultation(sellers=1, buyers=0, ask=False, **windows())
    walk = follow_invitation(browser, live_server, event, "buyer", "owner@sample.example")
    walk.fill(name_zh="样例新能源有限公司", kind="project_owner", value="91370100MA3C5RLU9K", country="CN")
    application = Application.objects.get(side="buyer")
    walk.press("Save and go on")
    if "/organisation/" in walk.page.url:  # the number above is invented, and not right
        walk.reads("check digit")
        walk.fill(country="VN", value="", scheme="other")
        walk.press("Save and go on")
    walk.fill(**{"topics-0-direction": "need", "topics-0-field": "water"})
    walk.press("Save and go on")
    walk.look()
    project = {
        "name": "样例污水处理厂",
        "stage": "tender",
        "budget": "12000000",
        "site": "济南",
        "tender_on": "2027-03-01",
    }
    walk.fill(**{f"projects-0-{name}": value for name, value in project.items()})
    walk.press("Save and go on")
    walk.fill(**{"people-0-name_zh": "样例负责人"})
    walk.press("Save and go on")
    walk.fill(collection=True)
    walk.press("Save and go on")
    walk.look()
    walk.press("Send the application")
    assert str(ProjectCard.objects.get(application=application).budget) == "12000000.00"
    walk.close()


@pytest.fixture
def asking(transactional_db):
    """S001 and three buyers in the request window; the first needs what S001 offers, and asks for it."""
    event = consultation(sellers=1, buyers=3, ask=False, **windows(apply=False))
    move_slots(event, timezone.now().replace(minute=0, second=0, microsecond=0) + 3 * DAY)
    people = {application.number: application for application in Application.objects.filter(event=event)}
    Topic.objects.create(application=people["S001"], direction="offer", field="water", hs6="842121")
    Topic.objects.create(application=people["B001"], direction="need", field="water", hs6="842121")
    ProjectCard.objects.create(
        application=people["B001"], name="样例污水处理厂", stage="tender", budget=5, currency="CNY"
    )
    Wish.objects.create(
        event=event, asker=people["B001"], asked=people["S001"], rank=1, created_at=timezone.now(), note="请介绍膜技术"
    )
    return people


def test_a_firm_finds_asks_orders_and_blocks(browser, live_server, asking):
    firm = asking["S001"]
    walk = Walk(browser, live_server.url, firm.applicant, TELEPHONE)
    home = f"/my/{firm.pk}"
    walk.look(f"{home}/")
    walk.look(f"{home}/apply/check/")
    walk.reads("견본 S001")  # also of an application that was imported
    walk.look(f"{home}/wishes/")
    walk.press("Accept the request")
    walk.look(f"{home}/directory/")
    suggestion = walk.page.locator("section[aria-labelledby=suggestions] li").first
    assert "Sample B001" in suggestion.inner_text()
    assert suggestion.locator(".reasons li").count() >= 2  # the field and the HS code
    walk.look(f"{home}/directory/?q=nobody")
    walk.look(f"{home}/directory/{asking['B001'].pk}/")
    assert not walk.page.locator("main [name=note]").count()  # that one's request was accepted: there is nothing to ask
    walk.go(f"{home}/directory/{asking['B002'].pk}/")
    walk.fill(note="견본 인사")
    walk.press("Ask for a meeting")
    walk.go(f"{home}/directory/")
    walk.tab_to("section[aria-labelledby=all] form button")  # the next by keyboard alone
    walk.enter()
    walk.page.wait_for_load_state()
    walk.look(f"{home}/wishes/")
    first = [wish.asked.number for wish in Wish.objects.filter(asker=firm).order_by("rank")]
    walk.press("Lower", index=0)
    assert [wish.asked.number for wish in Wish.objects.filter(asker=firm).order_by("rank")] == first[::-1]
    walk.look(f"{home}/times/")
    walk.page.locator("[name=slot]").first.focus()
    walk.key("Space")
    walk.press("Save")
    walk.reads("Saved.")
    assert walk.page.locator("[name=slot]:checked").count() == 1
    walk.close()


def test_a_project_owner_answers_requests(browser, live_server, asking):
    firm, owner = asking["S001"], asking["B002"]
    for other in (owner, asking["B003"]):
        Wish.objects.create(event=firm.event, asker=firm, asked=other, rank=1, created_at=timezone.now())
    walk = Walk(browser, live_server.url, owner.applicant, TELEPHONE)
    walk.look(f"/my/{owner.pk}/wishes/")
    walk.tab_to("button[value=declined]")  # by keyboard alone
    walk.enter()
    walk.reads("Request declined")
    walk.press("Take the answer back")
    walk.press("Accept the request")
    assert Wish.objects.get(asked=owner).answer == "accepted"
    walk.look(f"/my/{owner.pk}/directory/{firm.pk}/")
    walk.close()


@pytest.fixture
def met(transactional_db):
    """S001 and B001 have met an hour ago, and meet B002 in an hour."""
    event = consultation(sellers=1, buyers=2, slots=4, ask=False, interpreters=1)
    move_slots(event, timezone.now().replace(minute=0, second=0, microsecond=0) - HOUR)
    people = {application.number: application for application in Application.objects.filter(event=event)}
    slots, table = list(Slot.objects.filter(event=event)), Table.objects.filter(event=event).first()
    for number, slot, state in (("B001", slots[0], "held"), ("B002", slots[3], "planned")):
        Meeting.objects.create(
            event=event, seller=people["S001"], buyer=people[number], slot=slot, table=table, state=state,
            interpreter=event.interpreters.get(),
        )  # fmt: skip
    return people


def test_the_agenda_is_read_carried_along_and_logged(browser, live_server, met):
    firm = met["S001"]
    walk = Walk(browser, live_server.url, firm.applicant, TELEPHONE)
    walk.look(f"/my/{firm.pk}/agenda/")
    walk.look(f"/my/{firm.pk}/badge/")
    for name, begins in (("Agenda on paper", b"%PDF"), ("Calendar", b"BEGIN:VCALENDAR")):
        walk.go(f"/my/{firm.pk}/agenda/")
        address = walk.page.get_by_role("link", name=name).get_attribute("href")
        assert walk.page.request.get(walk.host + address).body().startswith(begins)
    walk.look(f"/my/{firm.pk}/log/")
    meeting = Meeting.objects.get(state="held")
    walk.look(f"/log/{meeting.pk}/")
    walk.type_at("[name=product]", "막여과 설비")  # by keyboard alone
    walk.tab_to("[name=stage]")
    walk.key("ArrowDown")
    walk.type_at("[name=quantity]", "12")
    walk.type_at("[name=unit_price]", "1500.50")
    walk.tab_to("[name=version] ~ p button, .log-form form .actions button")
    walk.enter()
    walk.reads("USD 18,006")
    log = MeetingLog.objects.get()
    assert (log.stage, str(log.amount)) == ("pursuing", "18006.00")
    walk.look(f"/log/{meeting.pk}/{log.pk}/")
    walk.close()

    owner = Walk(browser, live_server.url, meeting.buyer.applicant, TELEPHONE)
    owner.look(f"/my/{meeting.buyer_id}/log/")
    owner.follow("Write a log")
    owner.look()
    owner.page.fill(f"#note{log.pk}", "수량은 10대입니다.")
    owner.press("Dispute")
    owner.reads("Disputed")
    owner.press("Confirm")
    owner.reads("Confirmed")
    assert LogAnswer.objects.filter(log=log).latest("pk").verdict == "confirmed"
    owner.close()


def test_the_ways_in_for_strangers_are_good(browser, live_server, transactional_db):
    event = consultation(sellers=1, buyers=0, ask=False, self_apply=True, **windows())
    event.is_public = True
    event.save()
    walk = Walk(browser, live_server.url, None, TELEPHONE)
    for path in ("/", f"/calls/{event.pk}/", f"/calls/{event.pk}/apply/seller/", f"/calls/{event.pk}/apply/buyer/"):
        walk.look(path)
    walk.fill(email="stranger@sample.example")
    walk.press("Send me the link")
    walk.good()
    body = email_to("stranger@sample.example").body
    walk.go(re.search(r"https?://[^/\s]+(/[^\s]+)", body).group(1))
    walk.good()
    walk.page.locator("main button").click()
    walk.page.wait_for_load_state()
    walk.press("Go to the application")
    assert Application.objects.filter(event=event, side="buyer", state="draft").exists()
    assert reverse("my") in walk.page.url
    walk.close()
