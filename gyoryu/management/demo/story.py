"""The consultation of the demo from the plan to the first logs, made by the same actions that the pages call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from gyoryu.checkin.models import CheckIn
from gyoryu.meetings.actions.planning import adopt_plan, make_plan, request_plan
from gyoryu.meetings.actions.publishing import publish_timetable
from gyoryu.meetings.models import Meeting, MeetingLog, Topic
from gyoryu.outcomes.models import ReferenceRate
from gyoryu.people.models import User
from gyoryu.programmes.models import Event

RATES = {"USD": "1378.5", "CNY": "191.7", "KRW": "1", "EUR": "1492.1", "JPY": "9.21"}
SOURCE = "sample rate, not a real one"


def plan_and_publish(event: Event, officer: User, seconds: int, now: datetime, report: Callable[[str], None]) -> None:
    run = request_plan(event, officer, now, seconds=seconds)

    def on_progress(share: float, phase: str, figures: dict[str, Any]) -> bool:
        report(phase)
        return False

    make_plan(run, on_progress, now)
    run.refresh_from_db()
    adopt_plan(run, officer, now)
    publish_timetable(event, officer, now, base=0)


def hold(event: Event, until: datetime, random: Random) -> None:
    """Meetings before `until` were held, but for a few; two in three of them are logged."""
    past_meetings = Meeting.objects.filter(event=event, slot__ends_at__lte=until, state="planned")
    meetings = list(past_meetings.select_related("slot", "seller__applicant", "event"))
    logs = []
    for meeting in meetings:
        if random.random() < 0.04:
            meeting.state, meeting.absent = Meeting.State.MISSED, random.choice(("seller", "buyer"))
            continue
        assert meeting.slot is not None
        meeting.state = Meeting.State.HELD
        meeting.started_at = meeting.slot.starts_at + timedelta(minutes=random.randint(0, 4))
        meeting.ended_at = meeting.slot.ends_at - timedelta(minutes=random.randint(0, 5))
        if random.random() < 0.66:
            logs.append(_log(meeting, random))
    Meeting.objects.bulk_update(meetings, ["state", "absent", "started_at", "ended_at"], batch_size=200)
    MeetingLog.objects.bulk_create(logs)


def _log(meeting: Meeting, random: Random) -> MeetingLog:
    topic = Topic.objects.filter(application=meeting.seller).first()
    quantity, price = Decimal(random.randint(1, 40)), Decimal(random.choice((1200, 4800, 15000, 62000)))
    korean = meeting.seller.language == "ko"
    return MeetingLog(
        meeting=meeting,
        author=meeting.seller.applicant,
        author_side="seller",
        product="견본 설비" if korean else "Sample equipment",
        hs6=topic.hs6 if topic else "",
        quantity=quantity,
        unit="대" if korean else "unit",
        unit_price=price,
        currency=random.choice(("USD", "USD", "CNY")),
        amount=quantity * price,
        stage=random.choices(("consulted", "pursuing", "signed"), (70, 24, 6))[0],
        interest=random.randint(2, 5),
        next_action="견적서 송부" if korean else "Send a quotation",
        next_on=meeting.event.ends_on + timedelta(days=random.randint(5, 40)),
    )


def arrive(event: Event, until: datetime, random: Random, by: User) -> None:
    """Who has had a meeting today has arrived, and so have most of the others."""
    expected = {
        m for pair in Meeting.objects.filter(event=event, state="held").values_list("seller", "buyer") for m in pair
    }
    day = until.astimezone(ZoneInfo(event.time_zone)).date()
    CheckIn.objects.bulk_create(
        CheckIn(
            event=event,
            application=application,
            day=day,
            at=until - timedelta(minutes=random.randint(5, 240)),
            by=by,
            method=random.choice(("badge", "badge", "search")),
        )
        for application in event.applications.filter(state="accepted")
        if application.pk in expected or random.random() < 0.85
    )


def set_rates(event: Event) -> None:
    for currency, krw in RATES.items():
        ReferenceRate.objects.get_or_create(
            currency=currency, on=event.starts_on - timedelta(days=1), defaults={"krw": Decimal(krw), "source": SOURCE}
        )
