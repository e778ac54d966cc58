"""Password guessing does not lock out users with another proof or on a known device."""

import pytest
from django.core import signing
from django.http import HttpResponse
from django.test import Client, RequestFactory

from gyoryu.base.emails import Email
from gyoryu.base.queue import Job
from gyoryu.people import rules
from gyoryu.people.models import User
from gyoryu.web.accounts.devices import COOKIE, MAX_ACCOUNTS, SALT, remember_device, source_of

PASSWORD = "a long sample password"
pytestmark = pytest.mark.django_db


def sign_in(client, password=PASSWORD, address="192.0.2.1"):
    return client.post("/sign-in/", {"login": "officer@agency.example", "password": password}, REMOTE_ADDR=address)


@pytest.fixture
def known_device(officer):
    """A browser in which the officer was signed in before."""
    client = Client()
    assert sign_in(client)["Location"] == "/start/"
    client.post("/sign-out/")
    return client


@pytest.fixture
def attacked(known_device):
    """The account, after a stranger has used up every password attempt from many networks, the officer's among them."""
    for number in range(60):
        sign_in(Client(), "wrong", f"192.0.2.{number % 15 + 1}")


def test_the_stranger_has_to_wait(attacked):
    for address in ("192.0.2.1", "203.0.113.9"):
        assert "15분 뒤에 다시" in sign_in(Client(), address=address).text


def test_a_known_device_signs_in_with_the_password(known_device, attacked):
    assert sign_in(known_device)["Location"] == "/start/"


def test_a_known_device_has_attempts_of_its_own_and_no_more(known_device, attacked):
    for _ in range(rules.MAX_ATTEMPTS_OF_SOURCE):
        assert "비밀번호가 맞지 않습니다" in sign_in(known_device, "wrong").text
    assert "15분 뒤에 다시" in sign_in(known_device).text


def test_an_unknown_device_signs_in_by_link(officer, attacked):
    new = Client()
    new.post("/account/link/", {"email": officer.email}, REMOTE_ADDR="192.0.2.1")
    email = Email.objects.get(code="sign_in_link")
    assert new.post(email.params["link"])["Location"] == "/start/"


def test_an_unknown_device_chooses_a_new_password(officer, attacked):
    Client().post("/account/password/forgotten/", {"email": officer.email}, REMOTE_ADDR="192.0.2.1")
    assert Email.objects.filter(code="password_reset").exists()


def test_the_owner_is_told(officer, attacked):
    assert Job.objects.filter(kind="warn_of_attempts").count() == 1


@pytest.mark.parametrize(
    "make",
    [
        lambda: "",
        lambda: "x",
        lambda: "a.b.c",
        lambda: signing.dumps([1], salt="another"),
        lambda: signing.dumps(["m"]),
        lambda: signing.dumps(["m"], salt=SALT),
    ],
    ids=["empty", "short", "parts", "other salt", "no salt", "no accounts"],
)
def test_a_made_up_cookie_makes_no_device_known(officer, make):
    request = RequestFactory().post("/sign-in/", REMOTE_ADDR="192.0.2.1")
    request.COOKIES[COOKIE] = make()
    assert source_of(request, officer.email).device == ""


def test_the_cookie_of_one_account_is_not_that_of_another(known_device):
    request = RequestFactory().post("/sign-in/")
    request.COOKIES[COOKIE] = known_device.cookies[COOKIE].value
    assert source_of(request, "officer@agency.example").device
    assert source_of(request, "other@agency.example").device == ""


def test_a_shared_device_knows_the_accounts_used_last(db):
    users = [User(email=f"user{number}@agency.example") for number in range(MAX_ACCOUNTS + 1)]
    request, marks = RequestFactory().post("/sign-in/"), set()
    for user in users:
        response = HttpResponse()
        remember_device(request, response, user)
        request.COOKIES[COOKIE] = response.cookies[COOKIE].value
        marks.add(signing.loads(request.COOKIES[COOKIE], salt=SALT)[0])
    assert len(marks) == 1
    assert [bool(source_of(request, user.email).device) for user in users] == [False] + [True] * MAX_ACCOUNTS


def test_the_cookie_is_out_of_reach_of_scripts(known_device):
    cookie = known_device.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert "agency.example" not in str(signing.loads(cookie.value, salt=SALT))
