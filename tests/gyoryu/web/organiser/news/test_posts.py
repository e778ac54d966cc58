"""Posts of officers: written from a document, shown and taken off."""

import re
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gyoryu.news.board.actions import PostInput, PostTextInput, write_post
from gyoryu.news.board.models import Post
from gyoryu.news.watches.models import Watch
from tests.gyoryu.articles import arrived
from tests.gyoryu.consultations import consultation, editor, person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 12, 3, tzinfo=UTC)


@pytest.fixture
def posts(client, settings, tmp_path):
    settings.FILES = tmp_path
    officer = editor("o@agency.example")
    client.force_login(officer)
    texts = [{"ko": PostTextInput(f"견본 소식 {number}", "글이다.")} for number in range(3)]
    return [write_post(PostInput(text), now=NOW, by=officer) for text in texts]


def notice_of(client, post, shown, language="en"):
    headers = {"accept-language": language}
    page = client.post(reverse("post-show", args=[post.pk]), {"shown": shown}, follow=True, headers=headers)
    (notice,) = re.findall(r'<div class="notice success".*?</div>', page.content.decode(), re.DOTALL)
    return notice


@pytest.mark.parametrize("language", ["ko", "zh-hans", "en"])
def test_the_notice_leads_to_the_very_post_that_was_shown(client, posts, language):
    words = set()
    for post in reversed(posts):
        notice = notice_of(client, post, "1", language)
        ((address, word),) = re.findall(r'<a href="([^"]+)">([^<]+)</a>', notice)
        assert address == reverse("board-post", args=[post.number])
        opened = client.get(address)
        assert opened.status_code == 200
        assert post.texts.get().title in opened.content.decode()
        words.add(word)
    assert len(words) == 1
    assert ("See the post on the board" in words) == (language == "en")


def test_the_notice_of_a_post_that_was_taken_off_has_no_link(client, posts):
    notice_of(client, posts[0], "1")
    notice = notice_of(client, posts[0], "0")
    assert "<a " not in notice
    assert "Undo" in notice


def test_the_notice_is_shown_once(client, posts):
    notice_of(client, posts[0], "1")
    assert 'class="notice success"' not in client.get(reverse("posts")).content.decode()


@pytest.fixture
def officer(client, settings, tmp_path):
    settings.FILES = tmp_path
    event = consultation(sellers=1, buyers=1)
    someone = person("o@agency.example", event.programme, "officer")
    client.force_login(someone)
    someone.programme = event.programme_id
    return someone


def test_from_document_to_board(client, officer):
    document = arrived(by=officer)
    form = client.get(reverse("post-new"), {"arrival": document.pk}).content.decode()
    assert "환경부(장관 김견본)는" in form
    # Further languages are translations until somebody says otherwise.
    assert [part.split('"')[1] for part in form.split("<option value=") if " selected" in part.split(">")[0]] == [
        "official", "machine", "machine",
    ]  # fmt: skip
    new = f"{reverse('post-new')}?arrival={document.pk}"
    client.post(
        new, {"title_ko": "견본", "body_ko": "글", "source_url": "javascript:alert(1)", "programme": officer.programme}
    )
    post = Post.objects.get()
    assert (post.document, post.source_url, post.is_shown) == (document, "", False)
    client.post(reverse("post-show", args=[post.pk]), {"shown": "1"})
    assert client.get(reverse("board-post", args=[1])).status_code == 200
    late = client.post(
        reverse("post-edit", args=[post.pk]),
        {"title_ko": "새", "body_ko": "글", "version": "7", "programme": officer.programme},
    )
    assert late.status_code == 409


def test_a_watch_without_words_is_refused_and_nothing_typed_is_lost(client, officer):
    page = client.post(reverse("watches"), {"words": " ", "kind": "region", "often": "never"})
    assert page.status_code == 422
    assert (page.context["typed"]["kind"], page.context["typed"]["often"]) == ("region", "never")
    assert not Watch.objects.exists()


def test_a_watch_is_of_its_owner_and_ended_at_a_press(client, officer):
    client.post(reverse("watches"), {"words": "산둥성", "kind": "nonsense", "often": "nonsense"})
    watch = Watch.objects.get()
    assert (watch.owner, watch.kind, watch.frequency) == (officer, Watch.Kind.WORDS, Watch.Frequency.DAILY)
    client.force_login(editor("e@agency.example"))
    assert client.get(reverse("watch", args=[watch.pk])).status_code == 404
    assert client.post(reverse("watch-end", args=[watch.pk])).status_code == 404
    client.force_login(officer)
    assert [row[0] for row in client.get(reverse("watches")).context["rows"]] == [watch]
    client.post(reverse("watch-end", args=[watch.pk]))
    assert list(client.get(reverse("watches")).context["rows"]) == []


def test_a_file_of_an_unknown_type_is_left_out_and_the_post_is_saved(client, officer):
    files = [SimpleUploadedFile("a.pdf", b"%PDF-1.7 sample"), SimpleUploadedFile("b.pdf", b"MZ program")]
    fields = {"title_ko": "견본", "body_ko": "글", "programme": officer.programme, "files": files}
    page = client.post(reverse("post-new"), fields, follow=True)
    post = Post.objects.get()
    assert [attachment.name for attachment in post.files.all()] == ["a.pdf"]
    assert "b.pdf: " in page.text
    data = {**fields, "version": post.version, "files": [], "remove": [post.files.get().pk]}
    client.post(reverse("post-edit", args=[post.pk]), data)
    assert not post.files.exists()


def test_viewers_write_no_posts(client, officer):
    client.force_login(person("viewer@agency.example", officer.roles.get().programme, "viewer"))
    for name in ("posts", "post-new", "watches"):
        assert client.get(reverse(name)).status_code == 403
