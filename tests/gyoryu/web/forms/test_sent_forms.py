"""A form is accepted once, however often it is submitted; and the browser learns which drafts it can delete."""

import re
import threading
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from gyoryu.base.sent_forms import SentForm, remove_old_forms
from gyoryu.meetings.models import Application, ImportBatch, Invitation, Meeting, MeetingLog
from gyoryu.news.board.models import Post
from gyoryu.news.sources.models import Source
from gyoryu.news.watches.models import Watch
from gyoryu.organisations.models import Organisation
from gyoryu.people.models import User
from gyoryu.programmes.models import Event, Programme, Role, Slot, Table
from tests.gyoryu.consultations import consultation, person

KEY = re.compile(r'name="form_key" value="([^"]+)"')
COUNTED = (
    Application, Event, ImportBatch, Invitation, MeetingLog, Organisation, Post, Programme, Role, Slot, Source, Table,
    Watch,
)  # fmt: skip
LOG = {"product": "견본", "stage": "consulted", "currency": "USD", "quantity": "2", "unit_price": "3"}


@pytest.fixture
def event(db, settings, tmp_path):
    settings.FILES = tmp_path
    settings.NEWS_HOSTS = ["news.example"]
    day, now = timedelta(days=1), timezone.now()
    return consultation(sellers=1, buyers=1, apply_from=now - day, apply_until=now + day)


@pytest.fixture
def meeting(event):
    seller, buyer = (Application.objects.get(event=event, side=side) for side in ("seller", "buyer"))
    slot, table = Slot.objects.first(), Table.objects.first()
    return Meeting.objects.create(event=event, seller=seller, buyer=buyer, slot=slot, table=table, state="held")


@pytest.fixture
def staff(event, client):
    user = User.objects.create_superuser("operator@agency.example", "x", language="en")
    client.force_login(user)
    return client


def counts():
    return {model.__name__: model.objects.count() for model in COUNTED}


NAMES = {"name_ko": "새 견본", "name_zh": "", "name_en": ""}
CREATING = {
    "log": ("/log/{meeting}/", LOG),
    "post": ("/news/posts/new/", {"title_ko": "제목", "body_ko": "글"}),
    "programme": ("/programmes/new/", NAMES),
    "organisation": ("/organisations/new/", {**NAMES, "country": "KR", "kind": "firm", "language": "ko",
                                             "scheme": "other"}),
    "watch": ("/news/watches/", {"words": "산둥성", "kind": "words", "often": "daily"}),
    "source": ("/news/sources/", {"kind": "feed", "name": "견본", "address": "https://news.example/rss", "hours": "6"}),
    "invitation": ("/events/{event}/invitations/", {"emails": "a@b.example", "side": "seller", "language": "ko"}),
    "tables": ("/events/{event}/tables/", {"count": "2"}),
}  # fmt: skip


@pytest.mark.parametrize("name", CREATING)
def test_the_same_form_twice_makes_one(staff, event, meeting, name):
    address, data = CREATING[name]
    address = address.format(event=event.pk, meeting=meeting.pk)
    page = staff.get(address, follow=True).text
    sent = {**data, "form_key": KEY.findall(page)[-1]}
    if name == "invitation":
        sent["digest"] = staff.post(address, sent).context["sheet"].digest
    before = counts()
    first = staff.post(address, sent)
    after = counts()
    assert first.status_code == 302, first.text
    assert sum(after.values()) > sum(before.values())
    again = staff.post(address, sent, HTTP_ACCEPT_LANGUAGE="en")
    assert (again.status_code, again["Location"]) == (302, first["Location"])
    assert counts() == after
    assert "processed once" in staff.get(first["Location"], HTTP_ACCEPT_LANGUAGE="en").text


def test_a_workbook_twice_makes_one_import(staff, event):
    def send():
        upload = SimpleUploadedFile("list.csv", b"company\nSample\n", "text/csv")
        return staff.post(f"/events/{event.pk}/import/", {"file": upload, "form_key": "one"})

    first, again = send(), send()
    assert first["Location"] == again["Location"]
    assert ImportBatch.objects.count() == 1


def test_another_word_or_another_form_is_another_one(staff, meeting):
    address = f"/log/{meeting.pk}/"
    staff.post(address, {**LOG, "form_key": "one"})
    staff.post(address, {**LOG, "product": "다른 견본", "form_key": "one"})  # gone back, changed, sent again
    staff.post(address, {**LOG, "form_key": "two"})
    assert MeetingLog.objects.count() == 3


def test_the_key_of_somebody_else_is_not_mine(staff, event, meeting):
    data = {**LOG, "form_key": "one"}
    staff.post(f"/log/{meeting.pk}/", data)
    other = Client()
    other.force_login(meeting.seller.applicant)
    other.post(f"/log/{meeting.pk}/", data)
    assert MeetingLog.objects.count() == 2


def test_a_refused_form_can_be_sent_again(staff, meeting):
    data = {**LOG, "product": "", "form_key": "one"}
    assert staff.post(f"/log/{meeting.pk}/", data).status_code == 200
    assert not SentForm.objects.exists()


def test_what_breaks_leaves_no_note(staff, meeting, monkeypatch):
    def break_down(*_args):
        MeetingLog.objects.create(meeting=meeting, author_side="seller", product="half")
        raise RuntimeError

    monkeypatch.setattr("gyoryu.meetings.actions.logging.write_log", break_down)
    staff.raise_request_exception = False
    assert staff.post(f"/log/{meeting.pk}/", {**LOG, "form_key": "one"}).status_code == 500
    assert (SentForm.objects.count(), MeetingLog.objects.count()) == (0, 0)


def test_notes_go_after_two_days(db):
    now = timezone.now()
    for days in (1, 3):
        SentForm.objects.create(digest=str(days), user=1, at=now - timedelta(days=days))
    assert remove_old_forms(now) == 1
    assert SentForm.objects.get().digest == "1"


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_make_one(settings, tmp_path):
    settings.FILES = tmp_path
    event = consultation(sellers=1, buyers=1)
    seller, buyer = (Application.objects.get(event=event, side=side) for side in ("seller", "buyer"))
    meeting = Meeting.objects.create(event=event, seller=seller, buyer=buyer, slot=Slot.objects.first(), state="held")
    staff = person("staff@agency.example", event.programme, "officer")
    clients, answers, gate = [Client(), Client()], [], threading.Barrier(2)
    for client in clients:
        client.force_login(staff)

    def press(client):
        gate.wait()
        answers.append(client.post(f"/log/{meeting.pk}/", {**LOG, "form_key": "one"}))
        connection.close()

    threads = [threading.Thread(target=press, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, f"/log/{meeting.pk}/")] * 2
    assert MeetingLog.objects.count() == 1


def test_every_form_has_a_key_of_its_own(staff, event):
    page = staff.get(f"/events/{event.pk}/slots/").text
    keys = KEY.findall(page)
    assert len(keys) > 4
    assert len(keys) == len(set(keys)) == page.count("csrfmiddlewaretoken")


def test_the_browser_is_told_what_was_taken(staff, meeting):
    address = f"/log/{meeting.pk}/"
    refused = staff.post(address, {**LOG, "product": "", "kept_as": "log%2F1%200"})
    assert "taken" not in refused.cookies
    assert 'data-sent="log%2F1%200"' in refused.text
    assert staff.post(address, {**LOG, "kept_as": "log%2F1%200"}).cookies["taken"].value == "log%2F1%200"
    assert staff.post(address, {**LOG, "kept_as": "b"}).cookies["taken"].value == "log%2F1%200|b"
    assert "taken" not in staff.post(address, {**LOG, "kept_as": "a; b=c"}).cookies


def test_what_is_refused_by_a_notice_is_not_taken(staff, event):
    application = Application.objects.filter(event=event).first()
    data = {"decision": "accept", "version": "99", "kept_as": "a", "reason": ""}
    assert "taken" not in staff.post(f"/applications/{application.pk}/decide/", data).cookies


def test_a_form_without_a_session_is_not_taken(client, event):
    sent = client.post(f"/events/{event.pk}/details/", {"kept_as": "a"})
    assert sent.status_code == 302
    assert "taken" not in sent.cookies
