"""Who may take back an action, and where that leads."""

import pytest
from django.urls import reverse

from gyoryu.base.undo import Undo
from gyoryu.meetings.models import Wish
from gyoryu.organisations.models import Contact
from gyoryu.programmes.models import Role
from tests.gyoryu.factories import (
    make_application,
    make_event,
    make_meeting,
    make_organisation,
    make_terms,
    make_user,
    make_wish,
)

pytestmark = pytest.mark.django_db


def act(client, user, name, *arguments, **posted):
    """Do something as the user, and return the URL that undoes it."""
    client.force_login(user)
    client.post(reverse(name, args=arguments), posted)
    return reverse("undo", args=[Undo.objects.latest("pk").token])


def test_it_leads_back_to_the_page_of_the_notice_and_never_to_another_site(client):
    event = make_event(tables=1)
    officer = make_user("", event.programme, "officer")
    page = reverse("event-slots", args=[event.pk])
    for back, location in ((page, page), ("https://evil.example/", reverse("start")), ("", reverse("start"))):
        url = act(client, officer, "tables-add", event.pk, count=1)
        assert client.post(url, {"next": back})["Location"] == location
        assert event.tables.count() == 1


def test_only_by_a_form_and_only_by_whoever_did_it(client):
    event = make_event(tables=1)
    first, second = (make_user("", event.programme, "officer") for _ in range(2))
    url = act(client, first, "tables-add", event.pk, count=1)
    client.get(url)
    assert event.tables.count() == 2
    client.force_login(second)
    assert client.post(url).status_code == 302
    client.logout()
    assert client.post(url)["Location"].startswith(reverse("sign-in"))
    assert event.tables.count() == 2


def test_check_in_staff_take_back_what_they_noted_while_they_have_the_role(client):
    meeting = make_meeting()
    gate = make_user("", meeting.event.programme, "gate")
    url = act(client, gate, "note-meeting", meeting.event_id, meeting.pk, what="seller", version=meeting.version)
    Role.objects.filter(user=gate).update(kind="interpreter")
    assert client.post(url).status_code == 403
    Role.objects.filter(user=gate).update(kind="gate")
    client.post(url)
    meeting.refresh_from_db()
    assert meeting.state == "planned"


def test_a_contact_comes_back_for_those_who_may_edit_its_organisation(client):
    officer = make_user("", make_event().programme, "officer")
    organisation = make_organisation()
    contact = Contact.objects.create(organisation=organisation, name_ko="김견본")
    url = act(client, officer, "organisation-contact-remove", organisation.pk, contact.pk)
    assert not Contact.objects.exists()
    Role.objects.filter(user=officer).update(kind="viewer")
    assert client.post(url).status_code == 403
    Role.objects.filter(user=officer).update(kind="officer")
    client.post(url)
    assert Contact.objects.get().name_ko == "김견본"


def test_a_withdrawn_request_comes_back_for_its_asker_only(client, clock):
    event = make_event()
    clock(make_terms(event).wish_from)
    seller, buyer = make_application(event), make_application(event, "buyer")
    wish = make_wish(seller, buyer)
    url = act(client, seller.applicant, "my-wish-withdraw", seller.pk, wish.pk)
    assert not Wish.objects.exists()
    type(seller).objects.filter(pk=seller.pk).update(applicant=buyer.applicant)
    Role.objects.filter(user=seller.applicant).delete()
    assert client.post(url).status_code == 404
    type(seller).objects.filter(pk=seller.pk).update(applicant=seller.applicant)
    client.post(url)
    assert Wish.objects.get().asked == buyer
