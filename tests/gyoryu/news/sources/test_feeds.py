"""Lists of news: entries of feeds, answers of the press-release service. Answers are of our own making."""

from datetime import date

import pytest

from gyoryu.base.refusals import Refused
from gyoryu.news.sources.feeds import Entry, entries_of, press_address, releases_of, windows
from tests.gyoryu.news.sources.answers import ANSWER, ATOM, REFUSAL, RSS


def test_entries_of_feeds():
    first, second = entries_of(RSS, "https://news.example/rss")
    assert (first.key, first.link, first.facts["날짜"]) == ("n1", "https://news.example/1", "2026-11-05")
    assert second.content == "<p>견본부는 협약을 맺었다.</p>"
    (entry,) = entries_of(ATOM, "https://news.example/atom")
    assert (entry.key, entry.link, entry.facts["날짜"]) == ("tag:1", "https://news.example/zh/1", "2026-11-05")


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body>no<br>feed",
        b"",
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><rss><item><title>&a;</title></item></rss>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><rss/>',
        b"<a>" * 100 + b"</a>" * 100,
        b"<rss>" + b"<item><title>x</title></item>" * 2100 + b"</rss>",
    ],
)
def test_what_is_no_feed_is_refused(data):
    with pytest.raises(Refused, match="not_a_feed"):
        entries_of(data, "https://news.example/")


def test_three_days_a_call():
    assert list(windows(date(2026, 11, 1), date(2026, 11, 7))) == [
        (date(2026, 11, 1), date(2026, 11, 3)),
        (date(2026, 11, 4), date(2026, 11, 6)),
        (date(2026, 11, 7), date(2026, 11, 7)),
    ]


@pytest.mark.parametrize(("code", "refusal"), [("30", "press_key_refused"), ("22", "press_limit_reached")])
def test_errors_of_the_service_have_codes(code, refusal):
    with pytest.raises(Refused, match=refusal):
        releases_of(REFUSAL.replace(b">30<", f">{code}<".encode()))


def test_releases_that_were_withdrawn_are_left_out():
    (entry,) = releases_of(ANSWER)
    assert (entry.key, entry.title) == ("900001", "견본시 '강물' 포럼 개최")
    assert entry.facts == {"부처": "환경부", "배포일": "11/05/2026 09:00:00"}


def test_the_address_of_the_service_names_the_days_and_quotes_the_key():
    address = press_address("a+b==", date(2026, 11, 1), date(2026, 11, 3))
    assert address.startswith("https://apis.data.go.kr/1371000/pressReleaseService/pressReleaseList?")
    assert address.endswith("serviceKey=a%2Bb%3D%3D&startDate=20261101&endDate=20261103")


def test_an_entry_as_a_page_quotes_what_is_text_and_keeps_what_is_markup():
    page = Entry("k", "<강물>", "", "<p>글</p>", {"부처": "환경부", "배포일": ""}).as_page().decode()
    assert "<h1>&lt;강물&gt;</h1>" in page
    assert "<p>부처: 환경부</p>" in page
    assert "<p>글</p>" in page
    assert "배포일" not in page
