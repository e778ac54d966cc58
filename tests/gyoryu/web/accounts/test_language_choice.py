"""The choice of the language."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", ""])
def test_choosing_a_language_never_leads_to_another_site(client, back):
    assert client.post("/language/", {"language": "ko", "next": back})["Location"] == "/"


def test_an_unknown_language_is_a_bad_request(client):
    assert client.post("/language/", {"language": "xx"}).status_code == 400
