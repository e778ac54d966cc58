"""Forms of the sign-in count attempts."""

import pytest

from gyoryu.base.emails import Email
from gyoryu.people import rules
from tests.gyoryu.web.accounts.signing_in import NEW, PASSWORD, request_reset, sign_in

pytestmark = pytest.mark.django_db


def test_emails_about_forgotten_passwords_are_limited(client, officer):
    for _ in range(rules.MAX_ATTEMPTS_OF_SOURCE):
        request_reset(client)
    assert "15분 뒤에 다시" in request_reset(client).text
    assert Email.objects.count() == rules.MAX_ATTEMPTS_OF_SOURCE


def test_the_present_password_is_not_for_guessing(client, officer):
    sign_in(client)
    wrong = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    for _ in range(rules.MAX_ATTEMPTS_OF_SOURCE):
        assert "비밀번호가 맞지 않습니다" in client.post("/account/password/", wrong).text
    assert "15분 뒤에 다시" in client.post("/account/password/", wrong | {"oldpassword": PASSWORD}).text
