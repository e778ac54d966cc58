"""Participants of a workbook: sellers, buyers, interpreters, and their tables."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gyoryu.base.names import LANGUAGES, Language, Names
from gyoryu.base.text import comparison_key, name_key, normalize_whitespace
from gyoryu.meetings.consultation import Attendee, InterpreterPerson, Side
from gyoryu.meetings.workbook import vocabulary
from gyoryu.meetings.workbook.contacts import ContactDetails, details_of
from gyoryu.meetings.workbook.records import Findings, Record
from gyoryu.meetings.workbook.time_phrases import SpokenTimes
from gyoryu.meetings.workbook.times import Origin, parse_time_cell

MAX_TABLES = 10_000
_FIELDS = ("id", "languages", "away", "min", "max", "table", "online")


class Directory:
    """Finds who or what a cell names: by id, else by name without spaces, case and legal forms."""

    def __init__(self) -> None:
        self._exactly: dict[str, str] = {}
        self._by_id: dict[str, str] = {}
        self._by_number: dict[str, set[str]] = {}
        self._by_name: dict[str, set[str]] = {}
        self._spelled: dict[str, str] = {}

    def add(self, identity: str, names: Iterable[str]) -> None:
        self._exactly.setdefault(normalize_whitespace(identity), identity)
        self._by_id.setdefault(comparison_key(identity), identity)
        if comparison_key(identity).isdecimal():
            self._by_number.setdefault(comparison_key(identity).lstrip("0"), set()).add(identity)
        for name in filter(None, names):
            self._by_name.setdefault(name_key(name), set()).add(identity)
            self._spelled.setdefault(name_key(name), name)

    def __bool__(self) -> bool:
        return bool(self._by_id)

    def by_id(self, text: str) -> str:
        """Return the id that `text` matches, as it is written; "" if it matches none."""
        return self._exactly.get(normalize_whitespace(text), "")

    def find(self, text: str) -> list[str]:
        """Ids that `text` may mean: none, one, or several of one name. A number is known without the zeros before it,
        which a spreadsheet takes away."""
        if identity := self.by_id(text):
            return [identity]
        compared = comparison_key(text)
        if compared in self._by_id and compared:
            return [self._by_id[compared]]
        identities = sorted(self._by_name.get(name_key(text), ())) if name_key(text) else []
        if not identities and compared.isdecimal():
            return sorted(self._by_number.get(compared.lstrip("0"), ()))
        return identities

    def nearest(self, text: str) -> str:
        """Return the known name most like `text`; "" if none is like it."""
        close = difflib.get_close_matches(name_key(text), self._spelled, n=1, cutoff=0.75)
        return self._spelled[close[0]] if close else ""


def find_among(directories: Mapping[Side, Directory], sides: Sequence[Side], text: str) -> list[tuple[Side, str]]:
    """Whom `text` may mean on these sides: an id takes precedence over names."""
    exact = [(side, identity) for side in sides if (identity := directories[side].by_id(text))]
    return exact or [(side, identity) for side in sides for identity in directories[side].find(text)]


def names_of(record: Record) -> Names:
    return Names(*(record.get(f"name_{language}", "") for language in LANGUAGES))


def _free_ids(records: Sequence[Record], prefix: str, least_width: int) -> list[str]:
    """Return the id of each record: its own, or the next free PREFIXnnn."""
    used = {comparison_key(record.get("id", "")) for record in records}
    width = max(least_width, len(str(len(records))))
    numbers = (f"{prefix}{k:0{width}d}" for k in range(1, 2 * len(records) + 2))
    free_ids = (identity for identity in numbers if comparison_key(identity) not in used)
    return [record.get("id") or next(free_ids) for record in records]


def reads_in(codes: Sequence[str], country: str, names: Names, fallback: Language) -> Language:
    """Return the language someone reads: the country's own if spoken, else the first of ours that is spoken, else that
    of the name."""
    own = vocabulary.LANGUAGE_OF_COUNTRY.get(country)
    if own in LANGUAGES and (own in codes or not codes):
        return own
    for code in codes:
        if code in LANGUAGES:
            return code
    if codes:
        return "en"
    return next((language for language in LANGUAGES if getattr(names, language)), fallback)


class People:
    """Attendees and interpreters as `meetplan/1` objects, with the record behind each."""

    def __init__(self, times: SpokenTimes, tables: Directory, language: Language, findings: Findings):
        self._times, self._tables, self._language, self._findings = times, tables, language, findings
        self.participants: list[dict[str, Any]] = []
        self.origins: list[Origin] = []
        self.attendees: dict[str, Attendee] = {}
        self.interpreters: list[dict[str, Any]] = []
        self.interpreter_origins: list[Origin] = []
        self.interpreter_people: dict[str, InterpreterPerson] = {}
        self.directories: dict[Side, Directory] = {"seller": Directory(), "buyer": Directory()}

    def add_attendees(self, records: Sequence[Record], side: Side) -> None:
        for record, identity in zip(records, _free_ids(records, side[0].upper(), 3), strict=True):
            names = names_of(record)
            if not any((names.ko, names.zh, names.en)):
                self._no_name(record)
                names = Names(en=identity)
            country = record.get("country", "")
            codes = record.get("languages") or tuple(filter(None, [vocabulary.LANGUAGE_OF_COUNTRY.get(country, "")]))
            if not codes and "languages" not in record.faulty:
                self._findings.notes.append(
                    record.issue("languages_unknown", "languages", names.in_language(self._language))
                )
            details = details_of(record, self._findings)
            person = Attendee(
                id=identity,
                side=side,
                names=names,
                language=reads_in(codes, country, names, self._language),
                country=country,
                field=record.get("field", ""),
                contact=_printed(record, details),
                emails=tuple(details.emails),
                phones=tuple(details.phones),
            )
            self.attendees.setdefault(identity, person)
            self.directories[side].add(identity, (names.ko, names.zh, names.en))
            self.participants.append(self._participant(record, person, codes))
            self.origins.append((record, {field: field for field in _FIELDS}))

    def _participant(self, record: Record, person: Attendee, codes: Sequence[str]) -> dict[str, Any]:
        return {
            "id": person.id,
            "name": person.names.in_language(self._language),
            "side": person.side,
            "languages": list(codes),
            "away": parse_time_cell(record, "away", self._times.touched, self._findings, []),
            "min": record.get("min", 0),
            "max": record.get("max"),
            "table": self._table(record),
            "online": record.get("online", False),
        }

    def _table(self, record: Record) -> str | None:
        text = record.get("table")
        if text is None:
            return None
        identities = self._tables.find(text)
        if len(identities) == 1:
            return identities[0]
        problem = "ambiguous_name" if identities else "unknown_table"
        self._findings.faults.append(record.issue(problem, "table", text, self._tables.nearest(text)))
        return None

    def _no_name(self, record: Record) -> None:
        if not {"name_ko", "name_zh", "name_en"} & record.faulty:
            column = next((c for c in ("name_ko", "name_zh", "name_en") if c in record.places), "")
            if column:  # else the missing column has been reported already
                self._findings.faults.append(record.issue("missing", column))

    def add_interpreters(self, records: Sequence[Record]) -> None:
        for record, identity in zip(records, _free_ids(records, "I", 2), strict=True):
            names = names_of(record)
            codes = self._interpreted(record)
            language = self._language if self._language in codes else reads_in(codes, "", names, self._language)
            self.interpreter_people.setdefault(identity, InterpreterPerson(identity, names, language))
            self.interpreters.append(
                {
                    "id": identity,
                    "languages": list(codes),
                    "away": parse_time_cell(record, "away", self._times.touched, self._findings, []),
                    "max": record.get("max"),
                }
            )
            self.interpreter_origins.append((record, {field: field for field in ("id", "away", "max")}))

    def _interpreted(self, record: Record) -> tuple[str, ...]:
        """Return the languages between which someone interprets. Lists of interpreters often name only the foreign one:
        then the workbook's own is the other, and a note says so."""
        codes: tuple[str, ...] = record.get("languages", ())
        if len(codes) > 1:
            return codes
        if len(codes) == 1 and self._language != "en" and codes[0] != self._language:
            self._findings.notes.append(record.issue("own_language_assumed", "languages", codes[0]))
            return (self._language, *codes)
        if "languages" in record.places and "languages" not in record.faulty:
            self._findings.faults.append(record.issue("too_few_languages" if codes else "missing", "languages", *codes))
        return ("ko", "zh")  # only so that reading can go on


def _printed(record: Record, details: ContactDetails) -> str:
    """A contact as it was written; where it stands in several columns or behind a link, what is understood of them."""
    contact = record.get("contact", "")
    is_alone = not any(record.get(code) for code in ("person", "email", "mobile", "phone"))
    return (
        normalize_whitespace(contact)
        if is_alone and not record.links
        else details.text() or normalize_whitespace(contact)
    )


def read_tables(
    records: Sequence[Record], stated_count: int | None, findings: Findings
) -> tuple[list[tuple[str, str, Record | None]], Directory]:
    """Tables as (id, displayed name, record), from one row each or from a number of tables alike."""
    counts = [record for record in records if _is_count_of_tables(record)]
    rows = [record for record in records if not _is_count_of_tables(record)]
    count = _count_tables(counts, None if records else stated_count, findings)
    tables = [*_named_tables(rows, findings), *_numbered_tables(count)]
    directory = Directory()
    for identity, name, _ in tables:
        directory.add(identity, [name])
    return tables, directory


def _is_count_of_tables(record: Record) -> bool:
    return "count" in record.values and not {"id", "name"} & record.values.keys()


def _count_tables(counts: Sequence[Record], stated_count: int | None, findings: Findings) -> int:
    count: int = sum(record.values["count"] for record in counts) if stated_count is None else stated_count
    if count <= MAX_TABLES:
        return count
    record = counts[0] if counts else Record("", 0, {}, {})
    findings.faults.append(record.issue("not_a_table_count", "count", count))
    return 0


def _named_tables(rows: Sequence[Record], findings: Findings) -> list[tuple[str, str, Record | None]]:
    tables: list[tuple[str, str, Record | None]] = []
    for record in rows:
        name = record.get("name") or record.get("id", "")
        if not name and not record.faulty:
            findings.faults.append(record.issue("missing", "id"))
        tables.append((record.get("id") or name, name, record))
    return tables


def _numbered_tables(count: int) -> list[tuple[str, str, Record | None]]:
    width = max(2, len(str(count)))
    names = (f"T{k:0{width}d}" for k in range(1, count + 1))
    return [(name, name, None) for name in names]
