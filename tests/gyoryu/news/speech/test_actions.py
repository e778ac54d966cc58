"""Posts read aloud by the server."""

import io
import shutil
import subprocess
import wave
from dataclasses import replace

import pytest
from django.urls import reverse

from gyoryu.base.files import store_file
from gyoryu.base.queue import Job
from gyoryu.news.board.actions import PostInput, PostTextInput, attach, edit_post, set_post_shown, write_post
from gyoryu.news.board.models import PostFile, PostText
from gyoryu.news.speech import actions
from gyoryu.news.speech.models import SpeechRecording
from tests.gyoryu.articles import NOW, quiet
from tests.gyoryu.consultations import consultation, person

pytestmark = pytest.mark.django_db
needs_espeak = pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed")
BODY = "견본부는 협약을 맺었다. 내년에 다시 만난다.\n\n둘째 문단이다."


@pytest.fixture
def officer(client, settings, tmp_path):
    settings.FILES = tmp_path
    return person("o@agency.example", consultation(sellers=1, buyers=1).programme, "officer")


@pytest.fixture
def espeak(monkeypatch):
    run, commands = quiet(1)
    monkeypatch.setattr(actions.shutil, "which", lambda name: "/usr/bin/espeak-ng")
    monkeypatch.setattr(actions.subprocess, "run", run)
    return commands


def shown_post(officer, **texts):
    entry = PostInput({code: PostTextInput("-v 견본 제목", body) for code, body in (texts or {"ko": BODY}).items()})
    entry = replace(entry, programme=officer.roles.get().programme_id)
    return set_post_shown(write_post(entry, now=NOW, by=officer).pk, True, now=NOW, by=officer)


def test_sentences_lose_nothing(officer):
    text = shown_post(officer, ko=BODY + "\n\n 3.10.(금) 첫 줄\n둘째 줄. ").texts.get()
    parts = actions.sentences_for(text)
    assert parts[0] == ["-v 견본 제목"]
    assert parts[1] == ["견본부는 협약을 맺었다. ", "내년에 다시 만난다."]
    assert "\n\n".join("".join(part) for part in parts[1:]) == text.body


def test_each_sentence_begins_where_it_is_said_to(officer, espeak):
    post = shown_post(officer)
    assert actions.record_speech(post.pk) == 1
    speech = SpeechRecording.objects.get()
    assert speech.starts == [0.0, 1.35, 2.7, 4.05]
    with wave.open(io.BytesIO(speech.file.read())) as whole:
        assert whole.getnframes() == 4 * int(8000 * 1.35)
    # Words reach the program through its input only.
    assert all(command[:4] == ["/usr/bin/espeak-ng", "-v", "ko", "-b"] for command, _ in espeak)
    assert espeak[0][1] == "-v 견본 제목"


def test_only_what_changed_is_read_again(officer, espeak):
    post = shown_post(officer, ko=BODY, en="One sentence.")
    assert actions.record_speech(post.pk) == 2
    assert actions.record_speech(post.pk) == 0
    entry = PostInput({"ko": PostTextInput("새 제목", BODY), "en": PostTextInput("-v 견본 제목", "One sentence.")})
    Job.objects.all().delete()
    edit_post(post.pk, 1, entry, now=NOW, by=officer)
    assert Job.objects.filter(kind="speak_post").count() == 1
    assert actions.record_speech(post.pk) == 1


def test_a_program_that_fails_leaves_the_post_as_it_is(officer, espeak, monkeypatch):
    post = shown_post(officer)

    def fail(*_, **__):
        raise subprocess.TimeoutExpired("espeak-ng", 20)

    monkeypatch.setattr(actions.subprocess, "run", fail)
    assert actions.record_speech(post.pk) == 0
    assert not SpeechRecording.objects.exists()


def test_the_page_offers_the_recording_of_these_words_only(client, officer, espeak):
    post = shown_post(officer)
    actions.record_speech(post.pk)
    page = client.get(reverse("board-post", args=[post.number])).content.decode()
    assert 'data-starts="0.0 1.35 2.7 4.05"' in page
    PostText.objects.update(body="다른 글이다.")
    assert "data-starts" not in client.get(reverse("board-post", args=[post.number])).content.decode()


def test_parts_of_the_recording(client, officer, espeak):
    post = shown_post(officer)
    actions.record_speech(post.pk)
    url = reverse("board-voice", args=[post.number, "ko"])
    size = SpeechRecording.objects.get().file.size
    whole = client.get(url)
    assert (whole.status_code, whole["Accept-Ranges"], len(b"".join(whole.streaming_content))) == (200, "bytes", size)
    part = client.get(url, headers={"range": "bytes=10-19"})
    assert (part.status_code, len(part.content), part["Content-Range"]) == (206, 10, f"bytes 10-19/{size}")
    assert len(client.get(url, headers={"range": f"bytes={size - 4}-"}).content) == 4
    assert client.get(url, headers={"range": f"bytes={size}-"}).status_code == 416
    set_post_shown(post.pk, False, now=NOW, by=officer)
    assert client.get(url).status_code == 404


@needs_espeak
def test_the_real_library_speaks_three_languages_and_tells_the_words(client, officer):
    post = shown_post(officer, ko="견본부는 협약을 맺었다.", zh="双方签署协议。", en="Both sides signed 😀 it today.")
    assert actions.record_speech(post.pk) == 3
    for speech in SpeechRecording.objects.select_related("text"):
        with wave.open(io.BytesIO(speech.file.read())) as whole:
            seconds = whole.getnframes() / whole.getframerate()
        assert seconds > speech.starts[-1] + 0.5
        sentences = [sentence for part in actions.sentences_for(speech.text) for sentence in part]
        assert len(speech.words) == len(sentences) == len(speech.starts)
        for sentence, start, words in zip(sentences, speech.starts, speech.words, strict=True):
            assert words
            assert [second for second, _, _ in words] == sorted(second for second, _, _ in words)
            assert all(start <= second <= seconds for second, _, _ in words)
            halves = sentence.encode("utf-16-le")
            spoken_words = [halves[2 * first : 2 * (first + length)].decode("utf-16-le") for _, first, length in words]
            assert all(word.strip() and word in sentence for word in spoken_words)
    words_json = client.get(reverse("board-words", args=[post.number, "en"])).json()["words"]
    assert words_json == SpeechRecording.objects.get(text__language="en").words


def test_without_the_library_the_program_speaks_and_no_words_are_told(client, officer, espeak):
    post = shown_post(officer)
    assert actions.record_speech(post.pk) == 1
    assert client.get(reverse("board-words", args=[post.number, "ko"])).json() == {"words": []}


@pytest.mark.parametrize("answer", [b"", b"nonsense"])
def test_a_library_that_answers_otherwise_is_no_fault(officer, espeak, monkeypatch, answer):
    monkeypatch.setattr(
        actions.subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 0, stdout=answer)
    )
    assert actions.record_speech(shown_post(officer).pk) == 0


def test_languages_side_by_side(client, officer):
    post = shown_post(officer, ko=BODY, zh="견본 中文。", en="One sentence.")
    page = client.get(reverse("board-post", args=[post.number]) + "?side=1&in=zh").content.decode()
    assert page.index('<div lang="zh-Hans" class="spoken-language"') < page.index('<div lang="ko">')
    assert page.count("<h2>") >= 3
    alone = client.get(reverse("board-post", args=[post.number])).content.decode()
    assert '<div lang="en"' not in alone


def test_an_attachment_is_removed_when_saving(client, officer):
    client.force_login(officer)
    post = shown_post(officer)
    attachments = [
        attach(post.pk, store_file(bytes([n]) * 9, "application/pdf"), f"{n}.pdf", by=officer) for n in (65, 66)
    ]
    sent = {
        "title_ko": "견본",
        "body_ko": BODY,
        "mark_ko": "official",
        "version": "1",
        "programme": str(post.programme_id),
        "remove": [str(attachments[0].pk), "999"],
    }
    client.post(reverse("post-edit", args=[post.pk]), sent)
    assert list(PostFile.objects.values_list("name", flat=True)) == ["66.pdf"]
