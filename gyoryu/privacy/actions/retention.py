"""Daily erasure of data whose retention period is over.

`event`: the months of the event's terms after its last day, or what the consent text stated; drafts
without a consent a while after applications are over. `account`: after a time without a sign-in, where nothing goes on.
`directory`: contacts and sole traders after a time without an application. The others: days since a date of the row."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from gyoryu.base.models import record
from gyoryu.meetings.actions.consents import last_retention_day
from gyoryu.meetings.models import Application, Consent
from gyoryu.organisations.actions import reindex
from gyoryu.organisations.models import SEARCH, Contact, Organisation
from gyoryu.people.actions import forget_old_attempts
from gyoryu.people.models import User
from gyoryu.privacy import erasure_list, stored_files
from gyoryu.privacy.actions.erasing import erase_applications
from gyoryu.privacy.actions.persons import erase_unused
from gyoryu.privacy.register import RECORDS
from gyoryu.privacy.register.declarations import Outcome, Period
from gyoryu.privacy.rows import about, delete_rows, erase_rows, numbers_of, rows_of, still_full
from gyoryu.privacy.subjects import Subject, sole_traders_among
from gyoryu.programmes.models import Event, Party, Role

AN_HOUR = timedelta(hours=1)  # files that are being brought have no row yet


def apply_retention(now: datetime) -> dict[str, int]:
    """Apply every rule, each in a transaction of its own; return how many rows, applications and accounts were erased,
    by rule."""
    counts = {
        "applications": erase_due_applications(now),
        "events": erase_due_events(now),
        "directory": erase_due_directory(now),
        "accounts": erase_due_accounts(now),
        **erase_by_age(now),
    }
    Session.objects.filter(expire_date__lt=now).delete()
    forget_old_attempts(now)
    stored_files.remove_left_behind(now - AN_HOUR)
    erasure_list.drop_old(now)
    return {rule: count for rule, count in counts.items() if count}


def days_before(now: datetime, period: str) -> datetime:
    return now - timedelta(days=settings.KEPT_DAYS[period])


@transaction.atomic
def erase_due_applications(now: datetime) -> int:
    """Applications of which the promised time is over, and drafts that were never sent."""
    collection = Consent.objects.filter(application=OuterRef("pk"), kind=Consent.Kind.COLLECTION)
    due = Application.objects.filter(Exists(collection))
    over = due.filter(~Exists(collection.filter(keep_until__gte=now.date())))
    closed = Q(event__terms__apply_until__lt=days_before(now, "drafts")) | Q(event__terms=None)
    drafts = Application.objects.filter(
        closed, ~Exists(collection), state__in=["draft", "withdrawn"], created_at__lt=days_before(now, "drafts")
    )
    return erase_applications(frozenset(over.union(drafts).values_list("pk", flat=True)), by=None)


@transaction.atomic
def erase_due_events(now: datetime) -> int:
    """Erase what was collected for events whose retention period is over."""
    past_events = Event.objects.filter(ends_on__lt=now.date()).select_related("terms")
    due = frozenset(event.pk for event in past_events if last_retention_day(event) < now.date())
    subject, count = Subject(events=due), 0
    for record_type in RECORDS:
        if record_type.period in (Period.EVENT, Period.IMPORTS, Period.OUTPUTS):
            count += erase_rows(record_type, numbers_of(still_full(record_type, about(record_type, subject))))
    if count:
        record("erase_events", "event", "", by=None, events=len(due), rows=count)
    return count


@transaction.atomic
def erase_due_directory(now: datetime) -> int:
    """Erase contacts and sole traders of organisations that have not taken part in anything for a while."""
    since = days_before(now, Period.DIRECTORY)
    recent_applications = Application.objects.filter(organisation=OuterRef("pk"), created_at__gte=since)
    recent_roles = Role.objects.filter(organisation=OuterRef("pk"), given_at__gte=since)
    idle = Organisation.objects.filter(~Exists(recent_applications), ~Exists(recent_roles), updated_at__lt=since)
    contacts = Contact.objects.filter(organisation__in=idle.values("pk"), added_at__lt=since)
    unreferenced = idle.exclude(pk__in=Party.objects.values("organisation"))
    subject = Subject(organisations=sole_traders_among(unreferenced.only("pk")))
    count = 0
    for record_type in RECORDS:
        if record_type.period == Period.DIRECTORY:
            numbers = numbers_of(contacts) if record_type.code == "contact" else []
            count += erase_rows(
                record_type, sorted({*numbers, *numbers_of(still_full(record_type, about(record_type, subject)))})
            )
    if subject.organisations:
        reindex(subject.organisations)
        SEARCH.purge()
    if count:
        record("erase_directory", "organisation", "", by=None, rows=count)
    return count


def erase_due_accounts(now: datetime) -> int:
    """Erase accounts that were not used for a while. Each in a transaction of its own."""
    since = days_before(now, Period.ACCOUNT)
    unused = User.objects.filter(Q(last_login__lt=since) | Q(last_login=None, joined_at__lt=since), is_superuser=False)
    return sum(erase_unused(user, now) for user in unused.order_by("pk"))


@transaction.atomic
def erase_by_age(now: datetime) -> dict[str, int]:
    """Delete rows by their date, also those the law had locked, once their period is over."""
    counts = {}
    for record_type in RECORDS:
        if record_type.since:
            rows = rows_of(record_type).filter(**{f"{record_type.since}__lt": days_before(now, record_type.period)})
            locked = record_type.outcome == Outcome.LOCK
            counts[record_type.code] = (
                delete_rows(record_type, rows)
                if locked
                else erase_rows(record_type, numbers_of(still_full(record_type, rows)))
            )
    if any(counts.values()):
        record("erase_by_age", "row", "", by=None, **counts)
    return counts
