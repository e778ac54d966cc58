"""Pages of participants: hidden from others, and as many queries for three rows as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gyoryu.meetings.models import Meeting, Topic, Wish
from gyoryu.programmes.models import Slot, Table
from tests.gyoryu.consultations import participant
from tests.gyoryu.web.participant.applying import application_of

pytestmark = pytest.mark.django_db
PAGES = ("my-application", "my-apply", "my-consents", "my-directory", "my-wishes", "my-times", "my-agenda", "my-badge")


def test_nobody_else_learns_that_an_application_is_there(client, event, firm):
    other_application = application_of(event, "S002")
    for name in PAGES:
        assert client.get(reverse(name, args=[other_application.pk])).status_code == 404, name
    client.logout()
    for name in PAGES:
        assert client.get(reverse(name, args=[other_application.pk])).status_code == 302, name


def count_queries(client, page):

    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return len(queries)


def test_lists_ask_the_database_as_often_for_three_as_for_one(client, event, firm, meeting):
    pages = [reverse(name, args=[firm.pk]) for name in ("my-directory", "my-wishes", "my-agenda")]
    slots, tables = list(Slot.objects.exclude(pk=meeting.slot_id)), list(Table.objects.all())
    Wish.objects.create(event=event, asker=firm, asked=application_of(event, "B001"), created_at=timezone.now())
    Wish.objects.create(event=event, asked=firm, asker=application_of(event, "B001"), created_at=timezone.now())
    Topic.objects.create(application=application_of(event, "B001"), direction="need", field="water")
    for page in pages:
        client.get(page)
    query_counts = [count_queries(client, page) for page in pages]
    for n in (2, 3):
        other = application_of(event, f"B00{n}")
        Wish.objects.create(event=event, asker=firm, asked=other, created_at=timezone.now())
        Wish.objects.create(event=event, asked=firm, asker=other, created_at=timezone.now())
        Topic.objects.create(application=other, direction="need", field="water")
        Meeting.objects.create(event=event, seller=firm, buyer=other, slot=slots[n - 2], table=tables[0])
        participant(event, "buyer", n + 10, "zh")
    assert [count_queries(client, page) for page in pages] == query_counts
