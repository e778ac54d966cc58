"""Programmes in which an organisation takes part."""

from __future__ import annotations

from collections.abc import Iterable

from gyoryu.meetings.models import Application, Invitation
from gyoryu.programmes.models import Party, Role


def programmes_of(organisations: Iterable[int]) -> dict[int, frozenset[int]]:
    """Return for each of these organisations the programmes in which it is a party, acts through a role, has applied or
    is invited. Four queries, however many there are."""
    numbers = list(organisations)
    programmes: dict[int, set[int]] = {number: set() for number in numbers}
    for model, programme in (
        (Party, "programme_id"),
        (Role, "programme_id"),
        (Application, "event__programme_id"),
        (Invitation, "event__programme_id"),
    ):
        rows = model._default_manager.filter(organisation__in=numbers).order_by().values_list("organisation", programme)
        for organisation, number in rows.distinct():
            programmes[organisation].add(number)
    return {organisation: frozenset(programmes) for organisation, programmes in programmes.items()}
