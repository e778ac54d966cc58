"""The reference and the schema."""

import re

import pytest

pytestmark = pytest.mark.django_db


def test_the_reference_names_every_call_and_needs_no_other_host(client):
    page = client.get("/api/docs").content.decode()
    schema = client.get("/api/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    for address, methods in schema["paths"].items():
        for method in methods:
            assert f"<code>{method.upper()} {address}</code>" in page
    assert "<script>" not in page
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)
