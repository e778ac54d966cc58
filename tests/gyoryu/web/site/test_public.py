"""General pages, in three languages."""

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from gyoryu.base.models import AuditLine, record
from gyoryu.base.names import DJANGO_CODES
from gyoryu.people import rules
from gyoryu.web.http import address_of
from gyoryu.web.middleware.headers import POLICY
from gyoryu.web.site import errors
from gyoryu.web.texts import languages

PASSWORD = "a long sample password"
pytestmark = pytest.mark.django_db


def sign_in(client, email="officer@agency.example", password=PASSWORD, **more):
    return client.post("/sign-in/", {"login": email, "password": password, **more})


@pytest.mark.parametrize(
    ("accept_language", "lang", "words"),
    [
        ("ko-KR", "ko", "첫 상담에서 계약 체결까지"),
        ("zh-CN", "zh-Hans", "从初次洽谈到签约落地"),
        ("en-GB", "en", "From the first meeting to the signed contract"),
        ("fr", "ko", "첫 상담에서 계약 체결까지"),
    ],
)
def test_the_front_page_speaks_the_readers_language(client, accept_language, lang, words):
    answer = client.get("/", headers={"accept-language": accept_language})
    assert f'<html lang="{lang}">' in answer.text
    assert words in answer.text


def test_every_answer_carries_the_policy_and_names_no_other_host(client):
    for address in ("/", "/sign-in/", "/board/", "/nowhere"):
        answer = client.get(address)
        assert answer["Content-Security-Policy"] == POLICY
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "http://" not in answer.text
        assert "https://" not in answer.text
    assert "unsafe" not in POLICY


def test_signing_in_leads_to_an_honest_start_page_in_ones_own_language(client, officer):
    answer = sign_in(client)
    assert answer["Location"] == "/start/"
    start = client.get("/start/", headers={"accept-language": "en"})
    assert "김견본 님" in start.text
    assert "오늘 처리할 일이 없습니다" in start.text
    assert "/audit/" not in start.text
    assert AuditLine.objects.get().verb == "sign_in"


def test_signing_in_leads_where_one_was_going_but_not_to_another_site(client, operator):
    assert sign_in(client, operator.email, next="/audit/")["Location"] == "/audit/"
    client.post("/sign-out/")
    assert sign_in(client, operator.email, next="https://evil.example/")["Location"] == "/start/"


def test_signing_out_needs_a_form(client, officer):
    client.force_login(officer)
    assert client.get("/sign-out/")["Location"] == "/"
    assert client.get("/start/").status_code == 200
    assert client.post("/sign-out/")["Location"] == "/"
    assert client.get("/start/").status_code == 302


def test_after_too_many_attempts_even_the_right_password_waits(client, officer):
    for _ in range(rules.MAX_ATTEMPTS_OF_SOURCE):
        assert "비밀번호가 맞지 않습니다" in sign_in(client, password="wrong").text
    answer = sign_in(client)
    assert answer.status_code == 200
    assert "15분 뒤에 다시" in answer.text
    assert client.get("/start/").status_code == 302


def test_nobody_learns_which_accounts_exist_or_are_closed(client, officer):
    unknown = sign_in(client, "nobody@agency.example").context["form"].non_field_errors()
    officer.is_active = False
    officer.save()
    assert sign_in(client).context["form"].non_field_errors() == unknown


def test_the_language_is_kept_for_strangers_and_users(client, officer):
    answer = client.post("/language/", {"language": "zh", "next": "/sign-in/"})
    assert answer["Location"] == "/sign-in/"
    assert "电子邮箱" in client.get("/sign-in/").text
    client.force_login(officer)
    client.post("/language/", {"language": "en", "next": "/start/"})
    officer.refresh_from_db()
    assert officer.language == "en"
    assert "Nothing needs you here today" in client.get("/start/").text


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", ""])
def test_choosing_a_language_never_leads_to_another_site(client, back):
    assert client.post("/language/", {"language": "ko", "next": back})["Location"] == "/"


def test_an_unknown_language_is_a_bad_request(client):
    assert client.post("/language/", {"language": "xx"}).status_code == 400


def test_the_audit_log_shows_codes_and_is_empty_in_words(client, operator, django_assert_max_num_queries):
    client.force_login(operator)
    assert "Nothing has been recorded yet." in client.get("/audit/", headers={"accept-language": "en"}).text
    for rows in (1, 3):
        for n in range(rows):
            record("change_language", "user", n, by=n or None, new="zh", former="ko")
        with django_assert_max_num_queries(3):
            text = client.get("/audit/").text
        assert "former: ko, new: zh" in text


def test_the_forbidden_page_is_told_to_users(client, officer):
    client.force_login(officer)
    answer = client.get("/audit/", headers={"accept-language": "zh"})
    assert answer.status_code == 403
    assert "您无权访问此页面" in answer.text


def test_a_missing_page_is_told_in_words(client):
    answer = client.get("/nowhere", headers={"accept-language": "zh"})
    assert answer.status_code == 404
    assert "页面不存在" in answer.text


def test_a_stale_form_is_told_in_words():
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/language/", {"language": "en"}, headers={"accept-language": "ko"})
    assert answer.status_code == 403
    assert "입력 화면을 연 지 오래되었습니다" in answer.text


def test_a_broken_page_speaks_three_languages_and_asks_nothing_of_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = errors.broken(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert all(words in answer.text for words in ("열 수 없습니다", "系统发生故障", "Something went wrong"))


def test_a_failing_page_becomes_the_broken_one(monkeypatch):
    client = Client(raise_request_exception=False)

    def fail(*_):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", fail)
    answer = client.get("/board/")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text


def test_where_a_request_comes_from(settings):
    factory = RequestFactory()
    spoofed = {"x-forwarded-for": "10.9.9.9, 192.0.2.7"}
    assert address_of(factory.get("/", REMOTE_ADDR="192.0.2.1", headers=spoofed)) == "192.0.2.1"
    assert address_of(factory.get("/", REMOTE_ADDR="127.0.0.1")) == ""
    settings.BEHIND_PROXY = True
    assert address_of(factory.get("/", REMOTE_ADDR="127.0.0.1", headers=spoofed)) == "192.0.2.7"
    assert address_of(factory.get("/", REMOTE_ADDR="127.0.0.1")) == ""


def test_languages_and_their_codes_are_two_ways_of_one():
    assert set(DJANGO_CODES.values()) == {code for code, _ in settings.LANGUAGES}
    assert all(languages.language_of(code) == language for language, code in DJANGO_CODES.items())
