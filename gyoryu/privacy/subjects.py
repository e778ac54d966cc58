"""Subjects of personal data: the numbers and addresses by which their rows are found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet

from gyoryu.meetings.models import Application, Interpreter, Representative
from gyoryu.organisations.models import Identifier, Organisation
from gyoryu.organisations.rules import is_sole_trader
from gyoryu.people.models import User
from gyoryu.programmes.models import Party, Role


@dataclass(frozen=True, slots=True)
class Subject:
    """Subject of personal data. `within`: only emails sent to the addresses for these events; None: all."""

    accounts: frozenset[int] = frozenset()
    addresses: frozenset[str] = frozenset()
    applications: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()
    events: frozenset[int] = frozenset()
    copies: frozenset[int] = frozenset()  # events whose files hold copies
    within: frozenset[int] | None = None


def subject_of_address(email: str) -> Subject:
    """Return the person with this e-mail address: an account with all its applications, or only a named
    representative."""
    address = email.strip().lower()
    user = User.objects.filter(email__iexact=address).first()
    accounts = frozenset({user.pk}) if user else frozenset[int]()
    verified = EmailAddress.objects.filter(user__in=accounts).values_list("email", flat=True)
    addresses = frozenset({address, *(other_address.lower() for other_address in verified)})
    applications = frozenset(Application.objects.filter(applicant__in=accounts).values_list("pk", flat=True))
    return Subject(
        accounts=accounts,
        addresses=addresses,
        applications=applications,
        organisations=sole_traders_of(applications, user.pk if user else None),
        copies=_events_naming(accounts, addresses, applications),
    )


def _events_naming(accounts: frozenset[int], addresses: frozenset[str], applications: frozenset[int]) -> frozenset[int]:
    """Return events of which workbooks and exports may hold the names of these people."""
    matching = Application.objects.filter(Q(pk__in=applications) | Q(people__email__in=addresses))
    interpreting = Interpreter.objects.filter(Q(user__in=accounts) | Q(email__in=addresses))
    return frozenset({*matching.values_list("event_id", flat=True), *interpreting.values_list("event_id", flat=True)})


def subject_of_applications(applications: frozenset[int]) -> Subject:
    """The people of these applications, as far as their events go: accounts stay."""
    rows = list(
        Application.objects.filter(pk__in=applications).values_list("event_id", "applicant_id", "applicant__email")
    )
    events = frozenset(event for event, _, _ in rows)
    emails = Representative.objects.filter(application__in=applications).values_list("email", flat=True)
    users = {user for _, user, _ in rows}
    return Subject(
        addresses=frozenset(address.lower() for address in (*emails, *(email for _, _, email in rows)) if address),
        applications=applications,
        organisations=sole_traders_of(applications, users.pop() if len(users) == 1 else None),
        copies=events,
        within=events,
    )


def sole_traders_of(applications: frozenset[int], user: int | None) -> frozenset[int]:
    """Sole traders among the organisations of these applications that no other user acts for or has applied with."""
    of_these = Organisation.objects.filter(applications__in=applications)
    shared = (
        Q(pk__in=Application.objects.exclude(pk__in=applications).exclude(organisation=None).values("organisation"))
        | Q(pk__in=Role.objects.exclude(user=user).exclude(organisation=None).values("organisation"))
        | Q(pk__in=Party.objects.values("organisation"))
    )
    return sole_traders_among(of_these.exclude(shared).only("pk"))


def sole_traders_among(organisations: QuerySet[Organisation, Any]) -> frozenset[int]:
    """Return the organisations that are sole traders, by their business number."""
    rows = Identifier.objects.filter(organisation__in=organisations).values_list("organisation", "scheme", "value")
    return frozenset(number for number, scheme, value in rows if is_sole_trader(scheme, value))
