"""Actions that can be undone: what they changed is stored with their email, or nothing is."""

import pytest
from django.urls import reverse

from gyoryu.base.emails import Email, send_email
from gyoryu.base.undo import Undo
from gyoryu.programmes.models import Table
from gyoryu.web.undo import undoable
from tests.gyoryu.factories import make_event, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event(tables=1)


@pytest.fixture
def request_of_officer(rf, event):
    request = rf.post("/")
    request.user = make_user("", event.programme, "officer")
    return request


def test_what_changed_is_stored_for_its_actor(request_of_officer, event):
    tables = Table.objects.filter(event=event)
    with undoable(request_of_officer, "edit_table", event, tables) as undo:
        tables.update(name="Hall A")
    entry = Undo.objects.get()
    assert undo.back == reverse("undo", args=[entry.token])
    assert (entry.act, entry.by, entry.event) == ("edit_table", request_of_officer.user.pk, event.pk)
    ((_, _, before, after),) = entry.changes
    assert (before["name"], after["name"]) == ("1", "Hall A")


def test_an_action_without_effect_leaves_nothing_to_undo(request_of_officer, event):
    with undoable(request_of_officer, "edit_table", event, Table.objects.filter(event=event)) as undo:
        pass
    assert undo.back == ""
    assert not Undo.objects.exists()


def test_a_failed_action_changes_and_stores_nothing(request_of_officer, event):
    tables = Table.objects.filter(event=event)

    def fail():
        with undoable(request_of_officer, "edit_table", event, tables):
            tables.update(name="Hall A")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert tables.get().name == "1"
    assert not Undo.objects.exists()


@pytest.mark.parametrize("is_watched", [True, False])
def test_emails_belong_to_the_action_if_it_says_so(request_of_officer, event, is_watched):
    params = {"programme": "견본", "role": "officer", "link": "/"}
    tables = Table.objects.filter(event=event)
    with undoable(request_of_officer, "edit_table", event, tables, emails=is_watched):
        tables.update(name="Hall A")
        send_email("role_given", "b@firm.example", "ko", params, event=event.pk)
    labels = {change[0] for change in Undo.objects.get().changes}
    assert (Email._meta.label_lower in labels) == is_watched
