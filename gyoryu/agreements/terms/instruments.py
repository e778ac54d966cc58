"""Recorded facts of an agreement that determine its term."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gyoryu.agreements.terms.periods import FixedTerm, Period, TermLength
from gyoryu.base.date_windows import DateWindow

AT_ONCE = Period()


class Trigger(StrEnum):
    """Condition of the entry into force of an instrument."""

    SIGNATURE = "signature"  # the last party signs
    EXCHANGE = "exchange"  # the signed texts, or notes, are exchanged
    NOTICES = "notices"  # the last party notifies that its procedures are completed
    DAY = "day"  # a day named in the text, once all have signed


class RenewalMode(StrEnum):
    AUTOMATIC = "automatic"  # unless notice is given in time
    CONSENT = "consent"  # by an instrument of its own


class ExtensionStart(StrEnum):
    """From which day an extension is counted."""

    END = "end"  # the end of the running or of the lapsed term, also where that has passed
    ENTRY = "entry"  # its own entry into force
    UNSTATED = "unstated"  # the text allows both


class ActKind(StrEnum):
    SIGNED = "signed"
    EXCHANGED = "exchanged"
    NOTIFIED = "notified"  # completion of internal procedures
    NON_RENEWAL = "non_renewal"  # notice against an automatic renewal
    WITHDRAWAL = "withdrawal"  # notice of termination
    ENDED = "ended"  # by common consent: not in force from this day on
    SUPERSEDED = "superseded"  # by another agreement, from this day on


@dataclass(frozen=True, slots=True)
class Act:
    """Act of a party on a day. `party` and `instrument` are keys; "" where the act is common to all."""

    kind: ActKind
    day: DateWindow
    party: str = ""
    instrument: str = ""


@dataclass(frozen=True, slots=True)
class EntryIntoForce:
    """The clause on entry into force: `after` is counted from the trigger; `day` belongs to `Trigger.DAY`."""

    trigger: Trigger = Trigger.SIGNATURE
    after: Period = AT_ONCE
    day: DateWindow | None = None
    clause: str = ""

    def __post_init__(self) -> None:
        if (self.trigger is Trigger.DAY) != (self.day is not None):
            raise ValueError("an entry into force names a day if, and only if, its trigger is a day")


@dataclass(frozen=True, slots=True)
class Renewal:
    """`length` of each renewed term; `times` at most (None: without a limit); `notice` before the end of a term."""

    mode: RenewalMode
    length: TermLength
    notice: Period = AT_ONCE
    times: int | None = None
    clause: str = ""

    def __post_init__(self) -> None:
        if self.length == FixedTerm(AT_ONCE):
            raise ValueError("a renewed term lasts at least a day")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A party may end the agreement; it ends `notice` after the act."""

    notice: Period
    clause: str = ""


@dataclass(frozen=True, slots=True)
class TermRule:
    """The term as clauses state it. `first_day_counts` is None where the text leaves it open whether three years from
    8 December end on the 7th or on the 8th."""

    length: TermLength
    renewal: Renewal | None = None
    withdrawal: Withdrawal | None = None
    first_day_counts: bool | None = None
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    length: TermLength
    start: ExtensionStart = ExtensionStart.END
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Instrument:
    """A text that all parties sign: the agreement itself, or what extends it, or what gives it another term.

    Exactly one of `rule` (from its entry into force on, this is the term) and `extension` is given; neither for a
    consent to a renewal that the running rule provides for."""

    key: str
    parties: frozenset[str]
    entry: EntryIntoForce = EntryIntoForce()
    rule: TermRule | None = None
    extension: Extension | None = None

    def __post_init__(self) -> None:
        if self.rule is not None and self.extension is not None:
            raise ValueError("an instrument replaces a term or extends it, not both")
        if not self.parties:
            raise ValueError("an instrument has parties")


@dataclass(frozen=True, slots=True)
class Agreement:
    """The first instrument has the rule with which the agreement begins; acts in any order."""

    instruments: tuple[Instrument, ...]
    acts: tuple[Act, ...] = ()

    def __post_init__(self) -> None:
        if not self.instruments or self.instruments[0].rule is None:
            raise ValueError("an agreement begins with an instrument that states its term")
        keys = [instrument.key for instrument in self.instruments]
        if len(set(keys)) < len(keys):
            raise ValueError("two instruments have one key")
