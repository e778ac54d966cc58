"""read-aloud.js: the recording plays where the browser has no voice, and the sentence that is read is marked."""

import pytest
from playwright.sync_api import expect

from tests.browser.modules.site import browser_test

pytestmark = browser_test
POST = """<article id="post" lang="ko"><h1 class="sentence">제목</h1><div class="spoken-language">
<p><span class="sentence">첫 <mark>문장</mark>.</span><span class="sentence">둘째 문장.</span></p></div></article>
<button id="read-aloud" data-pause="pause" data-go-on="go on" hidden>read</button>
<button id="read-stop" hidden>stop</button>
<label id="read-speed" hidden><select><option>1</option><option>1.5</option></select></label>"""
AUDIO = '<audio id="speech-audio" data-starts="0.0 1.0 2.0" data-words="/words/"></audio>'
# A player whose time the test sets, and a browser without voices.
NO_VOICES = "speechSynthesis.getVoices = () => [];"
PLAYER = """HTMLMediaElement.prototype.play = function () { this.playing = true; return Promise.resolve(); };
HTMLMediaElement.prototype.pause = function () { this.playing = false; };
Object.defineProperty(HTMLMediaElement.prototype, "currentTime", { writable: true, value: 0 });"""


@pytest.fixture
def page(site):
    site.answers["/words/"] = {"words": [[], [[1.0, 0, 1], [1.5, 2, 2]], []]}
    site.page.add_init_script(NO_VOICES + PLAYER)
    return site.open(POST + AUDIO, "read-aloud.js")


def at(page, time):
    page.evaluate("(time) => { document.getElementById('speech-audio').currentTime = time; }", time)


def test_the_sentence_and_the_word_that_are_read_are_marked(page):
    page.get_by_text("read", exact=True).click()
    for time, sentence in ((0.2, "제목"), (1.2, "첫 문장."), (2.5, "둘째 문장.")):
        at(page, time)
        expect(page.locator(".spoken")).to_have_text(sentence)
    at(page, 1.6)
    word = "[...(CSS.highlights.get('spoken-word') ?? [])].map(String).join()"
    page.wait_for_function(f"{word} === '문장'")


def test_it_pauses_goes_on_and_stops(page):
    button = page.locator("#read-aloud")
    is_playing = "document.getElementById('speech-audio').playing"
    for label, playing in (("pause", True), ("go on", False), ("pause", True)):
        button.click()
        expect(button).to_have_text(label)
        assert page.evaluate(is_playing) is playing
    page.locator("select").select_option("1.5")
    assert page.evaluate("document.getElementById('speech-audio').playbackRate") == 1.5
    page.get_by_text("stop").click()
    expect(button).to_have_text("read")
    assert page.locator(".spoken").count() == 0


def test_nothing_is_offered_without_a_voice_and_a_recording(site):
    site.page.add_init_script(NO_VOICES)
    page = site.open(POST, "read-aloud.js")
    assert page.locator("#read-aloud").is_hidden()


def test_a_character_is_found_in_a_sentence_of_several_pieces(site):
    site.open('<p id="s">ab<b>cd</b>e</p>')
    find = "((spot) => spot && [spot[0].data, spot[1]])(module.findCharacter(document.getElementById('s'), {}))"
    spots = [site.call("read-aloud.js", find.format(offset)) for offset in (0, 2, 3, 5, 6)]
    assert spots == [["ab", 0], ["ab", 2], ["cd", 1], ["e", 1], None]
