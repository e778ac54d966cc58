"""Pages of policy news: bring, decide, compare, post."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gyoryu.base.queue import Job
from gyoryu.jobs import news
from gyoryu.news.board.models import Post
from gyoryu.news.desk.actions import correct
from gyoryu.news.desk.models import ConfirmedRecord, Proposal
from gyoryu.news.documents.models import Document
from gyoryu.news.sources.models import Source
from gyoryu.organisations.actions.bulk import register_all
from gyoryu.web.organiser.news.desk_cards import pieces_of, render_pieces
from tests.gyoryu.articles import NOW, RELEASE, REPOST, arrived
from tests.gyoryu.consultations import consultation, editor, person
from tests.gyoryu.web.markup import collapse

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client, settings, tmp_path):
    settings.FILES = tmp_path
    event = consultation(sellers=1, buyers=1)
    someone = person("o@agency.example", event.programme, "officer")
    client.force_login(someone)
    someone.programme = event.programme_id
    return someone


def test_many_files_and_a_text_at_once(client, officer):
    files = [SimpleUploadedFile(f"{n}.txt", f"{RELEASE} {n}".encode()) for n in range(3)]
    client.post(reverse("documents-upload"), {"files": files, "text": "붙여 넣은 견본 글입니다."})
    assert sorted(Document.objects.values_list("name", flat=True)) == ["0.txt", "1.txt", "2.txt", "paste.txt"]


def test_nothing_brought_is_told(client, officer):
    page = client.post(reverse("documents-upload"), follow=True).content.decode()
    assert "파일을 고르거나" in page


def test_the_desk_marks_the_words_and_takes_decisions(client, officer):
    document = arrived(by=officer)
    page = client.get(reverse("desk", args=[document.pk])).content.decode()
    event = document.proposals.get(kind="event")
    assert f'data-of="{event.pk}"' in page
    refused = client.post(reverse("proposal", args=[event.pk]), {"act": "accept"})
    assert refused.status_code == 422
    client.post(reverse("proposal", args=[event.pk]), {"act": "accept", "programme": officer.programme})
    assert ConfirmedRecord.objects.get().title == "제7회 강물산업 협력 포럼"
    assert "제7회" in client.get(reverse("programme-records", args=[officer.programme])).content.decode()


def test_a_correction_that_is_refused_keeps_what_was_typed_open(client, officer):
    document = arrived(by=officer)
    someone = document.proposals.filter(kind="person").first()
    answer = client.post(reverse("proposal", args=[someone.pk]), {"act": "correct", "name": "", "role": "장관"})
    assert answer.status_code == 422
    client.post(reverse("proposal", args=[someone.pk]), {"act": "correct", "name": "김견본", "role": "차관", "org": ""})
    someone.refresh_from_db()
    assert someone.corrected_values == {"name": "김견본", "role": "차관", "org": None}


def test_text_of_strangers_is_never_markup(client, officer):
    document = arrived(RELEASE.replace("강물산업", "<img src=x>강물"), by=officer)
    page = client.get(reverse("desk", args=[document.pk])).content.decode()
    assert "<img src=x>" not in page


def test_what_a_copy_lost_is_shown(client, officer):
    arrived(by=officer)
    copy = arrived(REPOST, by=officer, name="copy.txt")
    page = client.get(reverse("document-difference", args=[copy.pk])).content.decode()
    assert "사본에서 빠진 쉼표: 1개" in page
    assert "빠진 낱말" not in page  # bullets are no words


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


@pytest.mark.parametrize("name", ["documents", "posts", "watches", "watch", "sources", "board"])
def test_lists_ask_as_much_for_three_as_for_one(client, officer, name):
    from gyoryu.news.board.actions import PostInput, PostTextInput, set_post_shown, write_post
    from gyoryu.news.watches.actions import add_watch
    from tests.gyoryu.articles import NOW

    count = add_watch("산둥성", "never", owner=officer, now=NOW)
    url = reverse(name, args=[count.pk]) if name == "watch" else reverse(name)

    def add(n):
        add_watch(f"견본{n}", "never", owner=officer, now=NOW)
        arrived(RELEASE.replace("강물산업", f"견본{n}산업"), by=officer, name=f"{n}.txt")
        entry = PostInput({"ko": PostTextInput(f"견본 {n}", "글")})
        set_post_shown(write_post(entry, now=NOW, by=officer).pk, True, now=NOW, by=officer)
        source = Source.objects.create(
            kind="feed", name=f"{n}", address=f"https://{n}.example/", next_poll_at=NOW, by=officer
        )
        source.items.create(key=f"{n}", document=Document.objects.first())

    def queries():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    add(1)
    queries()
    count = queries()
    add(2)
    add(3)
    assert queries() == count


def test_the_desk_asks_as_much_for_three_of_each_kind_as_for_one(client, officer):
    document = arrived(by=officer)

    def queries():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse("desk", args=[document.pk])).status_code == 200
        return len(seen)

    queries()
    count = queries()
    for proposal in list(document.proposals.all()):
        for n in range(2):
            proposal.pk, proposal.fingerprint = None, f"{proposal.fingerprint[:30]}{n}"
            proposal.save()
    register_all([{"name_ko": "환경부"}], by=officer.pk)
    arrived(REPOST, by=officer, name="copy.txt")
    # One query more: the entries of the directory that are suggested.
    assert queries() <= count + 1


def test_nobody_writes_records_into_a_programme_of_others(client, officer):
    other = consultation(sellers=1, buyers=1).programme_id
    document = arrived(by=officer, programme=other)
    event = document.proposals.get(kind="event")
    assert client.post(reverse("proposal", args=[event.pk]), {"act": "accept"}).status_code == 404
    assert not ConfirmedRecord.objects.exists()


def test_whoever_is_second_is_told(client, officer):
    document = arrived(by=officer)
    proposal = document.proposals.filter(kind="organisation").first()
    url = reverse("proposal", args=[proposal.pk])
    client.post(url, {"act": "reject", "seen": "open"})
    assert client.post(url, {"act": "accept", "seen": "open"}).status_code == 422
    proposal.refresh_from_db()
    assert proposal.state == "rejected"


def test_the_page_of_a_name_is_found_by_the_name_as_it_is_written(client, officer):
    arrived(RELEASE.replace("산둥성 생태환경청", "㈜ 견본 A/B Water"), by=officer)
    document = Document.objects.get()
    assert client.get(reverse("desk", args=[document.pk])).status_code == 200
    for mention in document.mentions.filter(kind="organisation"):
        assert client.get(reverse("news-name", args=["organisation", mention.name])).status_code == 200


def test_what_an_older_reader_read_is_read_again(client, officer):
    client.force_login(editor("e@agency.example"))
    document = arrived(by=officer)
    Document.objects.update(reader_version="0")
    Proposal.objects.filter(kind="amount").delete()
    assert reverse("documents-reread") in client.get(reverse("documents")).content.decode()
    client.post(reverse("documents-reread"))
    job = Job.objects.get(kind="read_again")
    news.read_again(Stub(job))
    assert document.proposals.filter(kind="amount").count() == 2
    assert reverse("documents-reread") not in client.get(reverse("documents")).content.decode()


class Stub:
    """As much of a worker's job as the handler looks at."""

    def __init__(self, job):
        self.args = job.args

    def progress(self, share, code):
        return False


def test_corrections_become_cases(officer, capsys):
    document = arrived(by=officer)
    someone = document.proposals.get(kind="person", values__name="이견본")
    correct(someone.pk, {**someone.values, "role": "국장"}, now=NOW, by=officer)
    call_command("corrections")
    case = json.loads(capsys.readouterr().out)
    assert (case["read"]["role"], case["kept"]["role"]) == ("물정책관", "국장")
    assert "이견본 환경부 물정책관은" in case["paragraph"]


def test_a_person_is_linked_to_the_body_of_the_directory(client, officer):
    document = arrived(by=officer)
    someone = document.proposals.filter(kind="person").exclude(values__org=None).first()
    (number,) = register_all([{"name_ko": someone.values["org"]}], by=officer.pk)
    page = collapse(client.get(reverse("desk", args=[document.pk])).text)
    assert f'<option value="{number}">' in page
    client.post(reverse("proposal", args=[someone.pk]), {"act": "link", "organisation": str(number)})
    mention = document.mentions.get(kind="person", name=someone.values["name"])
    assert mention.organisation_id == number
    assert f'<option value="{number}" selected>' in collapse(client.get(reverse("desk", args=[document.pk])).text)


def test_a_body_that_nobody_knows_can_be_registered_from_the_desk(client, officer):
    document = arrived(by=officer)
    page = client.get(reverse("desk", args=[document.pk])).content.decode()
    match = re.search(r'href="(/organisations/new/[?]name_ko=[^"]+)"', page)
    form = client.get(match[1].replace("&amp;", "&")).content.decode()
    assert re.search(r'name="name_ko"[^>]*value="[^"]{2,}"|value="[^"]{2,}"[^>]*name="name_ko"', form)


def test_the_desk_shows_one_blank_line_where_a_board_prints_five():
    text = "머리\n\n \n\n\n본문 하나\n \n\n본문 둘\n끝"
    html = render_pieces(pieces_of(text, [], [(text.index("본문 하나"), text.index("\n끝"))]))
    assert html == '<span class="boilerplate">머리\n\n</span>본문 하나\n\n본문 둘<span class="boilerplate">\n끝</span>'
