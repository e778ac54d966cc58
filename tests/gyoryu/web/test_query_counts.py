"""No list takes more queries for three rows than for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gyoryu.base import files
from gyoryu.base.emails import send_email
from gyoryu.checkin.models import CheckIn
from gyoryu.meetings.models import (
    Application,
    Consent,
    Disclosure,
    Interpreter,
    Invitation,
    Meeting,
    MeetingLog,
    PairRule,
    Placement,
    PlanRun,
    ProjectCard,
    Representative,
    TimetableVersion,
    Topic,
)  # fmt: skip
from gyoryu.organisations.models import Organisation
from gyoryu.outcomes.models import Closing, ReferenceRate
from gyoryu.programmes.models import Party, Slot, Table
from tests.gyoryu.consultations import consultation, person

pytestmark = pytest.mark.django_db
NOW = timezone.now()
OF_OFFICERS = (
    "event", "event-details", "event-slots", "event-interpreters", "event-invitations", "event-applications",
    "event-disclosures", "event-emails", "event-wishes", "event-runs", "event-timetable", "event-board",
    "event-checkin", "event-logs", "event-results", "event-outputs",
)  # fmt: skip
OF_PARTICIPANTS = ("my-application", "my-directory", "my-wishes", "my-times", "my-agenda", "my-log")


def event_of(rows):
    """An event with `rows` of everything that is listed somewhere."""
    event = consultation(sellers=rows, buyers=rows + 1, slots=max(rows, 2), tables=rows, interpreters=rows)
    firms, others = (
        list(Application.objects.filter(event=event, side=side).order_by("number")) for side in ("seller", "buyer")
    )
    slots, tables = list(Slot.objects.filter(event=event)), list(Table.objects.filter(event=event))
    for n, interpreter in enumerate(Interpreter.objects.filter(event=event)):
        firm, other = firms[n], others[n]
        place = {"event": event, "seller": firm, "buyer": other, "slot": slots[n], "table": tables[n]}
        Placement.objects.create(**place, interpreter=interpreter)
        meeting = Meeting.objects.create(**place, interpreter=interpreter, state="held")
        MeetingLog.objects.create(meeting=meeting, author_side="seller", author=firm.applicant, product="p", amount=n)
        _all_about(event, firm, other, n)
    return event


def _all_about(event, firm, other, n):
    for application in (firm, other):
        Topic.objects.create(application=application, direction="offer", field="water", hs6="842121")
        Representative.objects.create(application=application, name_ko="견본")
        for kind in ("collection", "cross_border"):
            Consent.objects.create(
                application=application, kind=kind, given_at=NOW, text_version="1", keep_until=NOW.date()
            )
        CheckIn.objects.create(event=event, application=application, day=NOW.date(), at=NOW, method="badge")
    ProjectCard.objects.create(application=other, name="p", fields=["water"])
    Disclosure.objects.create(application=firm, to=other.applicant, to_organisation=other.organisation, to_country="CN")
    PairRule.objects.create(event=event, seller=firm, buyer=other, kind="must")
    Invitation.objects.create(
        event=event, side="seller", email=f"{n}.{event.pk}@a.example", digest=f"{event.pk:032d}{n:032d}", sent_at=NOW
    )
    PlanRun.objects.create(event=event, state="done", score={"weight": 1}, bounds={"weight": 1})
    TimetableVersion.objects.create(event=event, number=n + 1, published_at=NOW)
    stored = files.store_file(f"{event.pk}.{n}".encode(), "application/pdf")
    files.Output.objects.create(event=event.pk, kind="signs", name="s.pdf", file=stored)
    Closing.objects.create(event=event, number=n + 1, at=NOW, figures={})
    send_email("timetable_published", "a@b.example", "ko", {"event": "e", "link": "/"}, event=event.pk)
    party = Organisation.objects.create(name_ko=f"기관 {event.pk} {n}")
    Party.objects.create(programme=event.programme, organisation=party)


def queries_of(client, url):
    client.get(url)  # what is remembered between requests is not counted
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200, url
    return [query["sql"] for query in queries]


@pytest.fixture
def events(settings, tmp_path):
    settings.FILES = tmp_path
    ReferenceRate.objects.create(currency="USD", on=NOW.date(), krw=1400, source="sample")
    return event_of(1), event_of(3)


def compared(client, users, urls):
    """Queries for one row and for three, in that order."""
    queries = []
    for user, url in zip(users, urls, strict=True):
        client.force_login(user)
        queries.append(queries_of(client, url))
    return queries


@pytest.mark.parametrize("name", OF_OFFICERS)
def test_officers(client, events, name):
    users = [person(f"officer{one.pk}@agency.example", one.programme, "officer") for one in events]
    one, three = compared(client, users, [reverse(name, args=[event.pk]) for event in events])
    assert len(one) == len(three), "\n".join(three)


@pytest.mark.parametrize("name", OF_PARTICIPANTS)
def test_participants(client, events, name):
    people = [Application.objects.get(event=one, number="S001") for one in events]
    urls = [reverse(name, args=[one.pk]) for one in people]
    one, three = compared(client, [person.applicant for person in people], urls)
    assert len(one) == len(three), "\n".join(three)


def test_an_interpreter(client, events):
    people = [Interpreter.objects.filter(event=one).first() for one in events]
    for n, one in enumerate(people):
        one.user = person(f"interpreter{n}@agency.example", one.event.programme, "interpreter")
        one.save()
        Meeting.objects.filter(event=one.event).update(interpreter=None)
        for meeting in Meeting.objects.filter(event=one.event):
            meeting.interpreter = one
            meeting.save()
    urls = [reverse("interpreting", args=[one.pk]) for one in people]
    one, three = compared(client, [person.user for person in people], urls)
    assert len(one) == len(three), "\n".join(three)
