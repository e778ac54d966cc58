"""Answers about the term of an agreement, over all readings of its facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from gyoryu.agreements.terms.choices import Doubt, follow_all
from gyoryu.agreements.terms.course import EndReason, Run, Segment, follow
from gyoryu.agreements.terms.instruments import Agreement
from gyoryu.base.date_windows import DateWindow


class Status(StrEnum):
    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    ENDED = "ended"
    OPEN = "open"  # the texts, or days known by month or year only, allow more than one answer


@dataclass(frozen=True, slots=True)
class DayStatus:
    """The status of one day.

    clauses
        By which the agreement is in force, in any reading.
    reasons
        Why it has ended, in any reading.
    doubts
        What the readings differ in; empty unless `status` is open. `inexact_days` where a day is not known exactly.
    unless_notice_by
        The last day on which a notice can still change the answer, seen from the day of the question; None where
        nothing can."""

    status: Status
    clauses: tuple[str, ...] = ()
    reasons: tuple[EndReason, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    inexact_days: bool = False
    unless_notice_by: date | None = None


@dataclass(frozen=True, slots=True)
class NoticeDay:
    """The last day of notice against a renewal, and the clause on it: `day.earliest` is safe in every reading."""

    day: DateWindow
    clause: str


class _DayInReading(NamedTuple):
    statuses: set[Status]  # more than one where the day lies in a window of days
    segments: list[Segment]
    reasons: set[EndReason]


@dataclass(frozen=True, slots=True)
class _Reading:
    runs: tuple[Run, ...]

    def on(self, day: date) -> _DayInReading:
        statuses: set[Status] = set()
        segments: list[Segment] = []
        reasons: set[EndReason] = set()
        before = True  # whether the day may lie before all runs seen so far
        for run in self.runs:
            first, last = run.first, run.last
            if day < first.latest and before:
                statuses.add(Status.NOT_YET)
            if first.earliest <= day and (last is None or day <= last.latest):
                statuses.add(Status.IN_FORCE)
                segments += _segments_on(run, day)
            if last is not None and day > last.earliest and day < self._next_start(run):
                statuses.add(Status.ENDED)
                reasons |= {run.reason} if run.reason else set()
            before = False
        return _DayInReading(statuses or {Status.NOT_YET}, segments, reasons)

    def _next_start(self, run: Run) -> date:
        later = self.runs[self.runs.index(run) + 1 :]
        return later[0].first.latest if later else date.max


def _segments_on(run: Run, day: date) -> list[Segment]:
    """Return the segments that the day can belong to."""
    if not run.segments:
        return []
    following = [*run.segments[1:], None]
    return [
        segment
        for segment, after in zip(run.segments, following, strict=True)
        if segment.first.earliest <= day and (after is None or day < after.first.latest)
    ]


class Timeline:
    """Results derived from the recorded facts, up to a horizon."""

    def __init__(self, agreement: Agreement, horizon: date):
        readings, self.is_complete = follow_all(lambda choices: follow(agreement, horizon, choices))
        self.horizon = horizon
        self._readings = [_Reading(tuple(runs)) for _choices, runs in readings]
        self._doubts = tuple(dict.fromkeys(doubt for choices, _runs in readings for doubt, _n, _of in choices.taken))

    @property
    def readings(self) -> tuple[tuple[Run, ...], ...]:
        """The runs of each reading."""
        return tuple(reading.runs for reading in self._readings)

    def status_on(self, day: date, today: date) -> DayStatus:
        """Whether the agreement is in force on `day`, as far as can be said on `today`.

        Raises `ValueError` for a day past the horizon."""
        if day > self.horizon:
            raise ValueError("the day lies past the horizon of this timeline")
        answers = [reading.on(day) for reading in self._readings]
        statuses = set().union(*(answer.statuses for answer in answers))
        segments = [segment for answer in answers for segment in answer.segments]
        reasons = set().union(*(answer.reasons for answer in answers))
        is_open = len(statuses) > 1 or not self.is_complete
        return DayStatus(
            Status.OPEN if is_open else statuses.pop(),
            clauses=tuple(dict.fromkeys(segment.clause for segment in segments)),
            reasons=tuple(sorted(reasons)),
            doubts=self._doubts if is_open else (),
            inexact_days=any(len(answer.statuses) > 1 for answer in answers),
            unless_notice_by=self._notice_that_matters(day, today),
        )

    def next_notice_day(self, today: date) -> NoticeDay | None:
        """Return the next day, from `today` on, until which notice against a renewal can be given."""
        upcoming = [
            (segment.notice_day, segment.clause)
            for run in self._next_renewals(today)
            for segment in run
            if segment.notice_day is not None
        ]
        if not upcoming:
            return None
        days = [day for day, _clause in upcoming]
        window = DateWindow(min(day.earliest for day in days), max(day.latest for day in days))
        return NoticeDay(window, upcoming[0][1])

    def _next_renewals(self, today: date) -> list[list[Segment]]:
        """For each reading its first renewal that can still be prevented."""
        return [
            [segment for run in reading.runs for segment in run.segments if _can_be_prevented(segment, today)][:1]
            for reading in self._readings
        ]

    def _notice_that_matters(self, day: date, today: date) -> date | None:
        deadlines = [
            segment.notice_day.earliest
            for reading in self._readings
            for run in reading.runs
            for segment in run.segments
            if segment.notice_day is not None and segment.first.earliest <= day and _can_be_prevented(segment, today)
        ]
        return min(deadlines, default=None)


def _can_be_prevented(segment: Segment, today: date) -> bool:
    return segment.notice_day is not None and segment.notice_day.latest >= today
