"""The list of applications that officers screen, and what stands behind one of them."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, Prefetch, Q, QuerySet, TextField
from django.db.models.functions import Cast

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
    """What officers see: all that were ever sent. Drafts are their writers' own."""
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
    wanted = {name: value for name, value in (("side", side), ("state", state)) if value}
    found = screened(event).filter(**wanted)
    if country:
        found = found.filter(organisation__country=country)
    if field:
        of_topics = Topic.objects.filter(application__event=event, field=field).values("application")
        coded = found.alias(codes=Cast("organisation__fields", TextField()))
        found = coded.filter(Q(codes__contains=f'"{field}"') | Q(pk__in=of_topics))
    if typed:
        found = found.filter(_named(typed))
    return found.order_by(*_order(sort))


def _named(typed: str) -> Q:
    columns = ("number", "organisation__name_ko", "organisation__name_zh", "organisation__name_en")
    named = Q()
    for column in columns:
        named |= Q(**{f"{column}__icontains": typed})
    return named


def _order(sort: str) -> list[str]:
    """What waits longest comes first, unless something else is asked for."""
    columns = SORTS.get(sort.removeprefix("-"), SORTS["sent"])
    return [f"-{column}" for column in columns] if sort.startswith("-") else list(columns)


def for_list(found: QuerySet[Application]) -> QuerySet[Application]:
    return found.select_related("organisation").prefetch_related(
        Prefetch("topics", Topic.objects.exclude(field="").order_by("pk"))
    )


def counts_by_state(event: Event) -> Mapping[str, int]:
    rows = screened(event).values_list("state").annotate(count=Count("pk")).order_by()
    return dict(rows)


def countries_of(event: Event) -> list[str]:
    """Countries of which there are applications."""
    codes = screened(event).values_list("organisation__country", flat=True).order_by("organisation__country")
    return list(codes.distinct())


def neighbours(one: Application) -> tuple[int | None, int | None]:
    """Those before and after it in the order of sending."""
    numbers = list(narrowed(one.event).values_list("pk", flat=True))
    place = numbers.index(one.pk)
    after = numbers[place + 1] if place + 1 < len(numbers) else None
    return (numbers[place - 1] if place else None), after
