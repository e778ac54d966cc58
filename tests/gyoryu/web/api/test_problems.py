"""Problems in the language of the request."""

import pytest

from tests.gyoryu.web.api.calling import caller

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "text"), [("ko", "없습니다"), ("zh-hans", "没有"), ("en", "nothing")])
def test_problems_are_told_in_the_language_that_is_asked_for(client, event, officer, language, text):
    answer = caller(client, officer)("get", "/events/999", language=language)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert text in answer.json()["text"]
