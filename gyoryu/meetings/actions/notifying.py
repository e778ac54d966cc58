"""Emails about a version of the timetable: to all with the first one, later to those whose meetings changed."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, cast

from gyoryu.base.email_texts import Param
from gyoryu.base.emails import Draft, send_batch
from gyoryu.base.formatting import format_datetime
from gyoryu.base.names import Language
from gyoryu.meetings.models import Application, Interpreter, TimetableVersion
from gyoryu.meetings.queries.readers import readers_of
from gyoryu.programmes.models import Slot, Table

Change = dict[str, Any]


def notify_of_version(version: TimetableVersion) -> int:
    """Queue the emails in the caller's transaction, with a delay of a minute. Returns their number."""
    return send_batch(drafts_of(version), event=version.event_id, batch=batch_of(version))


def batch_of(version: TimetableVersion) -> str:
    return f"timetable_version.{version.pk}"


def drafts_of(version: TimetableVersion) -> list[Draft]:
    """Return the emails about a version, one for each recipient. `version` need not be stored."""
    writer = _EmailWriter(version)
    return [*writer.to_participants(), *writer.to_interpreters()]


class _EmailWriter:
    """Writes the emails about one version, with the names behind its numbers."""

    def __init__(self, version: TimetableVersion):
        self.version, self.event = version, version.event
        self.slots = Slot.objects.in_bulk([*self._numbers("slot")])
        self.tables = Table.objects.in_bulk([*self._numbers("table")])
        self.people = Application.objects.select_related("event", "applicant", "organisation").in_bulk(
            {row[side] for row in self._rows() for side in ("seller", "buyer")}
        )
        self.times: dict[tuple[int, Language], str] = {}

    def _rows(self) -> list[Change]:
        return [row for rows in self.version.difference.values() for row in rows]

    def _numbers(self, column: str) -> set[int]:
        places = [row[moment] for row in self._rows() for moment in ("before", "after")]
        return {place[column] for place in places if place and place[column] is not None}

    def to_participants(self) -> list[Draft]:
        changes: dict[int, list[Change]] = defaultdict(list)
        for row in self._rows():
            for side in ("seller", "buyer"):
                changes[row[side]].append(row)
        readers = readers_of(self.people.values())
        return [
            self._draft(reader.email, reader.language, f"/my/{number}/agenda/", rows, number, "application")
            for number, rows in changes.items()
            for reader in readers[number]
        ]

    def to_interpreters(self) -> list[Draft]:
        changes: dict[int, list[Change]] = defaultdict(list)
        for row in self._rows():
            for number in {place["interpreter"] for place in (row["before"], row["after"]) if place} - {None}:
                changes[number].append(row)
        return [
            self._draft(
                interpreter.email, cast(Language, interpreter.language), f"/interpreting/{interpreter.pk}/",
                changes[interpreter.pk], interpreter.pk, "interpreter",
            )
            for interpreter in Interpreter.objects.filter(pk__in=changes).exclude(email="")
        ]  # fmt: skip

    def _draft(self, email: str, language: Language, link: str, changes: list[Change], number: int, role: str) -> Draft:
        params: dict[str, Param] = {"event": self.event.names.in_language(language), "link": link}
        code = "timetable_published"
        if self.version.number > 1:
            recipient = number if role == "application" else None
            code, params["changes"] = (
                "timetable_changed",
                [self._line(change, language, recipient) for change in changes],
            )
        return Draft(code, email, language, params, f"{batch_of(self.version)}.{role}.{number}")

    def _line(self, change: Change, language: Language, recipient: int | None) -> dict[str, str]:
        counterparts = [change["buyer"]] if recipient == change["seller"] else [change["seller"]] if recipient else []
        names = [self._name(number, language) for number in counterparts or (change["seller"], change["buyer"])]
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
        if slot is None:
            return ""
        if (slot.pk, language) not in self.times:
            self.times[slot.pk, language] = format_datetime(slot.starts_at, self.event.time_zone, language)
        return self.times[slot.pk, language]
