"""The service worker."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_worker_may_keep_pages_outside_of_its_folder(client):
    response = client.get("/my/agenda-worker.js")
    assert response.headers["Service-Worker-Allowed"] == "/"
    assert response.headers["Content-Type"].startswith("text/javascript")
