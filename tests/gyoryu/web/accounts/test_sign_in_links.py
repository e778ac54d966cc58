"""Until when a link signs in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core import signing
from django.db import connection
from django.test import Client

from gyoryu.web.accounts.sign_in_links import link_for

pytestmark = pytest.mark.django_db


def is_signed_in(client):
    return client.get("/start/").status_code == 200


def test_a_link_works_once(client, officer):
    link = link_for(officer)
    client.post(link)
    again = Client()
    assert again.get(link).status_code == 410
    assert again.post(link).status_code == 410
    assert not is_signed_in(again)


@pytest.mark.django_db(transaction=True)
def test_of_many_presses_at_the_same_moment_one_signs_in(officer):
    link, start = link_for(officer), Barrier(8)

    def press(_thread):
        browser = Client()
        start.wait()
        try:
            return browser.post(link).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(press, range(8))) == [302] + [410] * 7


def test_a_link_ends_with_the_password_the_address_and_the_account(client, officer):
    for change in ({"email": "new@agency.example"}, {"password": "!"}, {"is_active": False}):
        link = link_for(officer)
        type(officer).objects.filter(pk=officer.pk).update(**change)
        assert client.post(link).status_code == 410
        officer.refresh_from_db()


def test_a_link_ends_after_a_quarter_of_an_hour(client, officer, monkeypatch):
    link = link_for(officer)
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + timedelta(minutes=15, seconds=1).total_seconds())
    assert client.get(link).status_code == 410


def test_a_link_that_was_not_ours_is_over(client, officer):
    link = link_for(officer)
    assert client.get(f"{link[:-3]}xy/").status_code == 410
    assert client.get("/account/link/nonsense/").status_code == 410
