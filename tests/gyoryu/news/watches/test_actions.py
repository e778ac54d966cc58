"""Watches: told at once, once a day, or on the page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gyoryu.base.emails import Email
from gyoryu.base.refusals import Refused
from gyoryu.news.watches import actions
from gyoryu.news.watches.actions import add_watch, end_watch, send_digests
from gyoryu.news.watches.models import Watch, WatchHit
from gyoryu.organisations.actions.bulk import register_all
from tests.gyoryu.articles import CHINESE, NOW, RELEASE, arrived
from tests.gyoryu.consultations import consultation, person, programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(settings, tmp_path):
    settings.FILES = tmp_path
    return person("o@agency.example", programme(), "officer")


def test_a_region_is_found_in_another_script(officer):
    add_watch("산둥성 排放", "never", owner=officer, now=NOW)
    document = arrived(CHINESE, name="zh.txt")
    assert [hit.document for hit in WatchHit.objects.all()] == [document]


def test_all_words_must_stand_in_the_document(officer):
    add_watch("산둥성 반도체", "once", owner=officer, now=NOW)
    arrived()
    assert not WatchHit.objects.exists()
    assert not Email.objects.exists()


def test_at_once_writes_at_once_and_daily_once_a_day(officer):
    add_watch("산둥성", "once", owner=officer, now=NOW)
    add_watch("환경부", "daily", owner=officer, now=NOW)
    arrived()
    assert Email.objects.filter(code="watch_hits").count() == 1
    assert send_digests(NOW) == 1
    assert send_digests(NOW) == 0
    assert Email.objects.filter(code="watch_hits").count() == 2


def test_a_document_of_nobody_stays_open_to_all_when_a_watch_finds_it(officer):
    add_watch("산둥성", "never", owner=officer, now=NOW, programme=programme().pk)
    assert arrived().programme is None
    assert WatchHit.objects.exists()


def test_a_watch_finds_nothing_in_documents_of_other_programmes(officer):
    add_watch("산둥성", "once", owner=officer, now=NOW)
    arrived(programme=programme().pk)
    assert not WatchHit.objects.exists()
    assert not Email.objects.exists()


def test_what_another_programme_took_meanwhile_is_not_mailed(officer):
    add_watch("산둥성", "daily", owner=officer, now=NOW)
    document = arrived()
    document.programme = programme()
    document.save()
    assert send_digests(NOW) == 0
    assert not Email.objects.exists()


def test_words_without_letters_are_refused(officer):
    with pytest.raises(Refused) as error:
        add_watch(" !? ", "daily", owner=officer, now=NOW)
    assert error.value.code == "nothing_to_watch"


@pytest.mark.parametrize(
    ("kind", "words", "is_hit"),
    [
        ("code", "8421", True),
        ("code", "8421.39", True),
        ("code", "8421.40", False),
        ("region", "山东", True),
        ("region", "산동성", True),
        ("region", "광둥성", False),
        ("body", "Ministry of Environment", True),
        ("body", "견본물산", False),
    ],
)
def test_kinds_of_watches(officer, kind, words, is_hit):
    add_watch(words, "never", owner=officer, now=NOW, kind=kind)
    arrived(RELEASE + "\n여과기(HS 8421.39)의 관세를 다룬다. 산둥성과 환경부가 함께한다.")
    assert WatchHit.objects.exists() is is_hit


def test_a_body_is_found_under_the_names_that_the_directory_knows(officer):
    register_all([{"name_ko": "견본물산", "name_zh": "样本水务"}], by=officer.pk)
    add_watch("견본물산", "never", owner=officer, now=NOW, kind="body")
    arrived(RELEASE + "\n样本水务有限公司也参加。")
    assert WatchHit.objects.count() == 1


def test_what_is_no_code_is_refused(officer):
    for words in ("842", "84213", "여과기", "8421.3"):
        with pytest.raises(Refused, match="not_a_code"):
            add_watch(words, "never", owner=officer, now=NOW, kind="code")


def test_hits_stand_on_the_page_of_their_programme_until_they_are_seen(client, officer):
    programme = consultation(sellers=1, buyers=1).programme
    user = person("p@agency.example", programme, "officer")
    client.force_login(user)
    sent = {"kind": "region", "words": "산둥성", "often": "never", "programme": str(programme.pk)}
    client.post(reverse("watches"), sent)
    arrived(RELEASE + "\n산둥성과 만난다.")
    url = reverse("programme", args=[programme.pk])
    assert "정책 알림에 걸린 새 문서" in client.get(url).content.decode()
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    for number in range(2):
        arrived(RELEASE + f"\n산둥성과 만난다. {number}", name=f"{number}.txt")
    with CaptureQueriesContext(connection) as three:
        client.get(url)
    assert len(queries) == len(three)
    client.post(reverse("programme-hits-seen", args=[programme.pk]))
    assert not WatchHit.objects.filter(seen_at=None).exists()


def test_a_person_has_a_bounded_number_of_watches_and_an_ended_one_does_not_count(monkeypatch):
    monkeypatch.setattr(actions, "MAX_WATCHES", 2)
    owner, other = person("a@agency.example"), person("b@agency.example")
    first = add_watch("산둥성", "daily", owner=owner, now=NOW)
    add_watch("허베이성", "daily", owner=owner, now=NOW)
    with pytest.raises(Refused, match="too_many_watches"):
        add_watch("톈진", "daily", owner=owner, now=NOW)
    add_watch("톈진", "daily", owner=other, now=NOW)
    end_watch(first.pk, owner=owner)
    add_watch("톈진", "daily", owner=owner, now=NOW)
    assert Watch.objects.filter(owner=owner, is_on=True).count() == 2
