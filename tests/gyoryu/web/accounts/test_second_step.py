"""An authenticator app and recovery codes, besides a password or a link."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from gyoryu.base.emails import Email
from gyoryu.people import rules
from gyoryu.people.models import SignInAttempt
from gyoryu.web.accounts.sign_in_links import link_for

PASSWORD = "a long sample password"
SECRET = "JBSWY3DPEHPK3PXP"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in(client, password=PASSWORD):
    return client.post("/sign-in/", {"login": "officer@agency.example", "password": password})


def step(client, code):
    return client.post("/account/second-step/", {"code": code})


@pytest.fixture
def with_app(officer):
    TOTP.activate(officer, SECRET)
    return officer


def test_an_app_is_set_up_and_asked_for_from_then_on(client, officer, django_capture_on_commit_callbacks):
    sign_in(client)
    client.post("/account/again/", {"password": PASSWORD})
    page = client.get("/account/second-factor/app/")
    assert "data:image/svg+xml" in page.text
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page.text)[1]
    assert "코드가 맞지 않습니다" in client.post("/account/second-factor/app/", {"code": "000000"}).text
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/account/second-factor/app/", {"code": code_of(secret)})
    assert answer["Location"] == "/account/second-factor/codes/"
    assert re.search(r"\d{8}", client.get(answer["Location"]).text)
    assert Email.objects.filter(code="account_changed", params={"what": "totp_on"}).exists()
    client.post("/sign-out/")
    cache.clear()
    assert sign_in(client)["Location"] == "/account/second-step/"
    assert client.get("/start/").status_code == 302
    assert step(client, code_of(secret))["Location"] == "/start/"
    assert client.get("/start/").status_code == 200


def test_wrong_codes_count_as_attempts_and_a_right_password_does_not_forget_them(client, with_app):
    sign_in(client)
    answers = [step(client, "000000") for _ in range(rules.MAX_ATTEMPTS_OF_SOURCE)]
    assert "코드가 맞지 않습니다" in answers[-1].text
    assert "15분 뒤에 다시" in step(client, code_of(SECRET)).text
    assert client.get("/start/").status_code == 302
    again = Client()
    sign_in(again)
    assert "15분 뒤에 다시" in step(again, code_of(SECRET)).text


def test_success_forgets_the_attempts(client, with_app):
    sign_in(client)
    step(client, "000000")
    assert SignInAttempt.objects.count() == 2
    step(client, code_of(SECRET))
    assert not SignInAttempt.objects.exists()


def test_a_code_works_once(client, with_app):
    sign_in(client)
    code = code_of(SECRET)
    step(client, code)
    client.post("/sign-out/")
    sign_in(client)
    assert "코드가 맞지 않습니다" in step(client, code).text
    cache.clear()  # that of another process is empty
    assert "이미 사용한 코드입니다" in step(client, code).text


def test_a_recovery_code_works_once(client, with_app):
    code = RecoveryCodes.activate(with_app).get_unused_codes()[0]
    sign_in(client)
    assert step(client, code)["Location"] == "/start/"
    client.post("/sign-out/")
    sign_in(client)
    assert "코드가 맞지 않습니다" in step(client, code).text


def test_a_link_does_not_replace_the_second_step(client, with_app):
    assert client.post(link_for(with_app))["Location"] == "/account/second-step/"
    assert client.get("/start/").status_code == 302


def test_whoever_finds_an_open_session_has_to_show_more(client, with_app):
    client.force_login(with_app)
    answer = client.get("/account/second-factor/app/remove/")
    assert answer["Location"].startswith("/account/again/")
    assert "비밀번호가 맞지 않습니다" in client.post("/account/again/", {"password": "wrong"}).text
    onward = "/account/second-factor/app/remove/"
    assert client.post("/account/again/", {"password": PASSWORD, "next": onward})["Location"] == onward
    client.post(onward)
    assert not Authenticator.objects.exists()
    assert Email.objects.filter(params={"what": "totp_off"}).exists()


def test_the_password_asked_again_is_not_for_guessing(client, with_app):
    client.force_login(with_app)
    for _ in range(rules.MAX_ATTEMPTS_OF_SOURCE):
        client.post("/account/again/", {"password": "wrong"})
    assert "15분 뒤에 다시" in client.post("/account/again/", {"password": PASSWORD}).text
