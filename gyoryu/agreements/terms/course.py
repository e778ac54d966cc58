"""The course of an agreement in one reading of its facts: the runs of days on which it is in force."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from gyoryu.agreements.terms.choices import Choices, Doubt
from gyoryu.agreements.terms.instruments import (
    Act,
    ActKind,
    Agreement,
    Extension,
    ExtensionStart,
    Instrument,
    RenewalMode,
    TermRule,
    Trigger,
)
from gyoryu.agreements.terms.periods import FixedTerm, Period, TermLength, UntilDay, latest_of, shift_days
from gyoryu.base.date_windows import DateWindow


class EndReason(StrEnum):
    EXPIRED = "expired"
    NOT_RENEWED = "not_renewed"  # notice was given in time
    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    SUPERSEDED = "superseded"


_REASONS = {ActKind.ENDED: EndReason.ENDED, ActKind.SUPERSEDED: EndReason.SUPERSEDED}


@dataclass(frozen=True, slots=True)
class Segment:
    """Days in force by one clause, from `first` to the day before the next segment or the end of the run.

    `notice_day` is the last day on which this renewed term could be prevented by notice; None where it is no automatic
    renewal."""

    first: DateWindow
    clause: str
    instrument: str
    notice_day: DateWindow | None = None


@dataclass(slots=True)
class Run:
    """Days without a gap from `first` on. `last` is None without an end, and lies before `first` where it was never in
    force; `reason` is None as long as nothing has ended it."""

    first: DateWindow
    segments: list[Segment]
    last: DateWindow | None
    reason: EndReason | None = None


@dataclass(frozen=True, slots=True)
class _Change:
    """Something that changes the term on `day`: an instrument that enters into force, or an act."""

    day: DateWindow
    instrument: Instrument | None = None
    act: Act | None = None
    reason: EndReason | None = None  # not in force from `day` on


def follow(agreement: Agreement, horizon: date, choices: Choices) -> list[Run]:
    """The runs in the reading that `choices` stands for; renewals are followed to the first term past `horizon`."""
    first = agreement.instruments[0]
    entry = _entry_of(first, agreement)
    if entry is None or first.rule is None:
        return []
    course = _Course(agreement, horizon, choices, first.rule)
    course.begin(entry, first.rule, first.key)
    course.follow(_changes_of(agreement))
    return course.runs


def _entry_of(instrument: Instrument, agreement: Agreement) -> DateWindow | None:
    """Return the day on which an instrument enters into force, or None where an act is still missing."""
    acts = [act for act in agreement.acts if (act.instrument or agreement.instruments[0].key) == instrument.key]
    trigger = instrument.entry.trigger
    if trigger is Trigger.EXCHANGE:
        exchanges = [act.day for act in acts if act.kind is ActKind.EXCHANGED]
        return instrument.entry.after.after_window(latest_of(exchanges)) if exchanges else None
    kind = ActKind.NOTIFIED if trigger is Trigger.NOTICES else ActKind.SIGNED
    days = {act.party: act.day for act in acts if act.kind is kind}
    if not instrument.parties <= days.keys():
        return None
    day = instrument.entry.day or latest_of([days[party] for party in instrument.parties])
    return instrument.entry.after.after_window(day)


def _changes_of(agreement: Agreement) -> list[_Change]:
    changes = [
        _Change(entry, instrument=instrument)
        for instrument in agreement.instruments[1:]
        if (entry := _entry_of(instrument, agreement)) is not None
    ]
    for act in agreement.acts:
        if act.kind in (ActKind.NON_RENEWAL, ActKind.WITHDRAWAL):
            changes.append(_Change(act.day, act=act))
        elif act.kind in _REASONS:
            changes.append(_Change(act.day, reason=_REASONS[act.kind]))
    return changes


@dataclass(slots=True)
class _Course:
    agreement: Agreement
    horizon: date
    choices: Choices
    rule: TermRule
    runs: list[Run] = field(default_factory=list)
    notices: list[DateWindow] = field(default_factory=list)  # against a renewal
    renewals: int = 0
    first_day_counts: bool | None = None

    @property
    def run(self) -> Run:
        return self.runs[-1]

    def begin(self, first: DateWindow, rule: TermRule, instrument: str) -> None:
        """Open a run under `rule`."""
        self._adopt(rule)
        self.runs.append(Run(first, [Segment(first, rule.clause, instrument)], None))
        self._end(self._end_from(first, rule.length), None)

    def follow(self, changes: list[_Change]) -> None:
        """Apply changes and renewals in the order of their days, until nothing changes any more."""
        while True:
            change = self._next(changes)
            if change is not None and (self.run.last is None or self._is_before_end(change)):
                changes.remove(change)
                self._apply(change, changes)
            elif self.run.last is None or self.run.last.earliest > self.horizon:
                return
            elif not self._renew():
                self.run.reason = self.run.reason or EndReason.EXPIRED
                if not self._revive(changes):
                    return

    def _is_before_end(self, change: _Change) -> bool:
        assert self.run.last is not None
        return self.choices.is_no_later(change.day, self.run.last)

    def _next(self, changes: list[_Change]) -> _Change | None:
        """The change that comes first. Where windows overlap each can; on one exact day they follow as listed."""
        if not changes:
            return None
        bound = min(change.day.latest for change in changes)
        candidates = [change for change in changes if change.day.earliest <= bound]
        if all(change.day == candidates[0].day and change.day.is_exact for change in candidates):
            return candidates[0]
        return candidates[self.choices.choose(Doubt.ORDER, len(candidates))] if len(candidates) > 1 else candidates[0]

    def _apply(self, change: _Change, changes: list[_Change]) -> None:
        """A change within the run."""
        if change.reason is not None:
            self._end(shift_days(change.day, -1), change.reason)
        elif change.act is not None:
            self._take_notice(change.act, changes)
        elif change.instrument is not None:
            self._enter(change.instrument, change.day)

    def _end(self, last: DateWindow | None, reason: EndReason | None) -> None:
        """Let the run end on `last`, and forget the segments that would begin after it."""
        begun = [
            segment for segment in self.run.segments if last is None or self.choices.is_no_later(segment.first, last)
        ]
        if not begun:  # its end lies before its beginning: it was never in force
            last, reason = shift_days(self.run.first, -1), reason or EndReason.EXPIRED
        self.run.segments, self.run.last, self.run.reason = begun, last, reason

    def _add(self, segment: Segment, last: DateWindow | None) -> None:
        """Continue the run by another clause, in place of segments that have not begun by then. What counts from a day
        before the beginning holds from the beginning."""
        if segment.first.earliest < self.run.first.earliest:
            segment = replace(segment, first=self.run.first)
        begun = [earlier for earlier in self.run.segments if earlier.first.earliest < segment.first.earliest]
        self.run.segments = [*begun, segment]
        self._end(last, None)

    def _take_notice(self, act: Act, changes: list[_Change]) -> None:
        if act.kind is ActKind.NON_RENEWAL:
            self.notices.append(act.day)
            return
        if self.rule.withdrawal is not None:
            notice = self.rule.withdrawal.notice
        elif self.choices.decide(Doubt.WITHDRAWAL_WITHOUT_CLAUSE):
            notice = Period()
        else:
            return
        # An act of its own: the term may end, or be renewed, before the notice takes effect.
        ends_on = shift_days(notice.after_window(act.day), 1)
        changes.append(_Change(ends_on, reason=EndReason.WITHDRAWN))

    def _enter(self, instrument: Instrument, entry: DateWindow) -> None:
        if instrument.rule is not None:
            self._adopt(instrument.rule)
            last = self._end_from(entry, instrument.rule.length)
            self._add(Segment(entry, instrument.rule.clause, instrument.key), last)
        elif self.run.last is not None:
            extension = self._extension_of(instrument)
            if extension is not None:
                self._extend(extension, instrument.key, entry)

    def _extension_of(self, instrument: Instrument) -> Extension | None:
        """What an instrument adds to the term; a consent adds what the running rule provides for."""
        if instrument.extension is not None:
            return instrument.extension
        renewal = self.rule.renewal
        return Extension(renewal.length, ExtensionStart.END, renewal.clause) if renewal is not None else None

    def _extend(self, extension: Extension, instrument: str, entry: DateWindow) -> None:
        assert self.run.last is not None
        if self._counts_from_end(extension):
            first, last = shift_days(self.run.last, 1), self._end_after(self.run.last, extension.length)
        else:
            first, last = entry, self._end_from(entry, extension.length)
        self._add(Segment(first, extension.clause, instrument), last)

    def _counts_from_end(self, extension: Extension) -> bool:
        if extension.start is ExtensionStart.UNSTATED:
            return isinstance(extension.length, UntilDay) or self.choices.decide(Doubt.EXTENSION_START)
        return extension.start is ExtensionStart.END

    def _renew(self) -> bool:
        """Renew the run by itself, or say that it is not renewed."""
        renewal, last = self.rule.renewal, self.run.last
        if renewal is None or last is None or renewal.mode is not RenewalMode.AUTOMATIC or self.run.reason is not None:
            return False
        if renewal.times is not None and self.renewals >= renewal.times:
            return False
        notice_day = renewal.notice.before_window(last)
        if self._is_prevented(notice_day):
            self.run.reason = EndReason.NOT_RENEWED
            return False
        key = self.run.segments[-1].instrument
        segment = Segment(shift_days(last, 1), renewal.clause, key, notice_day)
        self._add(segment, self._end_after(last, renewal.length))
        self.renewals += 1
        return True

    def _is_prevented(self, notice_day: DateWindow) -> bool:
        late = []
        for given in self.notices:
            if self.choices.is_no_later(given, notice_day):
                return True
            if self.choices.decide(Doubt.LATE_NOTICE):
                late.append(given)
        self.notices = late
        return False

    def _revive(self, changes: list[_Change]) -> bool:
        """Apply the first change after the end that brings the agreement back into force."""
        while (change := self._next(changes)) is not None:
            changes.remove(change)
            if change.instrument is not None and self._resume(change.instrument, change.day):
                return True
        return False

    def _resume(self, instrument: Instrument, entry: DateWindow) -> bool:
        if instrument.rule is not None:
            self.begin(entry, instrument.rule, instrument.key)
            return True
        extension = self._extension_of(instrument)
        if extension is None or self.run.last is None:
            return False
        consents = instrument.extension is None
        if consents and not self.choices.decide(Doubt.CONSENT_AFTER_END):
            extension = Extension(extension.length, ExtensionStart.ENTRY, extension.clause)
        if self._counts_from_end(extension):
            self._extend(Extension(extension.length, ExtensionStart.END, extension.clause), instrument.key, entry)
        else:
            self.notices = []
            self.runs.append(Run(entry, [Segment(entry, extension.clause, instrument.key)], None))
            self._end(self._end_from(entry, extension.length), None)
        return True

    def _adopt(self, rule: TermRule) -> None:
        self.rule, self.renewals, self.notices = rule, 0, []

    def _end_from(self, first: DateWindow, length: TermLength) -> DateWindow | None:
        """Return the last day of a term that begins on `first`."""
        if isinstance(length, UntilDay):
            return length.day
        if not isinstance(length, FixedTerm):
            return None
        end = length.period.after_window(first)
        return shift_days(end, -1) if self._first_day_counts() else end

    def _end_after(self, last: DateWindow, length: TermLength) -> DateWindow | None:
        """Return the last day of a term that follows one which ends on `last`."""
        if isinstance(length, UntilDay):
            return length.day
        return length.period.after_window(last) if isinstance(length, FixedTerm) else None

    def _first_day_counts(self) -> bool:
        """As the rule says; where it is silent, one convention for the whole course."""
        if self.rule.first_day_counts is not None:
            return self.rule.first_day_counts
        if self.first_day_counts is None:
            self.first_day_counts = self.choices.decide(Doubt.FIRST_DAY)
        return self.first_day_counts
