"""The page of the audit log."""

import pytest

from gyoryu.base.models import record
from tests.gyoryu.web.markup import collapse

pytestmark = pytest.mark.django_db


def test_the_audit_log_shows_codes_and_is_empty_in_words(client, operator, django_assert_max_num_queries):
    client.force_login(operator)
    assert "Nothing has been recorded yet." in client.get("/audit/", headers={"accept-language": "en"}).text
    for rows in (1, 3):
        for n in range(rows):
            record("change_language", "user", n, by=n or None, new="zh", former="ko")
        with django_assert_max_num_queries(3):
            text = client.get("/audit/").text
        assert "former: ko, new: zh" in collapse(text)
