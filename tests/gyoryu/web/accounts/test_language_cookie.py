"""The language that a browser remembers."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_language_is_kept_for_strangers_and_users(client, officer):
    answer = client.post("/language/", {"language": "zh", "next": "/sign-in/"})
    assert answer["Location"] == "/sign-in/"
    assert "电子邮箱" in client.get("/sign-in/").text
    client.force_login(officer)
    client.post("/language/", {"language": "en", "next": "/start/"})
    officer.refresh_from_db()
    assert officer.language == "en"
    assert "Nothing needs you here today" in client.get("/start/").text
