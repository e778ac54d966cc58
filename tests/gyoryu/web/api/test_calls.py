"""Calls of the API and their refusals."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from gyoryu.meetings.actions.drafting import place
from gyoryu.meetings.models import Application, Consent, Disclosure, Meeting, PlanRun, Representative, Wish
from gyoryu.organisations.actions import reindex
from gyoryu.organisations.models import Organisation
from gyoryu.people.actions import make_token, revoke_token, token_of
from gyoryu.people.models import ApiToken
from gyoryu.people.rules import SCOPES
from gyoryu.programmes.models import Slot
from tests.gyoryu.consultations import BEGIN, consultation, participant, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    now = timezone.now()
    windows = {"wish_from": now - timedelta(days=1), "wish_until": now + timedelta(days=1)}
    return consultation(sellers=2, buyers=2, slots=3, ask=False, **windows)


@pytest.fixture
def officer(event):
    return person("officer@agency.example", event.programme, "officer")


def token(user, scopes=SCOPES):
    return make_token(user, "test", scopes, timezone.now())[1]


def caller(client, user, scopes=SCOPES):
    """Return a function that calls the API as `user`."""
    text = token(user, scopes)

    def call(method, address, data=None, language="en"):
        more = {"data": data, "content_type": "application/json"} if data is not None else {}
        headers = {"Authorization": f"Bearer {text}", "Accept-Language": language}
        return getattr(client, method)(f"/api{address}", headers=headers, **more)

    return call


def application(event, number):
    return Application.objects.get(event=event, number=number)


def test_a_token_opens_its_scopes_until_it_is_revoked_or_over(client, event, officer):
    assert client.get("/api/programmes").status_code == 401
    text = token(officer, ["programmes:read"])
    assert ApiToken.objects.filter(digest__contains=text).count() == 0
    headers = {"Authorization": f"Bearer {text}"}
    assert client.get("/api/programmes", headers=headers).json()["total"] == 1
    refused = client.get("/api/organisations", headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (403, "scope_missing")
    api_token = ApiToken.objects.get()
    assert token_of(text, timezone.now()) == api_token
    revoke_token(api_token, officer, timezone.now())
    assert client.get("/api/programmes", headers=headers).status_code == 401
    _, short = make_token(officer, "x", ["logs:read"], timezone.now(), expires_at=timezone.now() + timedelta(days=1))
    assert token_of(short, timezone.now())
    assert token_of(short, timezone.now() + timedelta(days=1)) is None


def test_a_token_of_a_closed_account_opens_nothing(client, event, officer):
    call = caller(client, officer)
    officer.is_active = False
    officer.save()
    assert call("get", "/programmes").status_code == 401


@pytest.mark.parametrize(("language", "text"), [("ko", "없습니다"), ("zh-hans", "没有"), ("en", "nothing")])
def test_problems_are_told_in_the_language_that_is_asked_for(client, event, officer, language, text):
    answer = caller(client, officer)("get", "/events/999", language=language)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert text in answer.json()["text"]


def test_the_directory_is_searched_and_edited_with_the_version(client, event, officer):
    call = caller(client, officer)
    number = {"scheme": "kr_brn", "value": "120-81-47521"}
    created = call("post", "/organisations", {"names": {"ko": "한빛환경"}, "identifiers": [number]})
    assert created.status_code == 201
    reindex()
    (organisation,) = call("get", "/organisations?q=한빛").json()["items"]
    assert organisation["identifiers"] == [{"scheme": "kr_brn", "value": "1208147521"}]
    changed = {"names": {"ko": "한빛환경", "zh": "韩光环保"}, "version": organisation["version"]}
    assert call("put", f"/organisations/{organisation['id']}", changed).json()["names"]["zh"] == "韩光环保"
    again = call("put", f"/organisations/{organisation['id']}", changed)
    assert (again.status_code, again.json()["code"]) == (409, "changed_meanwhile")
    taken = call("post", "/organisations", {"names": {"en": "X"}, "identifiers": [number]})
    assert (taken.status_code, taken.json()["code"]) == (409, "identifier_taken")


def test_participants_neither_read_nor_keep_the_directory(client, event):
    call = caller(client, application(event, "S001").applicant)
    assert call("get", "/organisations").status_code == 403
    assert call("post", "/organisations", {"names": {"ko": "x"}}).status_code == 403


def test_an_officer_decides_and_a_participant_sees_only_its_own(client, event, officer):
    waiting = participant(event, "seller", 9, "ko")
    Application.objects.filter(pk=waiting.pk).update(number="", state="submitted")
    call = caller(client, officer)
    assert call("get", f"/events/{event.pk}/applications?state=submitted").json()["total"] == 1
    answer = call("post", f"/applications/{waiting.pk}/decision", {"decision": "accept", "version": 1})
    assert (answer.json()["state"], answer.json()["number"]) == ("accepted", "S003")
    participant_call = caller(client, waiting.applicant)
    assert [item["id"] for item in participant_call("get", f"/events/{event.pk}/applications").json()["items"]] == [
        waiting.pk
    ]
    assert participant_call("get", f"/applications/{application(event, 'S001').pk}").status_code == 403
    refused = participant_call(
        "post", f"/applications/{waiting.pk}/decision", {"decision": "refuse", "reason": "x", "version": 2}
    )
    assert refused.status_code == 403


def test_people_of_the_other_side_are_shown_with_consent_and_every_look_is_noted(client, event):
    seller, other = application(event, "S001"), application(event, "B001")
    Representative.objects.create(application=other, name_zh="样本", email="a@b.example")
    call = caller(client, seller.applicant)
    address = f"/applications/{seller.pk}/counterparts/{other.pk}"
    assert call("get", address).json()["people"] == []
    assert not Disclosure.objects.exists()
    Consent.objects.create(
        application=other, kind="cross_border", given_at=timezone.now(), text_version="1", keep_until="2030-01-01"
    )
    assert call("get", address).json()["people"][0]["email"] == "a@b.example"
    assert Disclosure.objects.get().to == seller.applicant
    assert "people" not in call("get", f"/applications/{seller.pk}/counterparts").json()["items"][0]


def test_a_wish_is_sent_put_in_order_answered_and_taken_back(client, event, officer):
    seller, first, second = application(event, "S001"), application(event, "B001"), application(event, "B002")
    call = caller(client, seller.applicant)
    sent = [call("post", f"/applications/{seller.pk}/wishes", {"asked": item.pk}).json() for item in (first, second)]
    order = call("put", f"/applications/{seller.pk}/wishes/order", {"wishes": [sent[1]["id"], sent[0]["id"]]}).json()
    assert [(item["asked"], item["rank"]) for item in order] == [(second.pk, 1), (first.pk, 2)]
    buyer_call = caller(client, first.applicant)
    assert buyer_call("post", f"/wishes/{sent[0]['id']}/answer", {"answer": "declined"}).json()["answer"] == "declined"
    assert call("post", f"/wishes/{sent[0]['id']}/answer", {"answer": "accepted"}).status_code == 404
    assert call("delete", f"/wishes/{sent[1]['id']}").status_code == 204
    assert Wish.objects.count() == 1
    assert caller(client, officer)("get", f"/events/{event.pk}/wishes?asker={seller.pk}").json()["total"] == 1
    assert call("get", f"/events/{event.pk}/wishes").status_code == 403


@pytest.mark.usefixtures("before_the_event")
def test_a_plan_is_asked_for_and_the_draft_published(client, event, officer):
    call = caller(client, officer)
    run = call("post", f"/events/{event.pk}/runs", {"seconds": 5})
    assert (run.status_code, run.json()["state"]) == (202, "waiting")
    assert call("get", f"/events/{event.pk}/runs/{run.json()['id']}").json()["share"] == 0
    early = call("post", f"/events/{event.pk}/runs/{run.json()['id']}/adopt")
    assert (early.status_code, early.json()["code"]) == (409, "run_has_no_plan")
    seller, buyer = application(event, "S001"), application(event, "B001")
    place(event, seller.pk, buyer.pk, Slot.objects.first().pk, None, officer, BEGIN - timedelta(days=1), version=0)
    draft = call("get", f"/events/{event.pk}/draft").json()
    assert len(draft["placements"]) == 1
    version = call("post", f"/events/{event.pk}/publish", {"base": draft["base"]})
    assert (version.status_code, len(version.json()["difference"]["added"])) == (201, 1)
    stale = call("post", f"/events/{event.pk}/publish", {"base": draft["base"]})
    assert (stale.status_code, stale.json()["code"]) == (409, "changed_meanwhile")
    assert call("get", f"/events/{event.pk}/versions/1").json()["number"] == 1
    seller_call = caller(client, seller.applicant)
    assert seller_call("get", f"/applications/{seller.pk}/meetings").json()["total"] == 1
    assert seller_call("get", f"/events/{event.pk}/meetings").status_code == 403
    assert PlanRun.objects.get().by == officer


def test_a_log_is_written_changed_and_answered_and_keeps_its_own_sides_notes(client, event):
    seller, buyer = application(event, "S001"), application(event, "B001")
    meeting = Meeting.objects.create(event=event, seller=seller, buyer=buyer, slot=Slot.objects.first())
    seller_call, buyer_call = caller(client, seller.applicant), caller(client, buyer.applicant)
    data = {
        "product": "펌프",
        "quantity": "10",
        "unit_price": "12.5",
        "interest": 4,
        "note": "비밀",
        "next_on": "2026-06-01",
    }
    log = seller_call("post", f"/meetings/{meeting.pk}/logs", data).json()
    assert (log["amount"], log["author_side"], log["interest"]) == ("125.00", "seller", 4)
    (seen,) = buyer_call("get", f"/meetings/{meeting.pk}/logs").json()
    assert (seen["amount"], seen["note"], seen["interest"], seen["next_on"]) == ("125.00", "", None, None)
    assert buyer_call("put", f"/logs/{log['id']}", {"version": 1}).status_code == 403
    answer = buyer_call("post", f"/logs/{log['id']}/answer", {"verdict": "confirmed", "version": 1}).json()
    assert answer["verdict"] == "confirmed"
    changed = seller_call("put", f"/logs/{log['id']}", {**data, "quantity": "20", "version": 1}).json()
    assert (changed["amount"], changed["verdict"]) == ("250.00", "")
    assert seller_call("put", f"/logs/{log['id']}", {**data, "version": 1}).status_code == 409


def test_unknown_names_and_wrong_types_are_refused(client, event, officer):
    call = caller(client, officer)
    answer = call("post", f"/events/{event.pk}/runs", {"seconds": "5", "more": 1})
    assert answer.status_code == 422
    assert {error["place"][-1] for error in answer.json()["detail"]["errors"]} == {"seconds", "more"}
    assert call("get", "/programmes/99999999999999999999").status_code == 422


LISTS = (
    "/programmes", "/programmes/{programme}/events", "/organisations", "/events/{event}/applications",
    "/events/{event}/wishes", "/events/{event}/meetings", "/events/{event}/versions", "/events/{event}/logs",
)  # fmt: skip


@pytest.mark.parametrize("address", LISTS)
def test_lists_take_as_many_queries_for_three_rows_as_for_one(
    client, officer, event, address, django_assert_max_num_queries
):
    call = caller(client, officer)
    place_of = address.format(event=event.pk, programme=event.programme_id)
    for organisation in Organisation.objects.all():
        organisation.identifiers.create(scheme="other", value=str(organisation.pk))
    seller, buyer = application(event, "S001"), application(event, "B001")
    for number, slot in enumerate(Slot.objects.all()):
        pair = {
            "seller": application(event, f"S00{number % 2 + 1}"),
            "buyer": application(event, f"B00{number // 2 + 1}"),
        }
        meeting = Meeting.objects.create(event=event, slot=slot, **pair)
        meeting.logs.create(author_side="seller", product="x")
        event.timetable_versions.create(number=number + 1, published_at=timezone.now())
    Wish.objects.create(event=event, asker=seller, asked=buyer, created_at=timezone.now())
    with django_assert_max_num_queries(50) as one_row:
        assert len(call("get", f"{place_of}?per_page=1").json()["items"]) == 1
    with django_assert_max_num_queries(len(one_row)):
        assert call("get", f"{place_of}?per_page=3").status_code == 200


def test_the_reference_names_every_call_and_needs_no_other_host(client):
    page = client.get("/api/docs").content.decode()
    schema = client.get("/api/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    for address, methods in schema["paths"].items():
        for method in methods:
            assert f"<code>{method.upper()} {address}</code>" in page
    assert "<script>" not in page
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)
