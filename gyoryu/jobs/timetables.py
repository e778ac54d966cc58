"""Jobs about timetables: planning one, and telling those whose meetings changed."""

from __future__ import annotations

import time
from collections import defaultdict
from typing import Any, cast

from django.utils import timezone

from gyoryu.base.letters import Param, post
from gyoryu.base.names import Language
from gyoryu.base.queue import Job
from gyoryu.base.writing import write_moment
from gyoryu.jobs.work import Work
from gyoryu.meetings.actions.planning import abandon_run, make_plan
from gyoryu.meetings.actions.publishing import fail_telling
from gyoryu.meetings.actions.repairing import make_repair
from gyoryu.meetings.models import Application, Interpreter, PlanRun, TimetableVersion
from gyoryu.meetings.queries.readers import readers_of
from gyoryu.programmes.models import Slot, Table

REPORT_EVERY = 0.5  # seconds; a search says more often how it does

Change = dict[str, Any]


def plan(work: Work) -> None:
    run = PlanRun.objects.select_related("event").filter(pk=work.args["run"]).first()
    if run is None or run.state not in (PlanRun.State.WAITING, PlanRun.State.RUNNING):
        return  # stopped before it began, or done by a worker that was thought lost
    reported = float("-inf")

    def report(share: float, phase: str, figures: dict[str, Any]) -> bool:
        nonlocal reported
        if work.stopping.is_set() or time.monotonic() - reported < REPORT_EVERY:
            return work.told_to_stop or work.stopping.is_set()
        reported = time.monotonic()
        return work.progress(share, phase, **figures)

    make_plan(run, report, timezone.now(), is_taken_away=work.stopping.is_set)
    if work.stopping.is_set():  # another worker plans again; what this one has is kept for the case that none comes
        work.progress(0.0)


def mark_run(job: Job, code: str) -> None:
    """The search, or the repair, was given up, or lost while it was to stop: its last good plan is kept."""
    run = PlanRun.objects.filter(pk=job.args["run"], state__in=(PlanRun.State.WAITING, PlanRun.State.RUNNING)).first()
    if run is not None:
        abandon_run(run, code, was_cancelled=job.state == Job.State.CANCELLED)


def mark_version(job: Job, code: str) -> None:
    """Not everybody was told of the version."""
    fail_telling(job.args["version"], code)


def repair(work: Work) -> None:
    run = PlanRun.objects.select_related("event").filter(pk=work.args["run"]).first()
    if run is None or run.state not in (PlanRun.State.WAITING, PlanRun.State.RUNNING):
        return
    make_repair(run)


def tell_timetable(work: Work) -> None:
    """Letters about a version: to all with the first one, later to those whose meetings changed."""
    version = TimetableVersion.objects.select_related("event").get(pk=work.args["version"])
    changes = _changes_by_participant(version)
    teller = _Teller(version)
    people = Application.objects.filter(pk__in=changes).select_related("event", "applicant", "organisation")
    readers = readers_of(people)
    for done, person in enumerate(people):
        if work.progress(done / len(people), "writing"):
            return
        for reader in readers[person.pk]:
            teller.tell(reader.email, reader.language, f"/my/{person.pk}/agenda/", changes[person.pk], person.pk)
    teller.tell_interpreters()


def _changes_by_participant(version: TimetableVersion) -> dict[int, list[Change]]:
    found: dict[int, list[Change]] = defaultdict(list)
    for rows in version.difference.values():
        for row in rows:
            found[row["seller"]].append(row)
            found[row["buyer"]].append(row)
    return found


class _Teller:
    """Knows the names behind the numbers of one version."""

    def __init__(self, version: TimetableVersion):
        self.version, self.event = version, version.event
        self.slots = Slot.objects.in_bulk([*self._numbers("slot")])
        self.tables = Table.objects.in_bulk([*self._numbers("table")])
        self.people = Application.objects.select_related("organisation").in_bulk(
            [row[side] for rows in version.difference.values() for row in rows for side in ("seller", "buyer")]
        )

    def _numbers(self, what: str) -> set[int]:
        places = [
            row[when] for rows in self.version.difference.values() for row in rows for when in ("before", "after")
        ]
        return {place[what] for place in places if place and place[what] is not None}

    def tell(self, email: str, language: Language, link: str, changes: list[Change], of: int | None) -> None:
        params: dict[str, Param] = {"event": self.event.names.in_language(language), "link": link}
        code = "timetable_published"
        if self.version.number > 1:
            code, params["changes"] = "timetable_changed", [self._line(change, language, of) for change in changes]
        post(code, email, language, params, event=self.event.pk)

    def tell_interpreters(self) -> None:
        changes: dict[int, list[Change]] = defaultdict(list)
        for rows in self.version.difference.values():
            for row in rows:
                for number in {place["interpreter"] for place in (row["before"], row["after"]) if place} - {None}:
                    changes[number].append(row)
        for one in Interpreter.objects.filter(pk__in=changes).exclude(email=""):
            language = cast(Language, one.language)
            self.tell(one.email, language, f"/interpreting/{one.pk}/", changes[one.pk], None)

    def _line(self, change: Change, language: Language, of: int | None) -> dict[str, str]:
        others = [change["buyer"]] if of == change["seller"] else [change["seller"]] if of else []
        names = [self._name(number, language) for number in others or (change["seller"], change["buyer"])]
        after, before = change["after"], change["before"]
        return {
            "counterpart": " – ".join(names),
            "time": self._time(after, language),
            "table": self.tables[after["table"]].name if after and after["table"] in self.tables else "",
            "was": self._time(before, language),
        }

    def _name(self, number: int, language: Language) -> str:
        organisation = self.people[number].organisation
        return organisation.names.in_language(language) if organisation else ""

    def _time(self, place: dict[str, Any] | None, language: Language) -> str:
        slot = self.slots.get(place["slot"]) if place else None
        return write_moment(slot.starts_at, self.event.time_zone, language) if slot else ""
