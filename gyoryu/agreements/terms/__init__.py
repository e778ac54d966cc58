"""When an agreement is in force, by which clause, and until when notice can be given.

`read_term` derives a `Timeline` from what was recorded: instruments with their rules, and dated acts. Nothing here
knows the database. Where the texts, or dates that are known by month or year only, allow more than one reading, every
reading is followed, and an answer on which they differ says so."""

from gyoryu.agreements.terms.facts import (
    Act,
    ActKind,
    Agreement,
    Base,
    Entry,
    Extension,
    Instrument,
    Renewal,
    RenewalMode,
    Rule,
    Trigger,
    Withdrawal,
)
from gyoryu.agreements.terms.periods import Fixed, Length, Period, Unlimited, Until
from gyoryu.agreements.terms.timeline import Answer, NoticeDay, Status, Timeline, read_term

__all__ = [
    "Act",
    "ActKind",
    "Agreement",
    "Answer",
    "Base",
    "Entry",
    "Extension",
    "Fixed",
    "Instrument",
    "Length",
    "NoticeDay",
    "Period",
    "Renewal",
    "RenewalMode",
    "Rule",
    "Status",
    "Timeline",
    "Trigger",
    "Unlimited",
    "Until",
    "Withdrawal",
    "read_term",
]
