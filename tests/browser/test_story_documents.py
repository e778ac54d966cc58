"""Documents are dropped on the page, groups of proposals decided, names and records viewed, posts read aloud."""

import pytest

from gyoryu.news.board.actions import PostInput, PostTextInput, set_post_shown, write_post
from gyoryu.news.desk.actions import decide
from gyoryu.news.documents.models import Document
from gyoryu.news.reading.actions import read_document
from gyoryu.news.speech.actions import record_speech, shutil, subprocess
from gyoryu.news.speech.models import SpeechRecording
from tests.browser.screens import browser_test
from tests.browser.story import DESK, TELEPHONE, Walk
from tests.gyoryu.articles import CHINESE, NOW, RELEASE, arrived, quiet
from tests.gyoryu.consultations import consultation, person

pytestmark = browser_test
DROP_FILES = """(files) => {
  const held = new DataTransfer();
  for (const [name, text] of files) held.items.add(new File([text], name));
  for (const kind of ["dragenter", "drop"]) {
    document.dispatchEvent(new DragEvent(kind, { dataTransfer: held, bubbles: true, cancelable: true }));
    if (kind === "dragenter") window.shown = !document.getElementById("drop-zone").hidden;
  }
}"""

SLOW = """() => {
  const quick = window.fetch;
  window.fetch = async (...asked) => { await new Promise((go) => setTimeout(go, 150)); return quick(...asked); };
}"""


@pytest.fixture
def officer(transactional_db, settings, tmp_path):
    settings.FILES = tmp_path
    event = consultation(sellers=1, buyers=1)
    someone = person("officer@agency.example", event.programme, "officer")
    someone.programme = event.programme_id
    return someone


def test_files_are_dropped_anywhere_and_the_progress_is_true(browser, live_server, officer):
    walk = Walk(browser, live_server.url, officer, DESK)
    walk.go("/news/")
    files = [["a.txt", RELEASE], ["empty.txt", " "], ["b.bin", "\x00\x01\x02\x03" * 40], ["again.txt", RELEASE]]
    walk.page.evaluate(DROP_FILES, files)
    assert walk.page.evaluate("window.shown")
    walk.reads("Read: 0 of 2")
    walk.reads("empty.txt: The file is empty.")
    walk.good()
    for document in Document.objects.all():
        read_document(document.pk, NOW)
    walk.reads("Read: 1. Not readable: 1.")
    walk.reads("Already here, and not taken again: 1")
    assert (
        walk.page.locator("[data-faults] a").get_attribute("href")
        == f"/news/arrivals/{Document.objects.get(name='b.bin').pk}/"
    )
    walk.good()
    assert walk.page.evaluate("document.activeElement.matches('[data-show]')")
    walk.enter()
    assert walk.page.locator("#upload-progress").is_hidden()
    walk.close()


def test_sending_is_stopped_and_what_was_sent_stays(browser, live_server, officer):
    walk = Walk(browser, live_server.url, officer, DESK)
    walk.go("/news/")
    walk.page.evaluate(SLOW)
    walk.page.evaluate(DROP_FILES, [[f"{n}.txt", f"{RELEASE} {n}"] for n in range(40)])
    walk.page.locator("#upload-progress progress").wait_for()
    walk.page.click("[data-cancel]")
    walk.reads("Stopped.")
    assert Document.objects.count() < 40
    walk.close()


def test_a_group_is_confirmed_and_taken_back_and_what_is_decided_put_away(browser, live_server, officer):
    document = arrived(by=officer, programme=officer.programme)
    document.proposals.filter(kind="amount").update(confidence=0.97)
    walk = Walk(browser, live_server.url, officer, DESK)
    walk.go(f"/news/arrivals/{document.pk}/")
    walk.press("Confirm the 2 with a certainty of 0.9 or more", index=-1)
    walk.reads("Confirmed: 2")
    walk.look()
    walk.page.locator("#open-only input").check()
    assert walk.page.locator("#g-amount").is_hidden()
    walk.page.locator("#open-only input").uncheck()
    walk.close()
    again = Walk(browser, live_server.url, officer, TELEPHONE)
    again.go(f"/news/arrivals/{document.pk}/")
    document.proposals.filter(kind="amount").update(state="open")
    again.go(f"/news/arrivals/{document.pk}/")
    again.press("Confirm the 2 with a certainty of 0.9 or more", index=-1)
    again.press("Undo")
    again.reads("Waiting for a decision again: 2")
    again.close()


def test_a_correction_is_typed_and_refused_by_keyboard_and_nothing_is_lost(browser, live_server, officer):
    document = arrived(by=officer, programme=officer.programme)
    event = document.proposals.get(kind="event")
    walk = Walk(browser, live_server.url, officer, DESK)
    walk.go(f"/news/arrivals/{document.pk}/")
    walk.key("j")
    walk.key("e")
    walk.page.keyboard.press("Control+a")
    walk.page.keyboard.type("A better name")
    walk.key("Tab")
    walk.page.keyboard.press("Control+a")
    walk.page.keyboard.type("soon")
    walk.enter()
    walk.reads("Write days as")
    assert walk.page.locator(f"#p{event.pk} input[name=name]").input_value() == "A better name"
    assert walk.page.locator(".proposal.highlighted").get_attribute("data-number") == str(event.pk)
    walk.page.strange.clear()  # the refusal itself
    walk.good()
    walk.close()


@pytest.mark.parametrize("width", [DESK, TELEPHONE])
def test_names_and_records_are_good_in_three_languages(browser, live_server, officer, width):
    document = arrived(by=officer, programme=officer.programme)
    arrived(CHINESE, by=officer, name="zh.txt")
    for proposal in document.proposals.filter(kind__in=("event", "agreement", "commitment")):
        decide(proposal.pk, "accepted", now=NOW, by=officer)
    agreement = document.mentions.get(kind="agreement").name
    walk = Walk(browser, live_server.url, officer, width)
    for path in (
        "/news/names/", "/news/names/?kind=place&q=가온", "/news/names/person/이견본/",
        f"/news/names/agreement/{agreement}/",
        "/news/names/place/서울 가온호텔/", "/news/?q=강물 없는말", f"/programmes/{officer.programme}/records/",
        f"/programmes/{officer.programme}/records/?kind=commitment&whole=1",
    ):  # fmt: skip
        walk.look(path)
    walk.speak("en")
    walk.go(f"/programmes/{officer.programme}/records/?kind=event")
    walk.page.locator("main td a").last.click()
    walk.page.locator(".proposal.highlighted").wait_for()
    assert "제7회" in walk.page.locator(".proposal.highlighted h3").inner_text()
    walk.close()


@pytest.mark.parametrize("width", [DESK, TELEPHONE])
def test_a_citizen_finds_a_post_in_another_script_and_hears_its_words(
    browser, live_server, officer, width, monkeypatch
):
    run, _ = quiet(2)
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/espeak-ng")
    monkeypatch.setattr(subprocess, "run", run)
    texts = {
        "ko": PostTextInput("산둥성과 협력", "글이다."),
        "en": PostTextInput("Rivers", "We met in Jinan."),
    }
    entry = PostInput(texts, "국제협력과", topics=["물"])
    post = set_post_shown(write_post(entry, now=NOW, by=officer).pk, True, now=NOW, by=officer)
    record_speech(post.pk)
    SpeechRecording.objects.filter(text__language="en").update(words=[[[0, 0, 6]], [[2.4, 0, 2], [2.8, 10, 5]]])
    citizen = Walk(browser, live_server.url, None, width)
    citizen.look("/board/?q=Jinan 없는말")
    citizen.look("/board/?q=Jinan&topic=물")
    citizen.speak("en")
    citizen.go("/board/?q=山东省")
    citizen.follow("산둥")
    citizen.reads("산둥성과 협력")
    citizen.go("/board/?q=Jinan")
    citizen.follow("Rivers")
    assert citizen.page.locator("#words mark").inner_text() == "Jinan"
    citizen.good()
    citizen.page.click("#read-aloud")
    # The word is marked across the mark of the search.
    citizen.page.wait_for_function(
        "() => [...(CSS.highlights.get('spoken-word') || [])].some((range) => range.toString() === 'Jinan')"
    )
    citizen.page.click("#read-stop")
    citizen.close()
