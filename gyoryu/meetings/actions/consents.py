"""Consents to the processing of personal data, and the log of disclosures."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from gyoryu.base.models import record
from gyoryu.base.refusals import Refused
from gyoryu.meetings import rules
from gyoryu.meetings.models import Application, Consent, Disclosure, Terms
from gyoryu.people.models import User
from gyoryu.programmes.models import Event

TEXT_VERSION = "1"  # of the text that people agree to; a changed text needs a new version
A_DAY = timedelta(days=1)


def retention_end(application: Application) -> date:
    """Return the last day on which personal data are stored."""
    return last_retention_day(application.event)


def last_retention_day(event: Event) -> date:
    terms = getattr(event, "terms", None)
    months = terms.keep_months if terms else Terms._meta.get_field("keep_months").default
    year, month = divmod(event.ends_on.year * 12 + event.ends_on.month - 1 + months, 12)
    return date(year, month + 1, min(event.ends_on.day, calendar.monthrange(year, month + 1)[1]))


def store_consents(application: Application, kinds: Iterable[str], user: User, now: datetime) -> None:
    """Make exactly these kinds of consent active; part of other actions."""
    requested, active = set(kinds), set(active_kinds(application))
    application.consents.filter(kind__in=active - requested, withdrawn_at=None).update(withdrawn_at=now)
    Consent.objects.bulk_create(
        Consent(
            application=application, kind=kind, by=user, given_at=now, text_version=TEXT_VERSION,
            keep_until=retention_end(application),
        )
        for kind in sorted(requested - active)
    )  # fmt: skip


def active_kinds(application: Application) -> list[str]:
    return list(application.consents.filter(withdrawn_at=None).values_list("kind", flat=True))


@transaction.atomic
def give_consent(application: Application, kind: str, user: User, now: datetime) -> None:
    """Store a consent. Raises `Refused("unknown_consent")`."""
    _refuse_unknown(kind)
    Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    store_consents(application, {*active_kinds(application), kind}, user, now)
    record("give_consent", "application", application.pk, by=user.pk, consent=kind)


@transaction.atomic
def record_withdrawal(application: Application, kind: str, user: User, now: datetime) -> Application:
    """Withdraw a consent; part of `privacy.actions.consents.withdraw_consent`, which erases the data stored on the
    basis of this consent alone. Participation requires the consent to collection: before the end of the event the
    application has to be withdrawn first. Raises `Refused`: `unknown_consent`, `needed_to_take_part`."""
    _refuse_unknown(kind)
    current = Application.objects.select_for_update(of=("self",)).select_related("event").get(pk=application.pk)
    if kind == Consent.Kind.COLLECTION and rules.needs_its_people(current.state, current.event, now):
        raise Refused("needed_to_take_part")
    current.consents.filter(kind=kind, withdrawn_at=None).update(withdrawn_at=now)
    record("withdraw_consent", "application", current.pk, by=user.pk, consent=kind)
    return current


def _refuse_unknown(kind: str) -> None:
    if kind not in Consent.Kind.values:
        raise Refused("unknown_consent")


@transaction.atomic
def disclose(
    application: Application, reader: User, recipient: Application, categories: Sequence[str], now: datetime
) -> None:
    """Record that personal data were shown to `reader`, who acts for `recipient`: once a day, in the log of
    disclosures, which is an audit log of its own."""
    recent = Disclosure.objects.filter(application=application, to=reader, at__gt=now - A_DAY)
    if not categories or recent.exists():
        return
    organisation = recipient.organisation
    Disclosure.objects.create(
        application=application,
        to=reader,
        to_organisation=organisation,
        to_country=organisation.country if organisation else "",
        what=list(categories),
    )
    record("disclose", "application", application.pk, by=reader.pk, to=recipient.pk)
