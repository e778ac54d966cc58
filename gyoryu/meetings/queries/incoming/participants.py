"""Applications and interpreters of a workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, cast

from gyoryu.base.names import LANGUAGES, Language, Names
from gyoryu.base.text import comparison_key
from gyoryu.meetings.consultation import Side
from gyoryu.meetings.models import Application, Interpreter, Topic
from gyoryu.meetings.queries.incoming.accounts import Accounts
from gyoryu.meetings.queries.incoming.items import Item, compare_with_row, new_item
from gyoryu.meetings.queries.incoming.organisations import Directory as Organisations
from gyoryu.meetings.queries.incoming.organisations import fields_of
from gyoryu.meetings.queries.incoming.places import Places
from gyoryu.meetings.workbook.people import Directory, names_of, reads_in
from gyoryu.meetings.workbook.records import Findings, Record
from gyoryu.meetings.workbook.vocabulary import LANGUAGE_OF_COUNTRY
from gyoryu.programmes.models import Event

SIDES: tuple[Side, Side] = ("seller", "buyer")
MAX_NUMBER_LENGTH = 8
MAX_REMARK_LENGTH = 5_000
MAX_MEETINGS = 32_767
Key = tuple[str, str]  # side, and a number within it


class Numbers:
    """Unused numbers: that of the workbook if it is free, else the next one."""

    def __init__(self, prefix: str, width: int, used: set[str]):
        self._prefix, self._used = prefix, {comparison_key(number) for number in used}
        assigned = [int(match[1]) for number in used if (match := re.fullmatch(prefix + r"(\d+)", number))]
        self._free = (f"{prefix}{n:0{width}d}" for n in range(max(assigned, default=0) + 1, 1_000_000))

    def take(self, preferred: str) -> str:
        number = preferred.strip()
        if (
            not number
            or len(number) > MAX_NUMBER_LENGTH
            or comparison_key(number) in self._used
            or not comparison_key(number)
        ):
            number = next(number for number in self._free if comparison_key(number) not in self._used)
        self._used.add(comparison_key(number))
        return number


class Participants:
    """`directories` find who is meant by a number or name, in the workbook first, then at the event."""

    def __init__(self, event: Event, language: Language, findings: Findings, places: Places, accounts: Accounts):
        self._event, self._language, self._findings, self._places = event, language, findings, places
        self._accounts = accounts
        rows = Application.objects.filter(event=event).exclude(organisation=None).select_related("organisation")
        self._present = {application.organisation_id: application for application in rows}
        away: dict[int, set[int]] = {}
        through = Application.away.through.objects.filter(application__event=event)
        for application, slot in through.values_list("application_id", "slot_id"):
            away.setdefault(application, set()).add(slot)
        self._away = away
        self.items: list[Item] = []
        self.extras: list[Item] = []
        self.directories: dict[Side, Directory] = {side: Directory() for side in SIDES}
        self.by_number: dict[Key, Item] = {}
        self.names: dict[Item, Names] = {}
        self._seen: set[Item] = set()
        self.not_taking_part: set[Item] = set()

    def add(self, records: Sequence[Record], side: Side, organisations: Organisations) -> None:
        used = {application.number for application in self._present.values() if application.number}
        used |= {item.values["number"] for item in self.items if item.is_new}
        stated = {comparison_key(record.get("id", "")) for record in records}
        numbers = Numbers(side[0].upper(), 3, used)
        for record in sorted(records, key=lambda record: not record.get("id")):  # who has a number takes it first
            organisation = organisations.by_row.get((record.sheet, record.row))
            if organisation is None:
                continue
            if organisation in self._seen:
                self._findings.faults.append(record.issue("row_twice", "id", organisations_name(record)))
                continue
            self._seen.add(organisation)
            item = self._item(record, side, organisation, numbers)
            number = record.get("id", "") or (self._number_of(item, organisation) if stated else "")
            self._register(side, number or f"#{record.row}", item, names_of(record), organisation)

    def _number_of(self, item: Item, organisation: Item) -> str:
        present = self._present.get(organisation.pk or 0)
        return present.number if present else str(item.values.get("number", ""))

    def _register(self, side: Side, number: str, item: Item, names: Names, organisation: Item) -> None:
        spelled = [names.ko, names.zh, names.en]
        present = self._present.get(organisation.pk or 0)
        if present is not None and present.organisation is not None:
            spelled += [getattr(present.organisation.names, language) for language in LANGUAGES]
        self.directories[side].add(number, spelled)
        self.by_number[side, number] = item

    def add_absent_from_workbook(self) -> None:
        """Register participants of the event that are not in the workbook."""
        known = {item.pk for item in self._seen}
        for organisation, application in self._present.items():
            if not application.number or organisation in known:
                continue
            side = cast(Side, application.side)
            assert application.organisation is not None
            number = application.number if (side, application.number) not in self.by_number else f"#{application.pk}"
            names = [getattr(application.organisation.names, language) for language in LANGUAGES]
            self.directories[side].add(number, names)
            self.by_number[side, number] = Item("application", pk=application.pk)
            if application.state != Application.State.ACCEPTED:
                self.not_taking_part.add(self.by_number[side, number])

    def _item(self, record: Record, side: Side, organisation: Item, numbers: Numbers) -> Item:
        country = record.get("country", "") or organisation.values.get("country", "")
        codes = list(record.get("languages") or ())
        details: dict[str, Any] = {
            "languages": codes or None,
            "least": self._limit(record, "min"),
            "most": self._limit(record, "max"),
            "online": record.get("online"),
            "table_id": self._places.parse_table(record),
            "remark": record.get("remark", "")[:MAX_REMARK_LENGTH],
        }
        self._check_limits(record, details)
        away = self._places.parse_slots(record, "away")
        present = self._present.get(organisation.pk or 0)
        if present is not None:
            item = self._update_item(record, side, present, details, away)
        else:
            usual = LANGUAGE_OF_COUNTRY.get(country, "")
            language = reads_in(codes, country, names_of(record), self._language)
            columns = {**details, "languages": codes or ([usual] if usual else []), "online": bool(details["online"])}
            columns |= {"event_id": self._event.pk, "organisation_id": organisation, "side": side}
            columns |= {"number": numbers.take(record.get("id", "")), "language": language, "state": "accepted"}
            columns |= {"needs_interpreter": True, "away": away or []}
            item = new_item("application", record, columns)
            self._topics(record, side, item)
        self._write_to(record, item, organisation, present, codes)
        self.items.append(item)
        return item

    def _write_to(
        self, record: Record, item: Item, organisation: Item, present: Application | None, codes: list[str]
    ) -> None:
        """Keep the applicant; where there is none, use the address of the row."""
        if present is not None and present.applicant_id is not None:
            self._accounts.attach(record, item, organisation, None)
            return
        language = reads_in(codes, record.get("country", ""), names_of(record), self._language)
        language = cast(Language, present.language) if present is not None else language
        applicant = self._accounts.account_of(record, language)
        if applicant is not None:
            item.values["applicant_id"] = applicant
            if present is not None:
                item.before["applicant_id"] = None
        self._accounts.attach(record, item, organisation, applicant)

    def _limit(self, record: Record, code: str) -> int | None:
        value = record.get(code)
        if value is not None and value > MAX_MEETINGS:
            self._findings.faults.append(record.issue("too_many_meetings", code, value))
            return None
        return cast("int | None", value)

    def _check_limits(self, record: Record, details: dict[str, Any]) -> None:
        least, most = details["least"], details["most"]
        if least is not None and most is not None and least > most:
            self._findings.faults.append(record.issue("min_above_max", "min", f"{least} > {most}"))

    def _update_item(
        self, record: Record, side: Side, present: Application, details: dict[str, Any], away: list[Item] | None
    ) -> Item:
        if present.side != side:
            self._findings.faults.append(record.issue("on_the_other_side", "id", organisations_name(record)))
        elif present.state != Application.State.ACCEPTED:
            self._findings.faults.append(record.issue("application_stands", "id", organisations_name(record)))
        table = details.pop("table_id")
        if present.remark:  # the applicant's remark stays
            details.pop("remark")
        item = compare_with_row("application", record, present, details)
        if table is not None and table.pk != present.table_id:
            item.values["table_id"], item.before["table_id"] = table, present.table_id
        _change_absences(item, away, self._away.get(present.pk, set()))
        return item

    def _topics(self, record: Record, side: Side, item: Item) -> None:
        direction = Topic.Direction.OFFER if side == "seller" else Topic.Direction.NEED
        codes, unknown_words = fields_of(record.get("field", ""))
        rows = [{"field": code} for code in codes] + (
            [{"text": ", ".join(unknown_words)[:300]}] if unknown_words else []
        )
        for row in rows:
            self.extras.append(new_item("topic", record, {"application_id": item, "direction": direction.value, **row}))


def organisations_name(record: Record) -> str:
    names = names_of(record)
    return names.ko or names.zh or names.en


class Interpreters:
    """By number, else by name."""

    def __init__(self, event: Event, language: Language, findings: Findings, places: Places):
        self._event, self._language, self._findings, self._places = event, language, findings, places
        present = list(Interpreter.objects.filter(event=event).prefetch_related("away"))
        self._by_number = {comparison_key(interpreter.number): interpreter for interpreter in present}
        self._by_name = {
            comparison_key(name): interpreter for interpreter in present for name in _spelled(interpreter.names)
        }
        self._numbers = Numbers("I", 2, {interpreter.number for interpreter in present})
        self._seen: set[object] = set()
        self.items: list[Item] = []

    def add(self, records: Sequence[Record]) -> None:
        for record in sorted(records, key=lambda record: not record.get("id")):
            names = names_of(record)
            number = comparison_key(record.get("id", ""))
            if not number and not any(_spelled(names)):
                self._findings.faults.append(record.issue("missing", "name_ko"))
                continue
            present = self._known_interpreter(number, names)
            identity: object = present.pk if present else number or tuple(_spelled(names))
            if identity in self._seen:
                self._findings.faults.append(record.issue("row_twice", "id", record.get("id") or names.ko))
                continue
            self._seen.add(identity)
            self.items.append(self._item(record, names, present))

    def _known_interpreter(self, number: str, names: Names) -> Interpreter | None:
        """Return the interpreter of the event with this number, else with one of these names."""
        if number and number in self._by_number:
            return self._by_number[number]
        keys = map(comparison_key, _spelled(names))
        return next((self._by_name[key] for key in keys if key in self._by_name), None)

    def _item(self, record: Record, names: Names, present: Interpreter | None) -> Item:
        spoken = self._languages(record, is_new=present is None)
        away = self._places.parse_slots(record, "away")
        details: dict[str, Any] = {f"name_{language}": getattr(names, language)[:100] for language in LANGUAGES}
        details |= {"languages": spoken or None, "most": record.get("max")}
        if present is not None:
            return _changed_interpreter(record, present, details, away)
        if not any(_spelled(names)):
            details["name_en"] = record.get("id", "")
        language = self._language if self._language in spoken else reads_in(spoken, "", names, self._language)
        number = self._numbers.take(record.get("id", ""))
        columns = {**details, "languages": spoken, "event_id": self._event.pk, "number": number, "language": language}
        return new_item("interpreter", record, {**columns, "away": away or []})

    def _languages(self, record: Record, *, is_new: bool) -> list[str]:
        """A list that names only the foreign language means the workbook's own as the other."""
        codes = list(record.get("languages", ()))
        if len(codes) == 1 and self._language != "en" and codes[0] != self._language:
            self._findings.notes.append(record.issue("own_language_assumed", "languages", codes[0]))
            return [self._language, *codes]
        if len(codes) < 2 and (codes or is_new) and "languages" not in record.faulty:
            problem = "too_few_languages" if codes else "missing"
            self._findings.faults.append(record.issue(problem, "languages", *codes))
        return codes


def _spelled(names: Names) -> Iterator[str]:
    return iter([name for name in (names.ko, names.zh, names.en) if comparison_key(name)])


def _changed_interpreter(
    record: Record, present: Interpreter, details: dict[str, Any], away: list[Item] | None
) -> Item:
    item = compare_with_row("interpreter", record, present, details)
    _change_absences(item, away, {slot.pk for slot in present.away.all()})
    return item


def _change_absences(item: Item, away: list[Item] | None, present_slots: set[int]) -> None:
    """Add the slots of an absence to the changes of a row where they differ; None: the workbook does not state any."""
    if away is not None and {slot.pk for slot in away} != present_slots:
        item.values["away"], item.before["away"] = away, sorted(present_slots)
