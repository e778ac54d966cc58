"""Feeds, the press-release service, and documents by their address. Answers are of our own making."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gyoryu.base.models import AuditLine
from gyoryu.base.queue import Job
from gyoryu.base.refusals import Refused
from gyoryu.jobs import handlers
from gyoryu.news.documents.models import Document
from gyoryu.news.reading.actions import read_document
from gyoryu.news.sources import actions
from gyoryu.news.sources.feeds import releases_of
from gyoryu.news.sources.fetching import Fetched
from gyoryu.news.sources.models import Source
from tests.gyoryu.articles import NOW, RELEASE
from tests.gyoryu.consultations import consultation, person
from tests.gyoryu.news.sources.answers import ANSWER, REFUSAL, RSS

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client, settings, tmp_path):
    settings.FILES = tmp_path
    settings.NEWS_HOSTS = ["news.example"]
    settings.PRESS_RELEASE_KEY = "secret+key=="
    event = consultation(sellers=1, buyers=1)
    user = person("o@agency.example", event.programme, "officer")
    client.force_login(user)
    return user


class Web:
    """What hosts answer; and what was asked of them."""

    def __init__(self, **responses: bytes | str):
        self.responses, self.asked = responses, []

    def __call__(self, url, allowed, **_):
        self.asked.append(url)
        response = next((body for part, body in self.responses.items() if part in url), "host_does_not_answer")
        if isinstance(response, str):
            raise Refused(response)
        return Fetched(response, url, "text/html")


def feed(officer, **fields):
    return actions.add_source("feed", "견본부", "https://news.example/rss", 6, now=NOW, by=officer, **fields)


def visit(source, web, now=NOW, progress=lambda share: False):
    count = actions.poll_source(source.pk, now, progress, fetch=web)
    source.refresh_from_db()
    return count


def test_a_feed_is_taken_once_and_what_is_new_later(officer):
    source = feed(officer)
    web = Web(**{"/rss": RSS, "example/1": RELEASE.encode()})
    assert visit(source, web) == 2
    fetched, from_the_list = Document.objects.order_by("pk")
    assert (fetched.ingest_method, fetched.url) == ("feed", "https://news.example/1")
    # A host that is not allowed is never asked: what the feed itself says is kept.
    assert web.asked == ["https://news.example/rss", "https://news.example/1"]
    read_document(from_the_list.pk, NOW)
    from_the_list.refresh_from_db()
    assert (from_the_list.title, from_the_list.url) == ("다른 곳의 글", "https://elsewhere.example/2")
    assert visit(source, web) == 0
    assert (source.last_error, source.next_poll_at) == ("", NOW + timedelta(hours=6))


def test_a_source_in_trouble_rests_longer_and_stops_no_other(officer):
    source = feed(officer)
    assert visit(source, Web()) == 0
    assert (source.last_error, source.next_poll_at) == ("host_does_not_answer", NOW + timedelta(hours=12))
    visit(source, Web(**{"/rss": b"<html>"}))
    assert (source.last_error, source.next_poll_at) == ("not_a_feed", NOW + timedelta(hours=24))
    visit(source, Web(**{"/rss": RSS, "example/1": RELEASE.encode()}))
    assert (source.last_error, source.failures) == ("", 0)


def test_an_entry_that_fails_is_tried_at_the_next_visit(officer):
    source = feed(officer)
    assert visit(source, Web(**{"/rss": RSS})) == 1
    assert visit(source, Web(**{"/rss": RSS, "example/1": RELEASE.encode()})) == 1


def test_a_visit_can_be_cancelled_and_goes_on_later(officer):
    source = feed(officer)
    web = Web(**{"/rss": RSS, "example/1": RELEASE.encode()})
    assert visit(source, web, progress=lambda share: share > 0) == 1
    assert visit(source, web) == 1


def test_releases_of_the_service(officer):
    source = actions.add_source("releases", "정책브리핑", "", 6, now=NOW, by=officer)
    web = Web(**{"pressRelease": ANSWER})
    assert visit(source, web) == 1
    assert "serviceKey=secret%2Bkey%3D%3D&startDate=" in web.asked[0]
    document = Document.objects.get()
    read_document(document.pk, NOW)
    document.refresh_from_db()
    assert (document.title, document.published_on) == ("견본시 '강물' 포럼 개최", date(2026, 11, 5))
    assert document.reading["source"]["name"] == "환경부"
    assert document.url == "https://www.korea.kr/sample?newsId=900001"


def test_answers_of_the_service_that_are_errors(officer):
    for response, code in [(REFUSAL, "press_key_refused"), (REFUSAL.replace(b">30<", b">22<"), "press_limit_reached")]:
        with pytest.raises(Refused, match=code):
            releases_of(response)
    source = actions.add_source("releases", "정책브리핑", "", 6, now=NOW, by=officer)
    visit(source, Web(**{"pressRelease": REFUSAL}))
    assert source.last_error == "press_key_refused"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("feed", "", "https://news.example/rss", 6), "needs_a_name"),
        (("feed", "x", "https://evil.example/rss", 6), "host_not_allowed"),
        (("feed", "x", "http://news.example/rss", 6), "address_not_https"),
        (("feed", "x", "https://news.example/rss", 0), "hours_out_of_range"),
    ],
)
def test_sources_that_are_refused(officer, given, code):
    with pytest.raises(Refused, match=code):
        actions.add_source(*given, now=NOW, by=officer)


def test_a_source_once_and_no_service_without_a_key(officer, settings):
    feed(officer)
    with pytest.raises(Refused, match="source_is_known"):
        feed(officer)
    settings.PRESS_RELEASE_KEY = ""
    with pytest.raises(Refused, match="press_key_is_missing"):
        actions.add_source("releases", "정책브리핑", "", 6, now=NOW, by=officer)


def test_only_those_that_are_due_are_visited(officer):
    source = feed(officer)
    Job.objects.all().delete()
    assert actions.schedule_due_sources(NOW) == 1
    assert Job.objects.get(kind="visit_source").args == {"source": source.pk}
    actions.set_source_on(source.pk, False, now=NOW, by=officer)
    assert actions.schedule_due_sources(NOW) == 0
    assert {"visit_source", "fetch_arrival", "look_around"} <= set(handlers.KINDS)


def test_one_document_by_its_address(client, officer):
    client.post(reverse("documents-fetch"), {"address": " https://news.example/1 "})
    document = Document.objects.get()
    assert (document.state, document.ingest_method) == ("waiting", "address")
    actions.fetch_document(document.pk, NOW, fetch=Web())
    document.refresh_from_db()
    assert (document.state, document.refusal) == ("refused", "host_does_not_answer")
    assert client.get(reverse("desk", args=[document.pk])).status_code == 200
    actions.fetch_document(document.pk, NOW, fetch=Web(**{"/1": RELEASE.encode()}))
    document.refresh_from_db()
    assert (document.state, document.name) == ("waiting", "1")
    read_document(document.pk, NOW)
    assert Document.objects.get().state == "read"


def test_the_same_bytes_by_an_address_are_kept_once(client, officer):
    for place in "12":
        actions.request_fetch(f"https://news.example/{place}", now=NOW, by=officer)
    for document in Document.objects.all():
        actions.fetch_document(document.pk, NOW, fetch=Web(**{"example": RELEASE.encode()}))
    assert Document.objects.count() == 1


def test_an_address_that_is_refused_is_told_at_once(client, officer):
    page = client.post(reverse("documents-fetch"), {"address": "https://evil.example/"}, follow=True).content.decode()
    assert "운영자가 허용한 호스트가 아닙니다" in page
    assert not Document.objects.exists()


def test_the_page_of_sources(client, officer):
    form = {"kind": "feed", "name": "견본", "hours": "6", "programme": officer.roles.get().programme_id}
    response = client.post(reverse("sources"), {**form, "address": "https://evil.example/"})
    assert response.status_code == 422
    assert 'value="https://evil.example/"' in response.content.decode()
    form["address"] = "https://news.example/a"
    assert (
        client.post(reverse("sources"), {**form, "programme": ""}).status_code == 422
    )  # of the whole site: an editor's
    client.post(reverse("sources"), form)
    source = Source.objects.get()
    client.post(reverse("source", args=[source.pk]), {"act": "pause"})
    source.refresh_from_db()
    assert not source.is_on
    page = client.get(reverse("sources")).content.decode()
    assert "news.example/a" in page
    assert "secret" not in page


def test_the_page_asks_as_much_for_three_as_for_one(client, officer):
    counts = []
    for number in range(3):
        actions.add_source("feed", f"{number}", f"https://news.example/{number}", 6, now=NOW, by=officer)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("sources"))
        counts.append(len(queries))
    assert counts[0] == counts[2]


@pytest.mark.parametrize(
    "data",
    [b"\xff\xfe\xfd", b"<rss><item>", b"\0" * 50, b"<rss>" + b"<a>" * 5000, b"<rss>&#xD800;", b"%PDF-1.4"],
)
def test_whatever_a_host_answers_the_row_tells_and_the_next_visit_moves(officer, data):
    source = feed(officer)
    assert visit(source, Web(**{"/rss": data})) == 0
    assert (source.last_error, source.next_poll_at) == ("not_a_feed", NOW + timedelta(hours=12))


def test_a_fault_of_the_program_moves_the_next_visit_as_well(officer, monkeypatch):
    source = feed(officer)
    monkeypatch.setattr(actions, "entries_of", lambda data, base: 1 / 0)
    visit(source, Web(**{"/rss": RSS}))
    assert (source.last_error, source.next_poll_at) == ("not_a_feed", NOW + timedelta(hours=12))


def test_an_entry_that_nothing_expected_costs_itself(officer, monkeypatch):
    source = feed(officer)
    receive = actions.ingest

    def fragile(data, name, *args, **options):
        if "강물" in name or name == "1":
            raise RuntimeError
        return receive(data, name, *args, **options)

    monkeypatch.setattr(actions, "ingest", fragile)
    assert visit(source, Web(**{"/rss": RSS, "example/1": RELEASE.encode()})) == 1
    assert (source.last_error, source.next_poll_at) == ("", NOW + timedelta(hours=6))


def test_a_source_is_polled_at_once_unless_it_is_paused(officer):
    source = feed(officer)
    actions.record_poll(source, NOW, "")
    Job.objects.all().delete()
    actions.request_poll(source.pk, now=NOW, by=officer)
    source.refresh_from_db()
    assert source.next_poll_at == NOW
    job = Job.objects.get(kind="visit_source")
    assert (job.args, job.by) == ({"source": source.pk}, officer.pk)
    assert AuditLine.objects.get(verb="ask_for_visit").by == officer.pk
    actions.set_source_on(source.pk, False, now=NOW, by=officer)
    Job.objects.all().delete()
    actions.request_poll(source.pk, now=NOW, by=officer)
    assert not Job.objects.exists()
