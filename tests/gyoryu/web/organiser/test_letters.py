"""Who reads which letters."""

from datetime import date

import pytest

from gyoryu.base.letters import Letter, post
from gyoryu.jobs import worker
from gyoryu.people.models import User
from gyoryu.programmes.models import Event, Programme, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    programme = Programme.objects.create(name_ko="견본 사업", is_sample=True)
    return Event.objects.create(
        programme=programme, name_ko="견본 상담회", starts_on=date(2026, 5, 12), ends_on=date(2026, 5, 13)
    )


def someone(event, kind, email="a@agency.example"):
    user = User.objects.create_user(email, "x", language="ko")
    if kind:
        Role.objects.create(programme=event.programme, user=user, kind=kind)
    return user


def posted(event=None):
    params = {"link": "/here/", "minutes": "15", "event": "견본 상담회", "reason": "까닭"}
    letter = post("application_refused" if event else "sign_in_link", "b@firm.example", "ko", params, event=event)
    worker.drain()
    return letter


def test_officers_read_the_letters_of_their_event_as_they_were_written(client, event):
    client.force_login(someone(event, "officer"))
    letter = posted(event.pk)
    assert "검토 결과를 알려 드립니다" in client.get(f"/events/{event.pk}/letters/").text
    assert "까닭" in client.get(f"/events/{event.pk}/letters/{letter.pk}/").text


def test_letters_that_open_accounts_are_not_for_officers(client, event):
    client.force_login(someone(event, "officer"))
    letter = posted()
    assert client.get(f"/events/{event.pk}/letters/{letter.pk}/").status_code == 404
    Letter.objects.update(event=event.pk)
    assert client.get(f"/events/{event.pk}/letters/{letter.pk}/").status_code == 404
    assert "b@firm.example" not in client.get(f"/events/{event.pk}/letters/").text
    assert client.get("/outbox/").status_code == 403
    assert client.get(f"/outbox/{letter.pk}/").status_code == 403


def test_whoever_runs_the_site_reads_those(client, event):
    client.force_login(User.objects.create_superuser("operator@agency.example", "x", language="ko"))
    letter = posted()
    assert "b@firm.example" in client.get("/outbox/").text
    assert 'href="http://localhost:8000/here/"' in client.get(f"/outbox/{letter.pk}/").text
    assert client.get(f"/outbox/{posted(event.pk).pk}/").status_code == 404


@pytest.mark.parametrize(("kind", "status"), [("viewer", 403), ("gate", 403), ("interpreter", 403), (None, 404)])
def test_others_read_none(client, event, kind, status):
    client.force_login(someone(event, kind))
    assert client.get(f"/events/{event.pk}/letters/").status_code == status


def test_the_list_is_narrowed_by_state_and_asks_as_much_for_one_as_for_three(client, event, django_assert_num_queries):
    client.force_login(someone(event, "officer"))
    address = f"/events/{event.pk}/letters/"
    assert "발송 메일이 없습니다" in client.get(address).text
    for more in (1, 2):
        for _ in range(more):
            posted(event.pk)
        with django_assert_num_queries(8):
            client.get(address)
    assert "b@firm.example" not in client.get(f"{address}?state=failed").text
    assert "b@firm.example" in client.get(f"{address}?state=outbox").text
    assert Letter.objects.filter(state="outbox").count() == 3
