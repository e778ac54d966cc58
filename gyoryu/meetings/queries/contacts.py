"""Find persons of an event who represent two participants at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from gyoryu.meetings.contacts import addresses_in, same_person
from gyoryu.meetings.models import Application, Representative
from gyoryu.programmes.models import Event


def groups_of_one_person(event: Event) -> tuple[frozenset[int], ...]:
    """Return the numbers of the accepted applications for which one person stands: two queries."""
    accepted = Application.objects.filter(event=event, state=Application.State.ACCEPTED)
    return groups_among(event, accepted.only("applicant_id"))


def groups_among(event: Event, accepted: Iterable[Application]) -> tuple[frozenset[int], ...]:
    """Return the same of all accepted applications of the event, which are loaded already: one query.

    A person is identified by e-mail address, by telephone, or by the applicant's account where no representative is
    named."""
    identifiers: dict[int, list[frozenset[str]]] = defaultdict(list)
    rows = Representative.objects.filter(application__event=event, application__state=Application.State.ACCEPTED)
    for number, email, phone in rows.values_list("application_id", "email", "phone"):
        identifiers[number].append(addresses_in(f"{email} {phone}"))
    for number, user in ((a.pk, a.applicant_id) for a in accepted if a.applicant_id is not None):
        account = frozenset({f"account:{user}"})
        identifiers[number] = (
            [person | account for person in identifiers[number]]
            if len(identifiers[number]) == 1
            else (identifiers[number] or [account])
        )
    return same_person(identifiers)
