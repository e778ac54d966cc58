"""An event in the database, and its officer in the browser."""

import pytest

from tests.gyoryu.consultations import consultation, person


@pytest.fixture
def event():
    return consultation()


@pytest.fixture
def officer(event, client):
    user = person("officer@agency.example", event.programme, "officer", language="en")
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user
