"""Open calls for applications, as cards of the front page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from gyoryu.base.formatting import format_date_range
from gyoryu.meetings.models import Terms
from gyoryu.programmes.models import Event
from gyoryu.web.organiser.events.todo import SOON, moment_at
from gyoryu.web.texts.languages import reader

MAX_CALLS = 30


@dataclass(frozen=True, slots=True)
class OpenCall:
    """The card of a call, in the language of the reader. `soon`: its deadline is near."""

    url: str
    name: str
    when: str
    where: str
    until: str
    soon: bool
    is_sample: bool


def open_calls(now: datetime) -> list[OpenCall]:
    """Return the open calls for the front page, the earliest deadline first. One query."""
    open_terms = Terms.objects.filter(event__is_public=True, apply_from__lte=now, apply_until__gt=now)
    by_deadline = open_terms.select_related("event").order_by("apply_until")[:MAX_CALLS]
    return [_card(terms.event, terms, now) for terms in by_deadline]


def _card(event: Event, terms: Terms, now: datetime) -> OpenCall:
    return OpenCall(
        url=reverse("call", args=[event.pk]),
        name=event.names.in_language(reader()),
        when=format_date_range(event.starts_on, event.ends_on, reader()),
        where=event.venue.in_language(reader()),
        until=gettext("Apply until {moment}").format(moment=moment_at(event, terms.apply_until)),
        soon=terms.apply_until < now + SOON,
        is_sample=event.is_sample,
    )
