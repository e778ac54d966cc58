"""The user's account: names, password, address; and accounts made by others."""

import re

import pytest
from django.test import Client

from gyoryu.base.emails import Email
from gyoryu.base.models import AuditLine
from gyoryu.people import rules
from gyoryu.people.actions import get_or_open_account
from gyoryu.people.models import User
from gyoryu.web.accounts.adapter import path_of
from gyoryu.web.accounts.address_links import address_link
from gyoryu.web.accounts.sign_in_links import link_for

PASSWORD = "a long sample password"
NEW = "quite another sample password"
pytestmark = pytest.mark.django_db


def stable_text(answer):
    """Return the text of a page without its CSRF tokens."""
    return re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', "", answer.text)


def sign_in_and_show_again(client):
    sign_in(client)
    client.post("/account/again/", {"password": PASSWORD})


def sign_in(client, email="officer@agency.example", password=PASSWORD):
    return client.post("/sign-in/", {"login": email, "password": password})


def request_reset(client, email="officer@agency.example"):
    return client.post("/account/password/forgotten/", {"email": email}, follow=True)


def email_link(code):
    return Email.objects.get(code=code).params["link"]


def test_an_account_is_found_or_made_without_a_password():
    user = get_or_open_account(" New@Firm.example", "zh", by=7)
    assert get_or_open_account("new@firm.example", "ko", by=None) == user
    assert (user.email, user.language, user.has_usable_password()) == ("new@firm.example", "zh", False)
    assert AuditLine.objects.get().by == 7


def test_someone_without_a_password_signs_in_by_link_and_chooses_one(client):
    user = get_or_open_account("new@firm.example", "en", by=None)
    client.post(link_for(user))
    assert "You have none" in client.get("/account/").text
    client.post("/account/password/first/", {"password1": NEW, "password2": NEW})
    assert sign_in(Client(), user.email, NEW)["Location"] == "/start/"


def test_names_language_and_clock_are_kept(client, officer):
    client.force_login(officer)
    fields = {"name_ko": "김견본", "name_zh": "金样本", "name_en": "", "language": "zh", "time_zone": "Asia/Shanghai"}
    assert client.post("/account/", fields)["Location"] == "/account/"
    officer.refresh_from_db()
    assert (officer.name_zh, officer.language, officer.time_zone) == ("金样本", "zh", "Asia/Shanghai")
    assert "我的账户" in client.get("/account/").text
    assert AuditLine.objects.get().verb == "change_profile"


def test_an_unknown_zone_is_told_and_nothing_typed_is_lost(client, officer):
    client.force_login(officer)
    fields = {"name_ko": "새이름", "name_zh": "", "name_en": "", "language": "ko", "time_zone": "Asia/Nowhere"}
    assert "새이름" in client.post("/account/", fields).text
    officer.refresh_from_db()
    assert officer.name_ko == "김견본"


def test_a_forgotten_password_is_reset(client, officer):
    request_reset(client)
    link = email_link("password_reset")
    form = client.get(link, follow=True)
    address = form.redirect_chain[-1][0]
    client.post(address, {"password1": NEW, "password2": NEW})
    assert sign_in(Client(), password=NEW)["Location"] == "/start/"
    assert sign_in(Client()).status_code == 200
    assert "더 이상 쓸 수 없는 링크입니다" in Client().get(link, follow=True).text
    assert Email.objects.filter(code="account_changed", params={"what": "password"}).exists()


def test_a_link_for_a_forgotten_password_ignores_the_host_of_whoever_asks(client, officer, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.post("/account/password/forgotten/", {"email": officer.email}, headers={"host": "evil.example"})
    assert email_link("password_reset").startswith("/account/password/new/")
    assert path_of("https://evil.example/a/?b=c") == "/a/?b=c"


def test_nobody_learns_who_has_forgotten_a_password(client, officer):
    assert stable_text(request_reset(client)) == stable_text(request_reset(client, "nobody@agency.example"))
    assert Email.objects.count() == 1


def test_emails_about_forgotten_passwords_are_limited(client, officer):
    for _ in range(rules.MAX_ATTEMPTS_OF_SOURCE):
        request_reset(client)
    assert "15분 뒤에 다시" in request_reset(client).text
    assert Email.objects.count() == rules.MAX_ATTEMPTS_OF_SOURCE


def test_a_new_address_counts_once_its_owner_has_confirmed_it(client, officer):
    sign_in_and_show_again(client)
    client.post("/account/email/", {"email": "new@agency.example"})
    officer.refresh_from_db()
    assert officer.email == "officer@agency.example"
    link = email_link("confirm_email")
    assert "new@agency.example" in client.get(link).text
    client.post(link)
    officer.refresh_from_db()
    assert officer.email == "new@agency.example"
    notice = Email.objects.get(code="account_changed")
    assert (notice.to, notice.params) == ("officer@agency.example", {"what": "email"})
    assert sign_in(Client(), "new@agency.example")["Location"] == "/start/"


def test_an_address_of_somebody_else_is_not_taken(client, officer):
    other = User.objects.create_user("other@agency.example", PASSWORD)
    sign_in_and_show_again(client)
    client.post("/account/email/", {"email": other.email})
    assert not Email.objects.exists()
    assert client.post(address_link(officer, other.email)).status_code == 410
    officer.refresh_from_db()
    assert officer.email == "officer@agency.example"


def test_a_link_to_another_address_works_once_and_is_not_made_up(client, officer):
    link = address_link(officer, "new@agency.example")
    client.post(link)
    assert client.post(link).status_code == 410
    assert client.get("/account/email/nonsense/").status_code == 410


def test_the_present_password_is_not_for_guessing(client, officer):
    sign_in(client)
    wrong = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    for _ in range(rules.MAX_ATTEMPTS_OF_SOURCE):
        assert "비밀번호가 맞지 않습니다" in client.post("/account/password/", wrong).text
    assert "15분 뒤에 다시" in client.post("/account/password/", wrong | {"oldpassword": PASSWORD}).text


def test_there_is_no_signing_up(client):
    for address in ("/account/signup/", "/account/agency/closed/"):
        assert client.get(address).status_code in (302, 404)
    assert not User.objects.exists()


def test_one_signs_out_everywhere_else_and_nobody_but_oneself(client, officer):
    other = User.objects.create_user("other@agency.example", PASSWORD, language="ko")
    lost, other_device = Client(), Client()
    for device, user in ((client, officer), (lost, officer), (other_device, other)):
        sign_in(device, user.email)
    assert "다른 기기에서 모두 로그아웃했습니다" in client.post("/sign-out/elsewhere/", follow=True).text
    assert [device.get("/start/").status_code for device in (client, lost, other_device)] == [200, 302, 200]
    assert AuditLine.objects.get(verb="sign_out_elsewhere").details == {"sessions": 1}


def test_names_are_marked_with_the_language_they_are_written_in(client, officer):
    client.force_login(officer)
    assert re.search(r'<input[^>]*name="name_zh"[^>]*lang="zh-Hans"', client.get("/account/").text)
