"""The officer's pages of programmes and events."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gyoryu.meetings.models import Application, Terms
from gyoryu.organisations.actions.indexing import update_name_keys
from gyoryu.organisations.models import Organisation
from gyoryu.programmes.models import Event, Party, Programme, Role
from gyoryu.web.organiser.events.pages import moved
from tests.gyoryu.consultations import consultation, person, programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return consultation()


@pytest.fixture
def officer(event, client):
    user = person("officer@agency.example", event.programme, "officer", language="en")
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user


def event_data(**more):
    return {
        "name_en": "Sample event", "kind": "consultation", "mode": "on_site", "starts_on": "2027-05-12",
        "ends_on": "2027-05-13", "country": "KR", "time_zone": "Asia/Seoul", "other_time_zone": "Asia/Shanghai",
        "language": "ko", **more,
    }  # fmt: skip


def terms_data(**more):
    return {
        "apply_from": "2026-03-01T09:00", "apply_until": "2026-04-01T18:00", "wish_from": "2026-04-05T09:00",
        "wish_until": "2026-04-20T18:00", "keep_months": "12", "priorities": ["buyer", "mutual"], "version": "1",
        **more,
    }  # fmt: skip


def test_from_a_new_programme_to_an_event_with_slots_and_tables(client, officer):
    response = client.post("/programmes/new/", {"name_en": "New sample", "is_public": "on"})
    programme_obj = Programme.objects.get(name_en="New sample")
    assert response["Location"] == f"/programmes/{programme_obj.pk}/"
    body = Organisation.objects.create(name_ko="견본청", name_en="Sample Agency", language="ko")
    update_name_keys(body)
    client.post(f"/programmes/{programme_obj.pk}/parties/", {"organisation": "견본청", "part": "lead"})
    assert Party.objects.get(programme=programme_obj).organisation == body
    client.post(f"/programmes/{programme_obj.pk}/events/new/", event_data())
    event = Event.objects.get(programme=programme_obj)
    assert event.terms.apply_until > event.terms.apply_from
    pattern = {"days": ["2027-05-12", "2027-05-13"], "first": "10:00", "until": "12:00", "length": "30", "pause": "0"}
    preview = client.post(f"/events/{event.pk}/slots/", {**pattern, "preview": "1"})
    assert "Preview: 8 slots" in preview.text
    assert not event.slots.exists()
    client.post(f"/events/{event.pk}/slots/", pattern)
    assert event.slots.count() == 8
    client.post(f"/events/{event.pk}/tables/", {"count": "4"})
    first = event.tables.first()
    slot = event.slots.first()
    client.post(f"/events/{event.pk}/tables/{first.pk}/", {"name": "Hall A", "slots": [str(slot.pk)]})
    assert list(first.closed.all()) == [slot]
    page = client.get(f"/events/{event.pk}/slots/").text
    assert "Hall A" in page
    assert "10:00–10:30" in page
    assert "09:00 Beijing" in page
    client.post(f"/events/{event.pk}/slots/{slot.pk}/remove/")
    assert event.slots.count() == 7


def test_a_removed_party_comes_back_at_a_press(client, officer, event):
    body = Organisation.objects.create(name_ko="견본청")
    party = Party.objects.create(programme=event.programme, organisation=body, part="lead")
    page = client.post(f"/programmes/{event.programme_id}/parties/{party.pk}/remove/", follow=True)
    assert not Party.objects.exists()
    back = f"/programmes/{event.programme_id}/parties/?body={body.pk}&amp;part=lead"
    assert back in page.text
    client.post(back.replace("&amp;", "&"))
    assert Party.objects.get().organisation == body


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


def test_people_get_roles_and_lose_them(client, officer, event):
    url = f"/programmes/{event.programme_id}/people/"
    page = client.post(url, {"email": "p@firm.example", "kind": "participant", "organisation": "", "language": "ko"})
    assert "A participant acts for an organisation" in page.text
    page = client.post(
        url, {"email": "g@agency.example", "kind": "gate", "organisation": "No such body", "language": "ko"}
    )
    assert "No such organisation is in the directory" in page.text
    assert client.post(url, {"email": "g@agency.example", "kind": "gate", "language": "ko"}).status_code == 302
    role = Role.objects.get(kind="gate")
    client.post(f"{url}{role.pk}/take/")
    assert not Role.objects.filter(kind="gate").exists()
    last = client.post(f"{url}{Role.objects.get(kind='officer').pk}/take/", follow=True)
    assert "This is the last officer" in last.text
    assert client.get(f"/events/{event.pk}/people/")["Location"] == url


def test_the_overview_says_what_is_to_be_done(client, officer, event):
    Application.objects.filter(event=event, number="S001").update(state="submitted")
    assert "Applications that wait for a decision" not in client.get(f"/events/{event.pk}/").text  # it is over
    Event.objects.update(ends_on=date(2099, 1, 1))
    Terms.objects.filter(event=event).update(wish_until=datetime.now(UTC) + timedelta(hours=5))
    page = client.get(f"/events/{event.pk}/").text
    assert "Applications that wait for a decision: 1" in page
    assert "Meeting requests close soon." in page
    assert page.index("What needs you today") < page.index("Figures")
    assert "Applications that wait for a decision: 1" in client.get("/start/").text


def test_what_is_missing_is_named_with_the_way_to_it(client, officer):
    bare = Event.objects.create(
        programme=Programme.objects.get(), name_en="Bare", starts_on=date(2027, 1, 1), ends_on=date(2027, 1, 1)
    )
    page = client.get(f"/events/{bare.pk}/").text
    for words in ("There are no time slots yet.", "There are no tables yet.", "There are no windows and limits yet."):
        assert words in page
    assert client.get(f"/events/{bare.pk}/details/").status_code == 200


def test_the_palette_finds_programmes_events_and_applications(client, officer, event):
    labels = [hit["label"] for hit in client.get("/palette/?q=sample").json()["hits"]]
    assert {"Sample programme", "Sample consultation"} <= set(labels)
    hits = client.get("/palette/?q=S001").json()["hits"]
    assert any(hit["url"].startswith("/applications/") for hit in hits)
    client.force_login(person("nobody@agency.example"))
    assert client.get("/palette/?q=S001").json()["hits"] == []


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
