"""Pages of organisations, persons, places and agreements: all spellings in one, year by year."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gyoryu.base.names import Names
from gyoryu.news.desk.actions import correct, decide, key_of, link_organisation
from gyoryu.news.desk.models import Mention
from gyoryu.news.desk.statements import name_page, sentence_at
from gyoryu.news.documents.models import Document
from gyoryu.news.reading.actions import read_document
from gyoryu.organisations.actions import OrganisationInput, register_organisation
from tests.gyoryu.articles import CHINESE, EDITOR, RELEASE, arrived
from tests.gyoryu.consultations import consultation, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client, settings, tmp_path):
    settings.FILES = tmp_path
    user = person("o@agency.example", consultation(sellers=1, buyers=1).programme, "officer")
    client.force_login(user)
    return user


def page_of(client, kind, name, **query):
    return client.get(reverse("news-name", args=[kind, name]), query).content.decode()


def create_mention(kind, name, day, n=0):
    document = Document.objects.create(
        name="a", ingest_method="upload", received_at="2026-01-01T00:00Z", state="read", title=f"문서 {n}",
        text=f"{name}이다.", published_on=day,
    )  # fmt: skip
    return Mention.objects.create(document=document, kind=kind, name=name, key=key_of(name))


def test_a_ministry_is_one_page_in_two_scripts(client, officer):
    arrived(RELEASE, by=officer)
    create_mention("organisation", "생태환경부", "2020-01-01")
    create_mention("organisation", "生态环境部", "2024-01-01")
    page = page_of(client, "organisation", "生态环境部")
    assert "생태환경부" in page
    assert "2024年1月1日" in page or "2024. 1. 1." in page
    assert page.count("<blockquote") == 2


def test_the_directory_binds_what_the_gazetteer_does_not_know(client, officer):
    arrived(RELEASE, by=officer)
    arrived(CHINESE, by=officer, name="c.txt")
    name = "산둥성 생태환경청"
    assert "环境厅" not in page_of(client, "organisation", name)
    register_organisation(OrganisationInput(names=Names(ko=name, zh="山东省生态环境厅")), by=officer.pk)
    page = page_of(client, "organisation", name)
    assert "山东省生态环境厅" in page
    assert "发布工业废水排放标准" in page


def test_a_link_of_an_officer_binds_spellings_that_nothing_knows(officer):
    korean_mention = create_mention("organisation", "견본갑단", "2020-01-01")
    english_mention = create_mention("organisation", "Sample Group A", "2021-01-01", 1)
    organisation = register_organisation(
        OrganisationInput(names=Names(ko="견본갑단 주식", en="Sample Group A")), by=officer.pk
    )
    Mention.objects.filter(pk=korean_mention.pk).update(organisation=organisation)
    assert set(name_page("organisation", korean_mention.name, EDITOR).names) == {
        korean_mention.name,
        english_mention.name,
    }


def test_a_place_with_and_without_its_suffix(officer):
    for name in ("산둥성", "山东", "산동"):
        create_mention("place", name, "2020-01-01")
    assert len(name_page("place", "山东省", EDITOR).names) == 3


def test_years_have_no_gaps_and_narrow_the_page(client, officer):
    for n, day in enumerate(("2019-02-01", "2022-01-01", "2022-05-01", None)):
        create_mention("person", "김견본", day, n)
    profile = name_page("person", "김견본", EDITOR)
    assert profile.years == ((2019, 1), (2020, 0), (2021, 0), (2022, 2))
    assert profile.undated == 1
    page = page_of(client, "person", "김견본", year="2022")
    assert re.findall(">문서 ([0-9])<", page) == ["2", "1"]
    assert page_of(client, "person", "김견본", year="x").count('class="entry-date"') == 4


def test_a_person_has_a_role_an_agreement_its_state(client, officer):
    document = arrived(RELEASE, by=officer)
    assert "환경부 · 물정책관" in page_of(client, "person", "이견본")
    agreement = document.mentions.get(kind="agreement")
    page = page_of(client, "agreement", agreement.name)
    assert f'#p{document.proposals.get(kind="agreement").pk}"' in page
    assert "서울 가온호텔" in page_of(client, "place", "서울 가온호텔")


def test_what_was_rejected_is_not_spoken_of_and_what_was_corrected_is_under_its_right_name(client, officer):
    document = arrived(RELEASE, by=officer)
    rejected = document.proposals.get(kind="person", values__name="이견본")
    corrected = document.proposals.get(kind="person", values__name="김견본")
    now = document.received_at
    decide(rejected.pk, "rejected", now=now, by=officer)
    correct(corrected.pk, {**corrected.values, "name": "김견복"}, now=now, by=officer)
    read_document(document.pk, now)
    names = set(document.mentions.filter(kind="person").values_list("name", flat=True))
    assert names == {"김견복"}
    assert f"#p{corrected.pk}" in page_of(client, "person", "김견복")
    assert client.get(reverse("news-name", args=["person", "이견본"])).status_code == 404
    for proposal in (rejected, corrected):
        decide(proposal.pk, "open", now=now, by=officer)
    assert set(document.mentions.filter(kind="person").values_list("name", flat=True)) == {"이견본", "김견본"}


def test_a_link_stays_when_the_name_is_corrected_or_read_again(officer):
    document = arrived(RELEASE, by=officer)
    body = document.proposals.get(kind="organisation", values__name="산둥성 생태환경청")
    organisation = register_organisation(OrganisationInput(names=Names(ko="견본청")), by=officer.pk)
    link_organisation(body.pk, organisation.pk, by=officer)
    correct(body.pk, {**body.values, "name": "산둥성 생태환경국"}, now=document.received_at, by=officer)
    read_document(document.pk, document.received_at)
    assert document.mentions.get(name="산둥성 생태환경국").organisation == organisation


@pytest.mark.parametrize(("kind", "key"), [("nonsense", "환경부"), ("organisation", "없는 기관"), ("person", "···")])
def test_what_nobody_names(client, officer, kind, key):
    assert client.get(reverse("news-name", args=[kind, key])).status_code == 404


def test_the_list_of_names(client, officer):
    arrived(RELEASE, by=officer)
    url = reverse("news-names")
    page = client.get(url).content.decode()
    assert "환경부 · 산둥성 생태환경청" in page
    assert "서울 가온호텔" in page
    filtered = client.get(url, {"kind": "person", "q": "이견"}).content.decode()
    assert "이견본" in filtered
    assert "김견본" not in filtered
    assert client.get(url, {"kind": "x", "q": "없는 것"}).status_code == 200


def test_agreements_are_suggested_too(client, officer):
    arrived(RELEASE, by=officer)
    url = reverse("documents-suggest")
    assert "환경부 · 산둥성 생태환경청" in client.get(url, {"q": "산둥"}).json()["names"]
    assert client.get(url, {"q": "가온", "kind": "place"}).json()["names"] == ["서울 가온호텔"]


@pytest.mark.parametrize("kind", ["organisation", "person", "place", "agreement", ""])
def test_as_many_queries_for_three_as_for_one(client, officer, kind):
    def queries():
        url = reverse("news-name", args=[kind, "견본 이름"]) if kind else reverse("news-names")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    create_mention(kind or "person", "견본 이름", "2020-01-01")
    queries()
    count = queries()
    create_mention(kind or "place", "견본 이름", "2021-01-01", 1)
    create_mention(kind or "agreement", "견본 이름", "2022-01-01", 2)
    assert queries() == count


def test_the_sentence_at_a_place():
    text = "첫 문장이다. 둘째 문장이다.\n셋째 줄"
    assert sentence_at(text, text.index("둘째")) == "둘째 문장이다."
    assert sentence_at(text, text.index("셋째")) == "셋째 줄"


def test_the_page_of_a_name_is_found_by_the_name_as_it_is_written(client, officer):
    arrived(RELEASE.replace("산둥성 생태환경청", "㈜ 견본 A/B Water"), by=officer)
    document = Document.objects.get()
    assert client.get(reverse("desk", args=[document.pk])).status_code == 200
    for mention in document.mentions.filter(kind="organisation"):
        assert client.get(reverse("news-name", args=["organisation", mention.name])).status_code == 200
