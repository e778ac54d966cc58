"""What needs someone today."""

import pytest

from gyoryu.web.navigation import start
from gyoryu.web.navigation.todo import Task


@pytest.mark.django_db
def test_what_ends_soon_comes_first_on_the_start_page(client, officer, monkeypatch):
    later = Task("견본 신청 세 건이 기다립니다", "/a/", "보기", until="5. 20.까지")
    soon = Task("견본 상담 신청이 곧 마감됩니다", "/b/", "보기", until="오늘 18:00까지", soon=True)
    monkeypatch.setattr(start, "TASKS", [lambda user, permissions: [later], lambda user, permissions: [soon]])
    client.force_login(officer)
    text = client.get("/start/").text
    assert text.index(soon.text) < text.index(later.text)
    assert 'class="due soon">오늘 18:00까지' in text
    assert "오늘 처리할 일이 없습니다" not in text
