"""What emails say: each Chinese one begins with a salutation on a line of its own, as Chinese writers do."""

import pytest

from gyoryu.base.email_texts import TEMPLATES, render_email

# People of invited organisations, whose names are not known, are addressed so; holders of accounts as users.
TO_GUESTS, TO_USERS = "尊敬的女士/先生：", "尊敬的用户："
ACCOUNT_CODES = {
    "account_changed", "confirm_email", "editor_appointed", "editor_dismissed", "password_reset", "role_given",
    "sign_in_attempts", "sign_in_link", "watch_hits",
}  # fmt: skip
CODES = sorted(path.name.removesuffix(".zh.txt") for path in TEMPLATES.glob("*.zh.txt"))
PARAMS = {
    "event": "样例洽谈会",
    "programme": "样例合作项目",
    "counterpart": "样例企业",
    "link": "/my/1/",
    "reason": "样例",
}


@pytest.mark.parametrize("code", CODES)
def test_a_chinese_email_begins_with_its_salutation(code):
    subject, body = render_email(code, "zh", PARAMS, "https://gyoryu.example")
    salutation, blank, text, *_ = body.split("\n")
    assert salutation == (TO_USERS if code in ACCOUNT_CODES else TO_GUESTS)
    assert blank == ""
    assert text.strip()
    assert body.count("尊敬的") == 1
    assert "尊敬" not in subject


def test_the_accounts_have_no_email_that_is_gone():
    assert set(CODES) >= ACCOUNT_CODES
