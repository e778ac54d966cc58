"""Short ways to write facts for tests."""

from datetime import date

from gyoryu.agreements.terms import (
    Act,
    ActKind,
    Agreement,
    EntryIntoForce,
    FixedTerm,
    Instrument,
    Period,
    Renewal,
    RenewalMode,
    Timeline,
    Trigger,
)
from gyoryu.base.date_windows import DateWindow

BOTH = frozenset({"kr", "cn"})
HORIZON = date(2060, 1, 1)


def day(text):
    """`2020-12-08`, or `2020-12` and `2020` for what is known less exactly."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return DateWindow.of_year(*parts)
    return DateWindow.of_month(*parts) if len(parts) == 2 else DateWindow.on(date(*parts))


def years(number):
    return FixedTerm(Period(years=number))


def signed(instrument, when, parties=BOTH):
    return tuple(Act(ActKind.SIGNED, day(when), party, instrument) for party in sorted(parties))


def automatic(number, notice_months, clause="renewal", times=None):
    return Renewal(RenewalMode.AUTOMATIC, years(number), Period(months=notice_months), times, clause)


def original(rule, entry=None, parties=BOTH):
    return Instrument("original", parties, entry or EntryIntoForce(Trigger.SIGNATURE, clause="entry"), rule=rule)


def agreement(rule, when, *others, acts=(), entry=None, parties=BOTH):
    return Agreement((original(rule, entry, parties), *others), (*signed("original", when, parties), *acts))


def timeline(facts):
    return Timeline(facts, HORIZON)


def status(facts, when, today="2026-11-27"):
    return timeline(facts).status_on(date.fromisoformat(when), date.fromisoformat(today))
