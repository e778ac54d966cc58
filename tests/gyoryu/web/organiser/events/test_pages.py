"""The officer's pages of an event: details, terms and the overview."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gyoryu.meetings.models import Terms
from gyoryu.organisations.models import Organisation
from gyoryu.programmes.models import Event, Party, Programme, Role
from gyoryu.web.organiser.events.pages import moved
from tests.gyoryu.consultations import person, programme
from tests.gyoryu.web.organiser.events.posted import event_data, terms_data

pytestmark = pytest.mark.django_db


def test_faults_stand_at_their_fields_and_nothing_typed_is_lost(client, officer, event):
    wrong = event_data(name_en="", ends_on="2027-05-01", venue_ko="견본 회의장")
    page = client.post(f"/programmes/{event.programme_id}/events/new/", wrong).text
    assert "Give a name in at least one language." in page
    assert "The last day is before the first." in page
    assert "견본 회의장" in page
    assert Event.objects.count() == 1


def test_the_second_of_two_officers_is_notified_and_loses_nothing(client, officer, event):
    url = f"/events/{event.pk}/details/"
    dates = {"starts_on": "2026-05-12", "ends_on": "2026-05-12", "version": "1"}
    assert client.post(url, event_data(**dates, name_ko="첫째")).status_code == 302
    page = client.post(url, event_data(**dates, name_ko="둘째")).text
    assert "You have saved changes in another window" in page
    assert "<dd>첫째</dd>" in page
    assert 'value="둘째"' in page
    assert client.post(url, event_data(**{**dates, "version": "2"}, name_ko="둘째")).status_code == 302
    event.refresh_from_db()
    assert (event.name_ko, event.version) == ("둘째", 3)


def test_windows_are_meant_on_the_clock_of_the_venue(client, officer, event):
    assert client.post(f"/events/{event.pk}/terms/", terms_data()).status_code == 302
    terms = Terms.objects.get(event=event)
    assert terms.apply_until == datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
    assert (terms.priorities, terms.self_apply) == (["buyer", "mutual"], False)
    page = client.get(f"/events/{event.pk}/details/").text
    assert 'value="2026-04-01T18:00"' in page
    assert "17:00 Beijing" in page


def test_terms_that_cross_are_reported_and_conflicts_too(client, officer, event):
    page = client.post(
        f"/events/{event.pk}/terms/", terms_data(wish_until="2026-04-01T00:00", seller_min="3", seller_max="2")
    )
    assert "A window has to close after it opens." in page.text
    assert "The most is less than the least." in page.text
    client.post(f"/events/{event.pk}/terms/", terms_data())
    page = client.post(f"/events/{event.pk}/terms/", terms_data(keep_months="36"))
    assert "You have saved changes in another window" in page.text
    assert "<dd>12</dd>" in page.text
    assert Terms.objects.get(event=event).keep_months == 12


def test_priorities_move_before_they_are_saved(client, officer, event):
    page = client.post(f"/events/{event.pk}/terms/", terms_data(move="up:mutual", keep_months="7"))
    assert page.text.index("1. Both sides ask") < page.text.index("2. The buyer asks")
    assert 'value="7"' in page.text
    assert Terms.objects.get(event=event).version == 1


def test_moving_priorities():
    order = ["mutual", "buyer", "seller"]
    assert moved(order, "up:seller") == ["mutual", "seller", "buyer"]
    assert moved(order, "up:mutual") == order
    assert moved(order, "down:mutual") == ["buyer", "mutual", "seller"]
    assert moved(order, "out:buyer") == ["mutual", "seller"]
    assert moved(order, "in:early") == [*order, "early"]
    assert moved(order, "in:height") == moved(order, "nonsense") == order


def test_what_is_missing_is_named_with_the_way_to_it(client, officer):
    bare = Event.objects.create(
        programme=Programme.objects.get(), name_en="Bare", starts_on=date(2027, 1, 1), ends_on=date(2027, 1, 1)
    )
    page = client.get(f"/events/{bare.pk}/").text
    for words in ("There are no time slots yet.", "There are no tables yet.", "There are no windows and limits yet."):
        assert words in page
    assert client.get(f"/events/{bare.pk}/details/").status_code == 200


@pytest.mark.parametrize(
    ("kind", "read", "write"), [("viewer", 200, 403), ("gate", 403, 403), ("interpreter", 403, 403), (None, 404, 404)]
)
def test_who_may_look_and_who_may_change(client, event, kind, read, write):
    client.force_login(person("a@agency.example", event.programme if kind else None, kind))
    for page in ("", "details/", "slots/", "interpreters/", "applications/"):
        assert client.get(f"/events/{event.pk}/{page}").status_code == read, page
    assert client.get(f"/programmes/{event.programme_id}/").status_code == read
    for page in (
        "details/",
        "slots/",
        "terms/",
        "tables/",
        "interpreters/new/",
        "invitations/",
    ):
        assert client.post(f"/events/{event.pk}/{page}").status_code == write, page
    response = client.post(f"/events/{event.pk}/applications/accept/")
    assert response.status_code == (302 if write == 200 else write)
    assert client.get(f"/programmes/{event.programme_id}/people/").status_code == write


def test_lists_ask_as_much_for_three_as_for_one(client, officer, event):
    urls = ("/programmes/", f"/programmes/{event.programme_id}/", f"/programmes/{event.programme_id}/people/",
            f"/events/{event.pk}/interpreters/", f"/events/{event.pk}/slots/")  # fmt: skip
    query_counts = {}
    for size in (1, 3):
        for n in range(size):
            body = Organisation.objects.create(name_en=f"Body {size}{n}")
            other_programme = programme(name_en=f"P{size}{n}")
            Party.objects.create(programme=other_programme, organisation=body)
            Party.objects.create(programme=event.programme, organisation=body)
            Role.objects.create(programme=other_programme, user=officer, kind="officer")
            person(f"v{size}{n}@agency.example", event.programme, "participant", body)
            event.interpreters.create(number=f"X{size}{n}", name_en="I", languages=["ko", "zh"])
        for url in urls:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(url).status_code == 200
            assert query_counts.setdefault(url, len(captured)) == len(captured), url
