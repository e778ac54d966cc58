"""Pages of an event on its first day: nothing is there yet, and each says what to do next."""

import pytest

from gyoryu.meetings.models import Application
from gyoryu.people.models import User
from tests.browser.screens import browser_test
from tests.browser.story import DESK, TELEPHONE, Walk, windows
from tests.gyoryu.consultations import consultation, participant, person

pytestmark = browser_test
NEVER_EMPTY = {"", "details/", "outputs/", "results/"}  # these have something to show from the first day


@pytest.fixture
def event(transactional_db):
    return consultation(sellers=0, buyers=0, slots=0, tables=0, ask=False, **windows())


def test_an_officer_s_pages(browser, live_server, event):
    walk = Walk(browser, live_server.url, person("officer@agency.example", event.programme, "officer"), DESK)
    walk.look("/start/")
    paths = (
        "", "slots/", "interpreters/", "invitations/", "applications/", "disclosures/", "wishes/", "runs/",
        "timetable/", "live/", "check-in/", "logs/", "results/", "outputs/", "letters/",
    )  # fmt: skip
    for path in paths:
        walk.look(f"/events/{event.pk}/{path}")
        assert path in NEVER_EMPTY or walk.page.locator("main .empty").count(), path
    walk.look("/organisations/")
    walk.look(f"/programmes/{event.programme_id}/people/?kind=gate")
    walk.close()


def test_a_participant_s_pages(browser, live_server, event):
    application = participant(event, "seller", 1, "ko")
    walk = Walk(browser, live_server.url, application.applicant, TELEPHONE)
    for path in ("agenda/", "wishes/", "directory/", "times/", "log/"):
        walk.look(f"/my/{application.pk}/{path}")
        assert walk.page.locator("main .empty").count(), path
    Application.objects.all().delete()
    walk.look("/my/")
    assert walk.page.locator("main .empty").count()
    walk.close()


def test_the_first_pages_of_a_new_site(browser, live_server, transactional_db):
    operator = User.objects.create_superuser("operator@agency.example", "x", language="en")
    walk = Walk(browser, live_server.url, operator, DESK)
    for path in ("/start/", "/programmes/", "/organisations/", "/outbox/", "/audit/"):
        walk.look(path)
    walk.close()
