"""Search: what is found, in which order, and where the words stand."""

from datetime import date

import pytest
from django.urls import reverse

from gyoryu.news.desk.queries import DocumentFilters, names_like, search_documents
from gyoryu.news.documents.models import Document
from gyoryu.news.documents.queries import ministries
from gyoryu.news.search.highlighting import extracts, marked
from tests.gyoryu.articles import EDITOR, RELEASE, arrived
from tests.gyoryu.consultations import consultation, person


def marked_text(parts):
    return "".join(f"[{part.text}]" if part.hit else part.text for part in parts)


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("산둥성과 협력 실무위원회", "협력", "산둥성과 [협력] 실무위원회"),
        ("산둥성과 협력 실무위원회", "협력실무", "산둥성과 [협력 실무]위원회"),
        ("산둥성과 협력 실무위원회", "실무 협력", "산둥성과 [협력] [실무]위원회"),
        ("与山东省签署", "山东", "与[山东]省签署"),
        ("A MoU was signed", "mou", "A [MoU] was signed"),
        ("（주）견본 ＭＯＵ", "MOU", "（주）견본 [ＭＯＵ]"),
        ("값이 없다", "***", "값이 없다"),
        ("a.b", "a.b", "[a.b]"),
        ("<b>굵게</b>", "b", "<[b]>굵게</[b]>"),
    ],
)
def test_hits_are_marked_in_every_script(text, query, expected):
    parts = marked(text, query)
    assert marked_text(parts) == expected
    assert "".join(part.text for part in parts) == text


def test_extracts_stand_apart_and_are_two_at_most():
    text = "협력 " + "가" * 300 + " 협력 " + "나" * 300 + " 협력"
    extracts_ = extracts(text, "협력")
    assert len(extracts_) == 2
    assert all("[협력]" in marked_text(extract) for extract in extracts_)
    assert all(len("".join(part.text for part in extract)) <= 130 for extract in extracts_)
    assert extracts("없다", "협력") == []


@pytest.fixture
def officer(client, settings, tmp_path):
    settings.FILES = tmp_path
    user = person("o@agency.example", consultation(sellers=1, buyers=1).programme, "officer")
    client.force_login(user)
    return user


@pytest.mark.django_db
def test_titles_that_hold_more_of_the_words_come_first(officer):
    for title, day in [("소식", 9), ("포럼 소식", 8), ("강물 포럼 개최", 7), ("포럼과 강물", 6)]:
        document = arrived(RELEASE + f"\n강물 포럼 {title}", by=officer, name=f"{title}.txt")
        Document.objects.filter(pk=document.pk).update(title=title, published_on=date(2026, 11, day))
    titles = [document.title for document in search_documents(DocumentFilters(words="강물 포럼"), EDITOR)]
    assert titles == ["강물 포럼 개최", "포럼과 강물", "포럼 소식", "소식"]


@pytest.mark.django_db
def test_filters_by_ministry_and_place(officer):
    document = arrived(by=officer)
    Document.objects.filter(pk=document.pk).update(ministry="견본환경부")
    document.mentions.create(kind="place", name="견본시 회의장", key="견본시회의장")
    assert search_documents(DocumentFilters(ministry="환경부"), EDITOR).count() == 1
    assert search_documents(DocumentFilters(ministry="외교부"), EDITOR).count() == 0
    assert search_documents(DocumentFilters(place="회의장"), EDITOR).count() == 1
    assert search_documents(DocumentFilters(topic="물"), EDITOR).count() == 0
    assert ministries(EDITOR) == ["견본환경부"]


@pytest.mark.django_db
def test_names_are_suggested_the_most_frequent_first(client, officer):
    first_document = arrived(by=officer)
    other_document = arrived(RELEASE + " 덧붙임", by=officer, name="b.txt")
    for document, name in [
        (first_document, "견본강물협회"),
        (other_document, "견본강물협회"),
        (first_document, "견본강물학회"),
    ]:
        document.mentions.get_or_create(kind="organisation", key=name, defaults={"name": name})
    assert [name for name, _ in names_like("강물협", EDITOR)] == ["견본강물협회"]
    assert [name for name, _ in names_like("견본강물", EDITOR)][:2] == ["견본강물협회", "견본강물학회"]
    response = client.get(reverse("documents-suggest"), {"q": "강물협"})
    assert response.json() == {"names": ["견본강물협회"]}
    assert client.get(reverse("documents-suggest"), {"q": " "}).json() == {"names": []}


@pytest.mark.django_db
def test_the_page_shows_the_words_in_their_place(client, officer):
    arrived(RELEASE.replace("강물산업", "<i>강물"), by=officer)
    page = client.get(reverse("documents"), {"q": "강물"}).content.decode()
    assert "<mark>강물</mark>" in page
    assert "<i>" not in page


@pytest.mark.django_db
def test_the_public_is_shown_posts_only(client, settings, tmp_path):
    settings.FILES = tmp_path
    arrived(by=person("o@agency.example", consultation(sellers=1, buyers=1).programme, "officer"))
    page = client.get(reverse("board"), {"q": "강물"}).content.decode()
    assert "강물산업" not in page
    assert client.get(reverse("documents-suggest"), {"q": "강"}).status_code == 302
