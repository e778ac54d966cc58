"""When an agreement is in force, by which clause, and until when notice can be given.

`Timeline` is derived from what was recorded: instruments with their clauses, and dated acts. Nothing here knows the
database. Where the texts, or dates that are known by month or year only, allow more than one reading, every
reading is followed, and an answer on which they differ says so."""

from gyoryu.agreements.terms.instruments import (
    Act,
    ActKind,
    Agreement,
    EntryIntoForce,
    Extension,
    ExtensionStart,
    Instrument,
    Renewal,
    RenewalMode,
    TermRule,
    Trigger,
    Withdrawal,
)
from gyoryu.agreements.terms.periods import FixedTerm, OpenEnded, Period, TermLength, UntilDay
from gyoryu.agreements.terms.timeline import DayStatus, NoticeDay, Status, Timeline

__all__ = [
    "Act",
    "ActKind",
    "Agreement",
    "DayStatus",
    "EntryIntoForce",
    "Extension",
    "ExtensionStart",
    "FixedTerm",
    "Instrument",
    "NoticeDay",
    "OpenEnded",
    "Period",
    "Renewal",
    "RenewalMode",
    "Status",
    "TermLength",
    "TermRule",
    "Timeline",
    "Trigger",
    "UntilDay",
    "Withdrawal",
]
