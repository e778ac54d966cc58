"""The list of applications that officers screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast

from gyoryu.base.names import Language, Names
from gyoryu.meetings.models import Application, Topic
from gyoryu.programmes.models import Event

SORTS = {
    "number": ("number", "pk"),
    "name": ("organisation__name_ko", "organisation__name_zh", "organisation__name_en", "pk"),
    "country": ("organisation__country", "pk"),
    "sent": ("submitted_at", "pk"),
    "state": ("state", "pk"),
}
State = Application.State


def screened(event: Event) -> QuerySet[Application]:
    """Return all applications that were ever sent. Drafts are private to their applicants."""
    return Application.objects.filter(event=event).exclude(state=State.DRAFT).exclude(organisation=None)


def narrowed(
    event: Event,
    *,
    side: str = "",
    state: str = "",
    country: str = "",
    field: str = "",
    typed: str = "",
    sort: str = "",
) -> QuerySet[Application]:
    """`field`: a code of technology that it offers, needs or works in; `typed`: part of a name or number; `sort`: a key
    of `SORTS`, with "-" before it from the last to the first."""
    criteria = {name: value for name, value in (("side", side), ("state", state)) if value}
    applications = screened(event).filter(**criteria)
    if country:
        applications = applications.filter(organisation__country=country)
    if field:
        with_topic = Topic.objects.filter(application__event=event, field=field).values("application")
        coded = applications.alias(codes=Cast("organisation__fields", TextField()))
        applications = coded.filter(Q(codes__contains=f'"{field}"') | Q(pk__in=with_topic))
    if typed:
        applications = applications.filter(_named(typed))
    return applications.order_by(*_order(sort))


def _named(typed: str) -> Q:
    columns = ("number", "organisation__name_ko", "organisation__name_zh", "organisation__name_en")
    condition = Q()
    for column in columns:
        condition |= Q(**{f"{column}__icontains": typed})
    return condition


def _order(sort: str) -> list[str]:
    """Return the columns of the order; by default the longest waiting comes first."""
    columns = SORTS.get(sort.removeprefix("-"), SORTS["sent"])
    return [f"-{column}" for column in columns] if sort.startswith("-") else list(columns)


class Screened(NamedTuple):
    """Row of the list of applications. `fields`: codes of technology, those of its topics first."""

    pk: int
    number: str
    side: str
    state: str
    submitted_at: datetime | None
    risk_flag: bool
    names: Names
    language: Language
    country: str
    is_sample: bool
    fields: tuple[str, ...]


OF_APPLICATION = ("pk", "number", "side", "state", "submitted_at", "risk_flag")
OF_ORGANISATION = ("name_ko", "name_zh", "name_en", "language", "country", "is_sample", "fields")


def for_list(applications: QuerySet[Application]) -> list[Screened]:
    """Return the rows of the list, with two queries."""
    rows = list(applications.values_list(*OF_APPLICATION, *(f"organisation__{column}" for column in OF_ORGANISATION)))
    topics: dict[int, list[str]] = {}
    coded = Topic.objects.filter(application__in=[row[0] for row in rows]).exclude(field="").order_by("pk")
    for application, field in coded.values_list("application_id", "field"):
        topics.setdefault(application, []).append(field)
    screened_rows = []
    for row in rows:
        fields = tuple(dict.fromkeys([*topics.get(row[0], ()), *row[12]]))
        screened_rows.append(Screened._make((*row[:6], Names(*row[6:9]), *row[9:12], fields)))
    return screened_rows


def counts_of(event: Event) -> tuple[Mapping[str, int], list[str]]:
    """Return the number of applications by state, and their countries."""
    rows = screened(event).values_list("state", "organisation__country").annotate(count=Count("pk")).order_by()
    states: dict[str, int] = {}
    countries = set()
    for state, country, count in rows:
        states[state] = states.get(state, 0) + count
        countries.add(country)
    return states, sorted(countries)


def neighbours(application: Application) -> tuple[int | None, int | None]:
    """Return the numbers of the previous and the next application in the order of sending."""
    numbers = list(narrowed(application.event).values_list("pk", flat=True))
    place = numbers.index(application.pk)
    after = numbers[place + 1] if place + 1 < len(numbers) else None
    return (numbers[place - 1] if place else None), after
