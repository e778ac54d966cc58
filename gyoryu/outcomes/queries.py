"""Results of an event: meetings by state, amounts by stage and field. Stages are never added up."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F

from gyoryu.meetings.models import LogAnswer, Meeting, MeetingLog, Stage, Topic
from gyoryu.outcomes.models import ReferenceRate
from gyoryu.outcomes.rules import Rate, Rates, counting_side
from gyoryu.programmes.models import Event

CENT = Decimal("0.01")


@dataclass
class Subtotal:
    """Amounts of one stage. `unrated`: amounts by currency for which no reference rate is known; they are in no
    subtotal. `confirmed` and `disputed` count logs by the response of the other side."""

    logs: int = 0
    by_currency: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    krw: Decimal = Decimal(0)
    usd: Decimal = Decimal(0)
    unrated: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    confirmed: int = 0
    disputed: int = 0


@dataclass
class Figures:
    """Results of an event. `fields`: amounts in won by field of technology and stage. `rated_on`: dates of the rates
    used."""

    meetings: dict[str, int]
    logged: int
    walk_ins: int
    stages: dict[str, Subtotal]
    fields: dict[str, dict[str, Decimal]]
    rated_on: dict[str, date]

    def to_json(self) -> dict[str, Any]:
        """Return the figures for storage: decimals as text, so that nothing is rounded."""
        return {
            "meetings": self.meetings,
            "logged": self.logged,
            "walk_ins": self.walk_ins,
            "stages": {
                stage: {
                    "logs": subtotal.logs,
                    "by_currency": {code: str(amount) for code, amount in subtotal.by_currency.items()},
                    "krw": str(subtotal.krw.quantize(CENT)),
                    "usd": str(subtotal.usd.quantize(CENT)),
                    "unrated": {code: str(amount) for code, amount in subtotal.unrated.items()},
                    "confirmed": subtotal.confirmed,
                    "disputed": subtotal.disputed,
                }
                for stage, subtotal in self.stages.items()
            },
            "fields": {
                name: {stage: str(amount.quantize(CENT)) for stage, amount in amounts.items()}
                for name, amounts in self.fields.items()
            },
            "rated_on": {code: day.isoformat() for code, day in self.rated_on.items()},
        }


def is_to_come(event: Event, now: datetime) -> bool:
    """Return whether the first day has not begun yet at the venue."""
    return now.astimezone(ZoneInfo(event.time_zone)).date() < event.starts_on


def meetings_to_come(event: Event, now: datetime) -> int:
    """Count meetings that have not begun, or are going on."""
    alive = Meeting.objects.filter(event=event, state__in=(Meeting.State.PLANNED, Meeting.State.RUNNING))
    return alive.filter(slot__ends_at__gt=now).count()


def rates() -> Rates:
    rates_by_currency: dict[str, list[Rate]] = defaultdict(list)
    for currency, on, krw in ReferenceRate.objects.values_list("currency", "on", "krw"):
        rates_by_currency[currency].append(Rate(krw, on))
    return Rates(rates_by_currency)


def counting_logs(event: Event) -> list[MeetingLog]:
    """Return the logs whose amounts count: of each meeting those of one side."""
    logs_by_meeting: dict[int, list[MeetingLog]] = defaultdict(list)
    logs = MeetingLog.objects.filter(meeting__event=event).exclude(
        meeting__state__in=(Meeting.State.CANCELLED, Meeting.State.MISSED)
    )
    for log in logs.select_related("meeting__slot"):
        logs_by_meeting[log.meeting_id].append(log)
    return [
        log
        for meeting_logs in logs_by_meeting.values()
        for log in meeting_logs
        if log.author_side == counting_side(entry.author_side for entry in meeting_logs)
    ]


def verdicts(event: Event) -> dict[int, str]:
    """Return the latest response of the other side to the present version of each log."""
    answers = LogAnswer.objects.filter(log__meeting__event=event, log_version=F("log__version"))
    return dict(answers.order_by("pk").values_list("log_id", "verdict"))


def figures_of(event: Event) -> Figures:
    """Compute the figures with a fixed number of queries."""
    states = dict(Meeting.objects.filter(event=event).values_list("state").annotate(Count("pk")))
    logs, verdict_by_log, reference_rates = counting_logs(event), verdicts(event), rates()
    fields_of = _fields_of_sellers(event)
    zone = ZoneInfo(event.time_zone)
    stages = {str(stage): Subtotal() for stage in Stage.values}
    fields: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    rated_on: dict[str, date] = {}
    for log in logs:
        slot = log.meeting.slot
        day = slot.starts_at.astimezone(zone).date() if slot else event.ends_on
        krw = _add(stages[log.stage], log, day, reference_rates, verdict_by_log.get(log.pk, ""))
        if krw is not None:
            fields[fields_of.get(log.meeting.seller_id, "other")][log.stage] += krw
            rate = reference_rates.rate_on(log.currency, day)
            if rate is not None and log.currency != "KRW":
                rated_on[log.currency] = max(rated_on.get(log.currency, rate.on), rate.on)
    return Figures(
        meetings={str(state): states.get(state, 0) for state in Meeting.State.values},
        logged=len({log.meeting_id for log in logs}),
        walk_ins=Meeting.objects.filter(event=event, is_walk_in=True).exclude(state=Meeting.State.CANCELLED).count(),
        stages=stages,
        fields={name: dict(amounts) for name, amounts in fields.items()},
        rated_on=rated_on,
    )


def _add(total: Subtotal, log: MeetingLog, day: date, reference_rates: Rates, verdict: str) -> Decimal | None:
    """Add a log to a subtotal. Return the amount added in won, None where no rate is known."""
    total.logs += 1
    total.by_currency[log.currency] += log.amount
    total.confirmed += verdict == LogAnswer.Verdict.CONFIRMED
    total.disputed += verdict == LogAnswer.Verdict.DISPUTED
    krw, usd = (
        reference_rates.in_krw(log.amount, log.currency, day),
        reference_rates.in_usd(log.amount, log.currency, day),
    )
    if krw is None or usd is None:
        total.unrated[log.currency] += log.amount
        return None
    total.krw += krw
    total.usd += usd
    return krw


def _fields_of_sellers(event: Event) -> dict[int, str]:
    """Return the first field that each seller offers."""
    field_by_seller: dict[int, str] = {}
    offers = Topic.objects.filter(application__event=event, direction=Topic.Direction.OFFER).exclude(field="")
    for seller, code in offers.order_by("pk").values_list("application_id", "field"):
        field_by_seller.setdefault(seller, code)
    return field_by_seller


def meetings_by_field(event: Event) -> dict[str, Counter[str]]:
    """Count meetings by field of the seller and state."""
    fields_of = _fields_of_sellers(event)
    states_by_field: dict[str, Counter[str]] = defaultdict(Counter)
    for seller, state in Meeting.objects.filter(event=event).values_list("seller_id", "state"):
        states_by_field[fields_of.get(seller, "other")][state] += 1
    return dict(states_by_field)
