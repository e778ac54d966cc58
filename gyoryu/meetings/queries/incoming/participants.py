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
from gyoryu.meetings.queries.incoming.items import Item, beside, new
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
Key = tuple[str, str]  # side, and the sign of somebody within it


class Numbers:
    """Signs that nobody has: what the workbook says if it is free, else the next one."""

    def __init__(self, prefix: str, width: int, taken: set[str]):
        self._prefix, self._taken = prefix, {comparison_key(sign) for sign in taken}
        used = [int(found[1]) for sign in taken if (found := re.fullmatch(prefix + r"(\d+)", sign))]
        self._free = (f"{prefix}{n:0{width}d}" for n in range(max(used, default=0) + 1, 1_000_000))

    def take(self, wanted: str) -> str:
        sign = wanted.strip()
        if not sign or len(sign) > MAX_NUMBER_LENGTH or comparison_key(sign) in self._taken or not comparison_key(sign):
            sign = next(sign for sign in self._free if comparison_key(sign) not in self._taken)
        self._taken.add(comparison_key(sign))
        return sign


class Participants:
    """`directories` find who is meant by a number or name, in the workbook first, then at the event."""

    def __init__(self, event: Event, language: Language, findings: Findings, places: Places, accounts: Accounts):
        self._event, self._language, self._findings, self._places = event, language, findings, places
        self._accounts = accounts
        rows = Application.objects.filter(event=event).exclude(organisation=None).select_related("organisation")
        self._present = {one.organisation_id: one for one in rows}
        away: dict[int, set[int]] = {}
        through = Application.away.through.objects.filter(application__event=event)
        for one, slot in through.values_list("application_id", "slot_id"):
            away.setdefault(one, set()).add(slot)
        self._away = away
        self.items: list[Item] = []
        self.extras: list[Item] = []
        self.directories: dict[Side, Directory] = {side: Directory() for side in SIDES}
        self.by_sign: dict[Key, Item] = {}
        self.names: dict[Item, Names] = {}
        self._seen: set[Item] = set()
        self.not_taking_part: set[Item] = set()

    def add(self, records: Sequence[Record], side: Side, organisations: Organisations) -> None:
        taken = {one.number for one in self._present.values() if one.number}
        taken |= {item.values["number"] for item in self.items if item.made}
        stated = {comparison_key(one.get("id", "")) for one in records}
        numbers = Numbers(side[0].upper(), 3, taken)
        for record in sorted(records, key=lambda one: not one.get("id")):  # who has a number takes it first
            organisation = organisations.by_row.get((record.sheet, record.row))
            if organisation is None:
                continue
            if organisation in self._seen:
                self._findings.faults.append(record.remark("row_twice", "id", organisations_name(record)))
                continue
            self._seen.add(organisation)
            item = self._item(record, side, organisation, numbers)
            sign = record.get("id", "") or (self._sign(item, organisation) if stated else "")
            self._know(side, sign or f"#{record.row}", item, names_of(record), organisation)

    def _sign(self, item: Item, organisation: Item) -> str:
        present = self._present.get(organisation.pk or 0)
        return present.number if present else str(item.values.get("number", ""))

    def _know(self, side: Side, sign: str, item: Item, names: Names, organisation: Item) -> None:
        spelled = [names.ko, names.zh, names.en]
        present = self._present.get(organisation.pk or 0)
        if present is not None and present.organisation is not None:
            spelled += [getattr(present.organisation.names, language) for language in LANGUAGES]
        self.directories[side].add(sign, spelled)
        self.by_sign[side, sign] = item

    def know_the_others(self) -> None:
        """Those who are at the event and not in the workbook."""
        seen = {item.pk for item in self._seen}
        for organisation, one in self._present.items():
            if not one.number or organisation in seen:
                continue
            side = cast(Side, one.side)
            assert one.organisation is not None
            sign = one.number if (side, one.number) not in self.by_sign else f"#{one.pk}"
            names = [getattr(one.organisation.names, language) for language in LANGUAGES]
            self.directories[side].add(sign, names)
            self.by_sign[side, sign] = Item("application", pk=one.pk)
            if one.state != Application.State.ACCEPTED:
                self.not_taking_part.add(self.by_sign[side, sign])

    def _item(self, record: Record, side: Side, organisation: Item, numbers: Numbers) -> Item:
        country = record.get("country", "") or organisation.values.get("country", "")
        codes = list(record.get("languages") or ())
        wanted: dict[str, Any] = {
            "languages": codes or None,
            "least": self._limit(record, "min"),
            "most": self._limit(record, "max"),
            "online": record.get("online"),
            "table_id": self._places.table_said(record),
            "remark": record.get("remark", "")[:MAX_REMARK_LENGTH],
        }
        self._check_limits(record, wanted)
        away = self._places.slots_said(record, "away")
        present = self._present.get(organisation.pk or 0)
        if present is not None:
            item = self._beside(record, side, present, wanted, away)
        else:
            usual = LANGUAGE_OF_COUNTRY.get(country, "")
            language = reads_in(codes, country, names_of(record), self._language)
            filled = {**wanted, "languages": codes or ([usual] if usual else []), "online": bool(wanted["online"])}
            filled |= {"event_id": self._event.pk, "organisation_id": organisation, "side": side}
            filled |= {"number": numbers.take(record.get("id", "")), "language": language, "state": "accepted"}
            filled |= {"needs_interpreter": True, "away": away or []}
            item = new("application", record, filled)
            self._topics(record, side, item)
        self._write_to(record, item, organisation, present, codes)
        self.items.append(item)
        return item

    def _write_to(
        self, record: Record, item: Item, organisation: Item, present: Application | None, codes: list[str]
    ) -> None:
        """Who has applied stays the applicant; where nobody has, the address of the row is written to."""
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
            self._findings.faults.append(record.remark("too_many_meetings", code, value))
            return None
        return cast("int | None", value)

    def _check_limits(self, record: Record, wanted: dict[str, Any]) -> None:
        least, most = wanted["least"], wanted["most"]
        if least is not None and most is not None and least > most:
            self._findings.faults.append(record.remark("min_above_max", "min", f"{least} > {most}"))

    def _beside(
        self, record: Record, side: Side, present: Application, wanted: dict[str, Any], away: list[Item] | None
    ) -> Item:
        if present.side != side:
            self._findings.faults.append(record.remark("on_the_other_side", "id", organisations_name(record)))
        elif present.state != Application.State.ACCEPTED:
            self._findings.faults.append(record.remark("application_stands", "id", organisations_name(record)))
        table = wanted.pop("table_id")
        if present.remark:  # its own words stay
            wanted.pop("remark")
        item = beside("application", record, present, wanted)
        if table is not None and table.pk != present.table_id:
            item.values["table_id"], item.before["table_id"] = table, present.table_id
        stands = self._away.get(present.pk, set())
        if away is not None and {slot.pk for slot in away} != stands:
            item.values["away"], item.before["away"] = away, sorted(stands)
        return item

    def _topics(self, record: Record, side: Side, item: Item) -> None:
        direction = Topic.Direction.OFFER if side == "seller" else Topic.Direction.NEED
        codes, others = fields_of(record.get("field", ""))
        rows = [{"field": code} for code in codes] + ([{"text": ", ".join(others)[:300]}] if others else [])
        for row in rows:
            self.extras.append(new("topic", record, {"application_id": item, "direction": direction.value, **row}))


def organisations_name(record: Record) -> str:
    names = names_of(record)
    return names.ko or names.zh or names.en


class Interpreters:
    """By number, else by name."""

    def __init__(self, event: Event, language: Language, findings: Findings, places: Places):
        self._event, self._language, self._findings, self._places = event, language, findings, places
        present = list(Interpreter.objects.filter(event=event).prefetch_related("away"))
        self._by_number = {comparison_key(one.number): one for one in present}
        self._by_name = {comparison_key(name): one for one in present for name in _spelled(one.names)}
        self._numbers = Numbers("I", 2, {one.number for one in present})
        self._seen: set[object] = set()
        self.items: list[Item] = []

    def add(self, records: Sequence[Record]) -> None:
        for record in sorted(records, key=lambda one: not one.get("id")):
            names = names_of(record)
            sign = comparison_key(record.get("id", ""))
            if not sign and not any(_spelled(names)):
                self._findings.faults.append(record.remark("missing", "name_ko"))
                continue
            present = self._by_number.get(sign) if sign else None
            present = present or next(
                (self._by_name[comparison_key(n)] for n in _spelled(names) if comparison_key(n) in self._by_name), None
            )
            identity: object = present.pk if present else sign or tuple(_spelled(names))
            if identity in self._seen:
                self._findings.faults.append(record.remark("row_twice", "id", record.get("id") or names.ko))
                continue
            self._seen.add(identity)
            self.items.append(self._item(record, names, present))

    def _item(self, record: Record, names: Names, present: Interpreter | None) -> Item:
        spoken = self._languages(record, is_new=present is None)
        away = self._places.slots_said(record, "away")
        wanted: dict[str, Any] = {f"name_{language}": getattr(names, language)[:100] for language in LANGUAGES}
        wanted |= {"languages": spoken or None, "most": record.get("max")}
        if present is not None:
            item = beside("interpreter", record, present, wanted)
            stands = {slot.pk for slot in present.away.all()}
            if away is not None and {slot.pk for slot in away} != stands:
                item.values["away"], item.before["away"] = away, sorted(stands)
            return item
        if not any(_spelled(names)):
            wanted["name_en"] = record.get("id", "")
        language = self._language if self._language in spoken else reads_in(spoken, "", names, self._language)
        number = self._numbers.take(record.get("id", ""))
        filled = {**wanted, "languages": spoken, "event_id": self._event.pk, "number": number, "language": language}
        return new("interpreter", record, {**filled, "away": away or []})

    def _languages(self, record: Record, *, is_new: bool) -> list[str]:
        """A list that names only the foreign language means the workbook's own as the other."""
        codes = list(record.get("languages", ()))
        if len(codes) == 1 and self._language != "en" and codes[0] != self._language:
            self._findings.notes.append(record.remark("own_language_assumed", "languages", codes[0]))
            return [self._language, *codes]
        if len(codes) < 2 and (codes or is_new) and "languages" not in record.faulty:
            problem = "too_few_languages" if codes else "missing"
            self._findings.faults.append(record.remark(problem, "languages", *codes))
        return codes


def _spelled(names: Names) -> Iterator[str]:
    return iter([name for name in (names.ko, names.zh, names.en) if comparison_key(name)])
