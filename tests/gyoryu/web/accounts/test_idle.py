"""Idle timeout of staff sessions."""

import time

import pytest

from gyoryu.people.rules import MAX_IDLE_OF_STAFF
from gyoryu.programmes.models import Programme, Role
from gyoryu.web.accounts.sign_in_links import link_for

pytestmark = pytest.mark.django_db
IDLE = MAX_IDLE_OF_STAFF.total_seconds()


@pytest.fixture
def later(monkeypatch):
    now = time.time()

    def pass_by(seconds):
        nonlocal now
        now += seconds
        monkeypatch.setattr("gyoryu.web.accounts.idle.time.time", lambda: now)

    pass_by(0)
    return pass_by


def sign_in(client, user):
    assert client.post(link_for(user))["Location"] == "/start/"


def statuses(client, later, *pauses):
    seen = [client.get("/start/").status_code]
    for pause in pauses:
        later(pause)
        seen.append(client.get("/start/").status_code)
    return seen


@pytest.mark.parametrize("kind", ["officer", "viewer", "gate", "interpreter"])
def test_who_works_on_the_data_of_others_signs_in_again_after_a_pause(client, officer, later, kind):
    programme = Programme.objects.create(name_ko="견본 사업")
    Role.objects.create(programme=programme, user=officer, kind=kind)
    sign_in(client, officer)
    assert statuses(client, later, IDLE - 1, IDLE - 1, IDLE + 1) == [200, 200, 200, 302]


def test_an_operator_as_well(client, officer, later):
    officer.is_superuser = True
    officer.save()
    sign_in(client, officer)
    assert statuses(client, later, IDLE + 1) == [200, 302]


def test_participants_stay_signed_in(client, officer, later):
    sign_in(client, officer)
    assert statuses(client, later, IDLE + 1, IDLE + 1) == [200, 200, 200]


def test_the_session_is_not_written_by_each_request(client, officer, later):
    sign_in(client, officer)
    used_at = client.session["used_at"]
    later(60)
    client.get("/start/")
    assert client.session["used_at"] == used_at
    later(600)
    client.get("/start/")
    assert client.session["used_at"] > used_at
