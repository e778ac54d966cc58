"""A press release is uploaded, reviewed by keyboard, and read by everyone on the board."""

import pytest

from gyoryu.news.board.actions import PostInput, PostTextInput, set_post_shown, write_post
from gyoryu.news.board.models import Post
from gyoryu.news.desk.models import ConfirmedRecord
from gyoryu.news.documents.models import Document
from gyoryu.news.reading.actions import read_document
from gyoryu.news.speech.actions import record_speech, shutil, subprocess
from tests.browser.screens import browser_test
from tests.browser.story import DESK, TELEPHONE, Walk
from tests.gyoryu.articles import NOW, RELEASE, REPOST, arrived, quiet
from tests.gyoryu.consultations import consultation, person

pytestmark = browser_test


@pytest.fixture
def officer(transactional_db, settings, tmp_path):
    settings.FILES = tmp_path
    event = consultation(sellers=1, buyers=1)
    someone = person("officer@agency.example", event.programme, "officer")
    someone.programme = event.programme_id
    return someone


def test_a_release_is_brought_and_decided_on_by_keyboard(browser, live_server, officer):
    walk = Walk(browser, live_server.url, officer, DESK)
    walk.look("/news/")
    walk.speak("en")
    walk.go("/news/")
    walk.fill(text=RELEASE, programme=str(officer.programme))
    with walk.page.expect_response("**/news/bring/"):
        walk.page.get_by_role("button", name="Bring and read").click()
    document = Document.objects.get()
    read_document(document.pk, document.received_at)
    walk.look(f"/news/arrivals/{document.pk}/")
    walk.go(f"/news/arrivals/{document.pk}/")
    event = document.proposals.get(kind="event")
    walk.key("j")
    assert walk.page.locator("mark.highlighted").first.inner_text() in RELEASE
    assert walk.page.locator(".proposal.highlighted").get_attribute("data-number") == str(event.pk)
    with walk.page.expect_navigation():
        walk.key("a")
    assert ConfirmedRecord.objects.get().title == "제7회 강물산업 협력 포럼"
    other = walk.page.locator("mark").filter(has_text="이견본").first
    other.click()
    number = walk.page.locator(".proposal.highlighted").get_attribute("data-number")
    assert document.proposals.get(pk=number).values["name"] == "이견본"
    walk.close()


def test_a_copy_a_name_and_the_records_are_good_on_a_telephone(browser, live_server, officer):
    arrived(RELEASE, by=officer, programme=officer.programme)
    copy = arrived(REPOST, by=officer, name="copy.txt")
    walk = Walk(browser, live_server.url, officer, TELEPHONE)
    for path in (
        "/news/", "/news/?q=강물", f"/news/arrivals/{copy.pk}/", f"/news/arrivals/{copy.pk}/difference/",
        "/news/watches/",
        "/news/posts/",
        "/news/posts/new/", "/news/names/organisation/환경부/", f"/programmes/{officer.programme}/records/",
    ):  # fmt: skip
        walk.look(path)
    walk.close()


@pytest.mark.parametrize("width", [DESK, TELEPHONE])
def test_a_post_is_written_shown_and_read_by_everyone(browser, live_server, officer, width):
    document = arrived(by=officer)
    walk = Walk(browser, live_server.url, officer, width)
    walk.go(f"/news/posts/new/?arrival={document.pk}")
    walk.fill(title_en="River industry resumes", body_en="First one.\n\nSecond paragraph.", topics="water")
    walk.press("Save")
    walk.press("Show on the board")
    walk.close()
    post = Post.objects.get()
    citizen = Walk(browser, live_server.url, None, width)
    citizen.look("/board/")
    citizen.look(f"/board/{post.number}/")
    citizen.go(f"/board/{post.number}/")
    citizen.reads("Second paragraph.")
    citizen.follow("한국어")
    citizen.reads("환경부(장관 김견본)")
    post.refresh_from_db()
    assert post.views == 1
    citizen.close()


@pytest.mark.parametrize("width", [DESK, TELEPHONE])
def test_a_source_is_added_and_a_region_watched(browser, live_server, officer, settings, width):
    settings.NEWS_HOSTS = ["news.example"]
    walk = Walk(browser, live_server.url, officer, width)
    walk.go("/news/sources/")
    walk.fill(
        name="Sample province", address="https://elsewhere.example/rss", hours="6", programme=str(officer.programme)
    )
    with walk.page.expect_navigation():
        walk.page.locator("main form.card button").last.click()
    walk.reads("not on the list")
    walk.page.strange.clear()  # the refusal itself
    walk.fill(address="https://news.example/rss")
    with walk.page.expect_navigation():
        walk.page.locator("main form.card button").last.click()
    walk.look("/news/sources/")
    walk.speak("en")
    walk.go("/news/watches/")
    walk.page.select_option("#kind", "region")
    walk.fill(words="山东", programme=str(officer.programme))
    walk.press("Begin to watch")
    arrived(RELEASE + "\n산둥성과 만난다.", by=officer)
    walk.look("/news/watches/")
    walk.look(f"/programmes/{officer.programme}/")
    walk.close()


def test_a_recording_is_played_and_followed_where_the_browser_has_no_voice(browser, live_server, officer, monkeypatch):
    run, _ = quiet(1)
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/espeak-ng")
    monkeypatch.setattr(subprocess, "run", run)
    entry = PostInput(
        {
            "en": PostTextInput("River industry", "First one. Second one."),
            "ko": PostTextInput("강", "글이다."),
        }
    )
    post = set_post_shown(write_post(entry, now=NOW, by=officer).pk, True, now=NOW, by=officer)
    record_speech(post.pk)
    citizen = Walk(browser, live_server.url, None, TELEPHONE)
    citizen.look(f"/board/{post.number}/?side=1")
    citizen.speak("en")
    citizen.go(f"/board/{post.number}/")
    citizen.page.click("#read-aloud")
    citizen.page.locator(".sentence.spoken", has_text="Second one.").wait_for()
    citizen.page.click("#read-stop")
    assert citizen.page.locator(".spoken").count() == 0
    citizen.close()
