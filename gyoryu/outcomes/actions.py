"""Close the figures of an event, and store the rates by which they are converted."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from gyoryu.base.models import record
from gyoryu.base.refusals import Refused
from gyoryu.outcomes.models import Closing, ReferenceRate
from gyoryu.outcomes.queries import figures_of, is_to_come, meetings_to_come
from gyoryu.people.models import User
from gyoryu.programmes.models import Event


@transaction.atomic
def close_figures(event: Event, by: User, now: datetime, *, note: str = "") -> Closing:
    """Store the present figures as a new closing; earlier ones stay.

    Raises `Refused`: `not_over` before the event has begun; `meetings_to_come` (count) where meetings are still to come
    and no `note` says why the figures are closed all the same."""
    locked = Event.objects.select_for_update().get(pk=event.pk)
    if is_to_come(locked, now):
        raise Refused("not_over")
    to_come = meetings_to_come(locked, now)
    if to_come and not note.strip():
        raise Refused("meetings_to_come", count=to_come)
    number = (locked.closings.values_list("number", flat=True).first() or 0) + 1
    closing = Closing.objects.create(
        event=locked, number=number, by=by, at=now, figures=figures_of(locked).to_json(), note=note
    )
    record("close_figures", "event", locked.pk, by=by.pk, number=number)
    return closing


@transaction.atomic
def set_rate(currency: str, on: date, krw: Decimal, source: str, by: User) -> ReferenceRate:
    """Store the rate of a currency: what one unit was worth in won on a day. A later rate for the same day replaces
    the former.

    Raises `Refused`: `bad_rate`, `bad_currency`."""
    if not (len(currency) == 3 and currency.isascii() and currency.isalpha()) or currency.upper() == "KRW":
        raise Refused("bad_currency")
    if krw <= 0:
        raise Refused("bad_rate")
    rate, _ = ReferenceRate.objects.update_or_create(
        currency=currency.upper(), on=on, defaults={"krw": krw, "source": source}
    )
    record("set_rate", "rate", rate.pk, by=by.pk, currency=currency.lower(), on=on.isoformat())
    return rate
