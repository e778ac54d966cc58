"""Events of a programme."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from gyoryu.base.models import record
from gyoryu.base.refusals import Refused
from gyoryu.people.models import User
from gyoryu.programmes.models import Event, Programme


@dataclass(frozen=True, slots=True)
class EventInput:
    """Input of an officer about an event, named as the columns are."""

    starts_on: date
    ends_on: date
    name_ko: str = ""
    name_zh: str = ""
    name_en: str = ""
    about_ko: str = ""
    about_zh: str = ""
    about_en: str = ""
    venue_ko: str = ""
    venue_zh: str = ""
    venue_en: str = ""
    address: str = ""
    country: str = "KR"
    kind: str = "consultation"
    mode: str = "on_site"
    time_zone: str = "Asia/Seoul"
    other_time_zone: str = ""
    language: str = "ko"
    is_public: bool = False

    def refuse_unfit(self) -> None:
        if not (self.name_ko or self.name_zh or self.name_en):
            raise Refused("needs_a_name")
        if self.ends_on < self.starts_on:
            raise Refused("ends_before_it_starts")


@transaction.atomic
def create_event(programme: Programme, entry: EventInput, by: User) -> Event:
    """Raises `Refused`: `needs_a_name`, `ends_before_it_starts`."""
    entry.refuse_unfit()
    event = Event.objects.create(programme=programme, is_sample=programme.is_sample, **asdict(entry))
    record("create_event", "event", event.pk, by=by.pk, programme=programme.pk, kind_of_event=entry.kind)
    return event


@transaction.atomic
def edit_event(event: Event, entry: EventInput, by: User, *, seen_version: int) -> None:
    """Raises `Refused`: `needs_a_name`, `ends_before_it_starts`, `slots_outside` where slots lie on days that the event
    would not have any more, `changed_meanwhile` where it is not at `seen_version` any more."""
    entry.refuse_unfit()
    zone = ZoneInfo(entry.time_zone)
    days = {moment.astimezone(zone).date() for moment in event.slots.values_list("starts_at", flat=True)}
    if any(not entry.starts_on <= day <= entry.ends_on for day in days):
        raise Refused("slots_outside")
    unchanged = Event.objects.filter(pk=event.pk, version=seen_version)
    if not unchanged.update(**asdict(entry), version=F("version") + 1):
        raise Refused("changed_meanwhile")
    record("edit_event", "event", event.pk, by=by.pk, version=seen_version + 1)
