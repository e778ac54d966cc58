"""General pages, in three languages."""

import pytest

from gyoryu.base.models import AuditLine
from gyoryu.people import rules
from gyoryu.web.middleware.headers import POLICY

pytestmark = pytest.mark.django_db
PASSWORD = "a long sample password"


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
