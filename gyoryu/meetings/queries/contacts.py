"""Who of an event stands for two participants at once."""

from __future__ import annotations

from collections import defaultdict

from gyoryu.meetings.contacts import addresses_in, partners_of, same_person
from gyoryu.meetings.models import Application, Representative
from gyoryu.programmes.models import Event


def groups_of_one_person(event: Event) -> tuple[frozenset[int], ...]:
    """Numbers of the accepted applications for which one person stands: two queries.

    Somebody is the same by e-mail address, by telephone, or by the account that applied where nobody is named."""
    people: dict[int, list[frozenset[str]]] = defaultdict(list)
    accepted = Application.State.ACCEPTED
    rows = Representative.objects.filter(application__event=event, application__state=accepted)
    for number, email, phone in rows.values_list("application_id", "email", "phone"):
        people[number].append(addresses_in(f"{email} {phone}"))
    applied = Application.objects.filter(event=event, state=accepted, applicant__isnull=False)
    for number, user in applied.values_list("pk", "applicant_id"):
        account = frozenset({f"account:{user}"})
        people[number] = (
            [person | account for person in people[number]]
            if len(people[number]) == 1
            else (people[number] or [account])
        )
    return same_person(people)


def same_person_by_application(event: Event) -> dict[int, frozenset[int]]:
    return partners_of(groups_of_one_person(event))
