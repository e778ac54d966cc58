"""Error pages."""

import pytest
from django.test import Client, RequestFactory

from gyoryu.web.site import errors

pytestmark = pytest.mark.django_db


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
