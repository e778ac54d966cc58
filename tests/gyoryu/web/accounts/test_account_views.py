"""The user's account: names, password, address; and accounts made by others."""

import re

import pytest
from django.test import Client

from gyoryu.base.emails import Email
from gyoryu.base.models import AuditLine
from gyoryu.people.actions import get_or_open_account
from gyoryu.people.models import User
from gyoryu.web.accounts.sign_in_links import link_for
from tests.gyoryu.web.accounts.signing_in import NEW, PASSWORD, email_link, request_reset, sign_in

pytestmark = pytest.mark.django_db


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
