"""The terms of a consultation: windows, limits, priorities."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from gyoryu.base.models import record
from gyoryu.base.refusals import Refused
from gyoryu.meetings.models import Terms
from gyoryu.meetings.models.terms import PRIORITIES, default_priorities
from gyoryu.people.models import User
from gyoryu.programmes.actions.events import EventInput, create_event
from gyoryu.programmes.models import Event, Programme

# Before the first day, for a new event: until when one may apply, and from when until when ask for meetings.
APPLY_UNTIL, WISH_FROM, WISH_UNTIL = timedelta(days=42), timedelta(days=28), timedelta(days=14)
SETTING_UP = timedelta(days=7)
EVENING, MORNING = time(18, 0), time(9, 0)


@dataclass(frozen=True, slots=True)
class TermsInput:
    """The terms as an officer enters them, named like the columns; windows are datetimes with a zone."""

    apply_from: datetime
    apply_until: datetime
    wish_from: datetime
    wish_until: datetime
    self_apply: bool = True
    seller_min: int = 0
    seller_max: int | None = None
    buyer_min: int = 0
    buyer_max: int | None = None
    most_wishes: int | None = None
    priorities: list[str] = field(default_factory=default_priorities)
    max_run: int | None = None
    break_spread: int | None = None
    keep_months: int = 24

    def refuse_unfit(self) -> None:
        if self.apply_until <= self.apply_from or self.wish_until <= self.wish_from:
            raise Refused("window_ends_before_it_opens")
        if any(most is not None and most < least for least, most in self._limits()):
            raise Refused("most_below_least")
        if not set(self.priorities) <= set(PRIORITIES) or len(set(self.priorities)) < len(self.priorities):
            raise Refused("bad_priorities")

    def _limits(self) -> tuple[tuple[int, int | None], ...]:
        return (self.seller_min, self.seller_max), (self.buyer_min, self.buyer_max)


def usual_windows(starts_on: date, zone: str, now: datetime) -> dict[str, datetime]:
    """Return default windows; where the event is near, they are close together and still in order."""

    def at(days_before: timedelta, clock: time) -> datetime:
        return datetime.combine(starts_on - days_before, clock, ZoneInfo(zone))

    # Never at once: slots, tables and limits have to be reviewed first.
    today = now.astimezone(ZoneInfo(zone)).date()
    earliest, usual = today + SETTING_UP, (starts_on - APPLY_UNTIL)
    opens_on = earliest if earliest < usual else today + timedelta(days=1)
    apply_from = datetime.combine(opens_on, MORNING, ZoneInfo(zone))
    apply_until = max(at(APPLY_UNTIL, EVENING), apply_from + timedelta(days=1))
    wish_from = max(at(WISH_FROM, MORNING), apply_until)
    wish_until = max(at(WISH_UNTIL, EVENING), wish_from + timedelta(days=1))
    return {"apply_from": apply_from, "apply_until": apply_until, "wish_from": wish_from, "wish_until": wish_until}


@transaction.atomic
def open_event(programme: Programme, entry: EventInput, by: User, now: datetime) -> Event:
    """Create an event; a consultation begins with the usual terms. Raises what `create_event` does."""
    event = create_event(programme, entry, by)
    if event.kind == Event.Kind.CONSULTATION:
        Terms.objects.create(event=event, **usual_windows(event.starts_on, event.time_zone, now))
    return event


@transaction.atomic
def set_terms(event: Event, entry: TermsInput, by: User, *, seen_version: int) -> None:
    """Store the terms; `seen_version` is 0 where there were none. Raises `Refused`: `window_ends_before_it_opens`,
    `most_below_least`, `bad_priorities`, `changed_meanwhile`."""
    entry.refuse_unfit()
    present = Terms.objects.select_for_update().filter(event=event)
    if not seen_version and not present.exists():
        Terms.objects.create(event=event, **asdict(entry))
    elif not present.filter(version=seen_version).update(**asdict(entry), version=F("version") + 1):
        raise Refused("changed_meanwhile")
    record("set_terms", "event", event.pk, by=by.pk, version=seen_version + 1)
