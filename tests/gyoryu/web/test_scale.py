"""The heaviest pages with 50, 500 and 5,000 participants: the same queries, and not three times the time."""

import time
from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gyoryu.meetings.models import Application, Draft, Meeting, Placement, Terms, Wish
from gyoryu.organisations.models import Organisation
from gyoryu.programmes.models import Event, Slot, Table
from tests.gyoryu.consultations import WISH, person, programme

SIZES = (50, 500, 5000)
WISHES_EACH, SLOTS = 10, 16
PAGES = ("event-wishes", "event-timetable", "event-board")
MAX_SLOWDOWN = 3.0


def large_event(parent, size):
    """`size` participants, half of them on each side, ten wishes each; every table taken in every slot."""
    today = timezone.now()
    event = Event.objects.create(
        programme=parent, name_en=f"{size}", starts_on=today.date(), ends_on=today.date() + timedelta(days=1)
    )
    Terms.objects.create(event=event, apply_from=WISH[0], apply_until=WISH[1], wish_from=WISH[0], wish_until=WISH[1])
    begin = today - timedelta(minutes=20)
    half = timedelta(minutes=30)
    Slot.objects.bulk_create(
        Slot(event=event, starts_at=begin + k * half, ends_at=begin + (k + 1) * half) for k in range(SLOTS)
    )
    Table.objects.bulk_create(Table(event=event, name=str(k), order=k) for k in range(size // 4))
    organisations = Organisation.objects.bulk_create(
        Organisation(name_ko=f"견본 {size} {k}", name_zh=f"样例{size} {k}") for k in range(size)
    )
    people = Application.objects.bulk_create(
        Application(
            event=event,
            organisation=organisation,
            side="seller" if k % 2 else "buyer",
            state="accepted",
            number=f"{'S' if k % 2 else 'B'}{k:04d}",
            languages=["ko"],
        )
        for k, organisation in enumerate(organisations)
    )
    firms, others = people[1::2], people[::2]
    _wish(event, firms, others)
    _meet(event, firms, others)
    return event


def _wish(event, firms, others):
    random = Random(1)
    Wish.objects.bulk_create(
        (
            Wish(event=event, asker=asker, asked=asked, rank=rank, created_at=WISH[0])
            for side, against in ((firms, others), (others, firms))
            for asker in side
            for rank, asked in enumerate(random.sample(against, min(WISHES_EACH, len(against))), 1)
        ),
        batch_size=2000,
    )


def _meet(event, firms, others):
    slots, tables = list(Slot.objects.filter(event=event)), list(Table.objects.filter(event=event))
    places = [
        {"event": event, "seller": firms[k], "buyer": others[(k + shift) % len(others)], "slot": slot, "table": table}
        for shift, slot in enumerate(slots)
        for k, table in enumerate(tables)
    ]
    Placement.objects.bulk_create((Placement(**place) for place in places), batch_size=2000)
    Meeting.objects.bulk_create((Meeting(**place) for place in places), batch_size=2000)
    Draft.objects.create(event=event)


def quickest(client, url):
    """Seconds of the quickest of five answers, and the number of queries."""
    client.get(url)
    durations = []
    for _ in range(5):
        with CaptureQueriesContext(connection) as queries:
            started = time.process_time()
            assert client.get(url).status_code == 200
            durations.append(time.process_time() - started)
    return min(durations), len(queries)


@pytest.mark.django_db
def test_the_heaviest_pages_grow_with_the_screen_and_not_with_the_event(client):
    officer_programme = programme()
    client.force_login(person("officer@agency.example", officer_programme, "officer"))
    events = {size: large_event(officer_programme, size) for size in SIZES}
    assert Wish.objects.filter(event=events[5000]).count() == 50_000
    for page in PAGES:
        seconds, queries = zip(
            *(quickest(client, reverse(page, args=[events[size].pk])) for size in SIZES), strict=True
        )
        assert len(set(queries)) == 1, (page, queries)
        print(f"{page}: {queries[0]} queries; " + ", ".join(f"{duration * 1000:.0f} ms" for duration in seconds))
        assert seconds[-1] < MAX_SLOWDOWN * seconds[0], (page, seconds)
