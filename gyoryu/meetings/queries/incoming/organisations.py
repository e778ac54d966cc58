"""Organisations of a workbook: known ones, new ones, and possible matches."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from gyoryu.base.names import LANGUAGES, Language, Names
from gyoryu.base.territories import COUNTRY_OF_LANGUAGE
from gyoryu.base.text import comparison_key, name_key, normalize_whitespace
from gyoryu.meetings.queries.incoming.items import Item, compare_with_row, new_item
from gyoryu.meetings.workbook.contacts import MAX_PHONE, ContactDetails, details_of, website_behind
from gyoryu.meetings.workbook.people import names_of, reads_in
from gyoryu.meetings.workbook.records import Findings, Record
from gyoryu.organisations import rules
from gyoryu.organisations.models import Contact, Identifier, Organisation, Scheme
from gyoryu.organisations.queries import Match, MatchQuery, match_all, similar_all
from gyoryu.organisations.technology import FIELDS

NAME_COLUMNS = ("name_ko", "name_zh", "name_en")


@dataclass(frozen=True, slots=True)
class Near:
    """A name that may mean one that is known. `place` names the row for decisions; `decided`: "new", a number or ""."""

    place: str
    name: str
    candidates: tuple[int, ...]
    decided: str = ""


@dataclass(slots=True)
class Directory:
    """`by_row`: the organisation that a row means, by (sheet, row); `contacts`: whom it says to write to. `at_event`:
    organisations by their number at the event, which decides between several of one name."""

    decisions: Mapping[str, str]
    language: Language
    is_sample: bool
    findings: Findings
    items: list[Item] = field(default_factory=list)
    extras: list[Item] = field(default_factory=list)
    near: list[Near] = field(default_factory=list)
    renamed: list[tuple[str, int]] = field(default_factory=list)
    by_row: dict[tuple[str, int], Item] = field(default_factory=dict)
    contacts: dict[tuple[str, int], ContactDetails] = field(default_factory=dict)
    at_event: Mapping[str, Organisation] = field(default_factory=dict)
    _seen: dict[object, Item] = field(default_factory=dict)
    _known: dict[int, Organisation] = field(default_factory=dict)
    _contacts: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    _numbers: set[tuple[str, str]] = field(default_factory=set)
    _new_identifiers: dict[Item, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    _similar: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def add(self, records: Sequence[Record]) -> None:
        """Match all rows at once, with six queries."""
        queries = [MatchQuery(self._names(record), self._identifiers(record)) for record in records]
        matches = match_all(queries)
        self._load_known(records, matches)
        unknown = [query for query, match in zip(queries, matches, strict=True) if match.organisation is None]
        self._similar = dict(zip(map(id, unknown), similar_all(unknown), strict=True))
        for record, query, match in zip(records, queries, matches, strict=True):
            if not rules.has_a_name(query.names):
                self._report_missing_name(record)
                continue
            self.contacts[record.sheet, record.row] = details_of(record, self.findings)
            self.by_row[record.sheet, record.row] = self._item(record, query, match)

    def _load_known(self, records: Sequence[Record], matches: Sequence[Match]) -> None:
        """Load the organisations that rows may mean, with their contacts and identifiers."""
        numbers = self._numbers_meant(records, matches)
        self._known = Organisation.objects.in_bulk(numbers)
        for organisation_id, *values in Contact.objects.filter(organisation__in=numbers).values_list(
            "organisation_id", "email", "phone", *NAME_COLUMNS
        ):
            self._contacts[organisation_id] |= set(values)
        self._numbers = set(Identifier.objects.filter(organisation__in=numbers).values_list("scheme", "value"))

    def _numbers_meant(self, records: Sequence[Record], matches: Sequence[Match]) -> set[int]:
        """Return the organisations that rows match, that were chosen for them, or that have their number at the
        event."""
        matched = {number for match in matches for number in (match.organisation, *match.candidates) if number}
        chosen = {int(text) for text in self.decisions.values() if text.isdecimal()}
        ids = (normalize_whitespace(record.get("id", "")) for record in records)
        return matched | chosen | {self.at_event[identity].pk for identity in ids if identity in self.at_event}

    def _names(self, record: Record) -> Names:
        stated = names_of(record)
        return Names(*(normalize_whitespace(getattr(stated, language))[:200] for language in LANGUAGES))

    def _report_missing_name(self, record: Record) -> None:
        place = next((code for code in NAME_COLUMNS if code in record.places), "")
        if place and not record.faulty & {*NAME_COLUMNS}:
            self.findings.faults.append(record.issue("missing", place))

    def _identifiers(self, record: Record) -> list[tuple[str, str]]:
        text = record.get("identifier", "")
        if not text:
            return []
        for scheme in _possible_schemes(record.get("country", "")):
            if rules.compact_identifier(scheme, text):
                return [(scheme, text)]
        self.findings.faults.append(record.issue("wrong_identifier", "identifier", text))
        return []

    def _item(self, record: Record, query: MatchQuery, match: Match) -> Item:
        keys: list[object] = [*query.compact(), *query.name_keys()]
        number = self._resolve(record, query, match)
        item = self._seen_item(query, number, keys)
        if item is None:
            item = (
                self._existing_item(record, query, self._known[number])
                if number
                else self._new_organisation(record, query)
            )
            self.items.append(item)
            self._add_identifiers(item, record, query)
            self._add_contacts(item, record, query)
        for key in [*keys, *([number] if number else [])]:
            self._seen.setdefault(key, item)
        return item

    def _seen_item(self, query: MatchQuery, number: int | None, keys: Sequence[object]) -> Item | None:
        """Return the item of an earlier row that means the same organisation."""
        for key in [number] if number else keys:
            if key in self._seen:
                item = self._seen[key]
                return None if item.is_new and self._differ(item, query) else item
        return None

    def _differ(self, item: Item, query: MatchQuery) -> bool:
        """Return whether two rows of one name are two organisations, by different identifiers."""
        known = self._new_identifiers.get(item, set())
        return bool(query.compact() and known) and known.isdisjoint(query.compact())

    def _resolve(self, record: Record, query: MatchQuery, match: Match) -> int | None:
        """Return the number of the organisation that a row means; None: a new one."""
        if match.by == "identifier":
            return match.organisation
        decided = self.decisions.get(f"{record.sheet}!{record.row}", "")
        at_event = self.at_event.get(normalize_whitespace(record.get("id", "")))
        if at_event is not None and not decided and _share_a_name(at_event.names, query.names):
            self._known.setdefault(at_event.pk, at_event)
            return at_event.pk
        if match.organisation is None:
            self._note_candidates(record, query, match, decided)
        return self._decision(decided, match.organisation)

    def _note_candidates(self, record: Record, query: MatchQuery, match: Match, decided: str) -> None:
        """Note which organisations a name may mean; several of exactly that name are a fault until one is chosen."""
        candidates = self._candidates(query, match)
        if not candidates:
            return
        name = query.names.in_language(self.language)
        self.near.append(Near(f"{record.sheet}!{record.row}", name, candidates, decided))
        if len(match.candidates) > 1 and not decided:
            column = next(filter(record.get, NAME_COLUMNS), "")
            self.findings.faults.append(record.issue("several_of_that_name", column, name))

    def _candidates(self, query: MatchQuery, match: Match) -> tuple[int, ...]:
        """Organisations of that name, else of similar names unless an earlier row has the name."""
        if match.candidates or any(key in self._seen for key in query.name_keys()):
            return match.candidates
        return self._similar.get(id(query), ())

    def _decision(self, decided: str, matched: int | None) -> int | None:
        """Return the number that was chosen for a row, None where "new" was; else that of its own match."""
        if decided == "new":
            return None
        return int(decided) if decided.isdecimal() and int(decided) in self._known else matched

    def _columns(self, record: Record, query: MatchQuery) -> dict[str, Any]:
        codes = fields_of(record.get("field", ""))[0]
        columns = {
            "country": record.get("country", ""),
            "city": record.get("city", "")[:80],
            "website": _website(record.get("website", "")) or _website(website_behind(record)),
            "fields": codes or None,
        }
        return columns | {f"name_{language}": getattr(query.names, language) for language in LANGUAGES}

    def _new_organisation(self, record: Record, query: MatchQuery) -> Item:
        columns = self._columns(record, query)
        own = reads_in(record.get("languages", ()), columns["country"], query.names, self.language)
        name_language = next((language for language in LANGUAGES if getattr(query.names, language)), self.language)
        columns["country"] = columns["country"] or COUNTRY_OF_LANGUAGE.get(
            own if own == name_language else name_language, "KR"
        )
        columns["fields"] = columns["fields"] or []
        return new_item("organisation", record, {**columns, "language": own, "is_sample": self.is_sample})

    def _existing_item(self, record: Record, query: MatchQuery, row: Organisation) -> Item:
        """Keep a name that differs only in spelling; fields are added, never removed."""
        columns = self._columns(record, query)
        own = [getattr(row.names, language) for language in LANGUAGES]
        for column in NAME_COLUMNS:
            typed = columns[column]
            if name_key(typed) in map(name_key, own):  # in any column
                if typed and typed not in own:
                    self.renamed.append((typed, row.pk))
                columns[column] = ""
        columns["fields"] = _with_added_fields(row.fields, columns["fields"])
        return compare_with_row("organisation", record, row, columns)

    def _add_identifiers(self, item: Item, record: Record, query: MatchQuery) -> None:
        """Add the numbers that identify the organisation, as far as they are not known."""
        for scheme, value in query.compact():
            if (scheme, value) not in self._numbers:
                self._numbers.add((scheme, value))
                self._new_identifiers[item].add((scheme, value))
                values = {"organisation_id": item, "scheme": scheme, "value": value}
                self.extras.append(new_item("identifier", record, values))

    def _add_contacts(self, item: Item, record: Record, query: MatchQuery) -> None:
        """Add whom to write to, as far as this is not known."""
        known = self._contacts[item.pk] if item.pk else set()
        language = reads_in((), record.get("country", ""), query.names, self.language)
        for columns in contact_columns(self.contacts[record.sheet, record.row]):
            addresses = list(filter(None, (columns["email"], columns["phone"])))
            names = [value for name, value in columns.items() if name.startswith("name_")]
            if not known.issuperset(addresses or names):
                self.extras.append(
                    new_item("contact", record, {"organisation_id": item, "language": language, **columns})
                )


def _possible_schemes(country: str) -> list[str]:
    """Return the schemes to which an identifier may belong."""
    if not country:
        return [*rules.SCHEME_OF_COUNTRY.values()]
    return [rules.SCHEME_OF_COUNTRY.get(country, Scheme.OTHER.value)]


def _with_added_fields(known: Sequence[str], stated: Sequence[str] | None) -> list[str] | None:
    """Return all fields in their order; None where nothing is added."""
    if not stated:
        return None
    codes = {*known, *stated}
    fields = [code for code in FIELDS if code in codes]
    return fields if set(fields) != set(known) else None


def _share_a_name(known: Names, typed: Names) -> bool:
    spelled = {normalize_whitespace(getattr(known, language)) for language in LANGUAGES} - {""}
    return bool(spelled & {getattr(typed, language) for language in LANGUAGES})


def contact_columns(details: ContactDetails) -> list[dict[str, str]]:
    """Return a row for each address; the first has the person, and the numbers as far as they fit."""
    if not details:
        return []
    phones = _join_phones(details.phones)
    rows = [{"email": email, "phone": phone} for email, phone in zip_longest(details.emails, phones, fillvalue="")]
    rows[0] |= {**names_by_script(details.person), "title": details.position}
    return rows


def _join_phones(numbers: Sequence[str]) -> list[str]:
    """Return numbers joined by commas as far as they fit into a field; at least one text, which may be empty."""
    phones = [""]
    for number in numbers:
        joined = f"{phones[-1]}, {number}" if phones[-1] else number
        if len(joined) <= MAX_PHONE:
            phones[-1] = joined
        else:
            phones.append(number)
    return phones


def names_by_script(name: str) -> dict[str, str]:
    """Return a person's name under the language of its script."""
    if not name:
        return {}
    language = "ko" if re.search(r"[가-힣]", name) else "zh" if re.search(r"[一-龥]", name) else "en"
    return {f"name_{language}": name}


def fields_of(text: str) -> tuple[list[str], list[str]]:
    """Return the codes of technology that a cell names, and the unknown words."""
    codes, unknown_words = [], []
    for part in filter(None, (part.strip() for part in re.split(r"[,/;、，；\n]", text))):
        code = FIELD_BY_WORD.get(comparison_key(part))
        codes.append(code) if code else unknown_words.append(part)
    return list(dict.fromkeys(codes)), unknown_words


def _index_field_names() -> dict[str, str]:
    """A field by its code, its name, and each part of its name."""
    code_by_word: dict[str, str] = {}
    for code, names in FIELDS.items():
        for name in (code, *(getattr(names, language) for language in LANGUAGES)):
            parts = [name, *re.split(r"·|与|、|和| and ", name), name.removesuffix(" 방지"), name.removesuffix(" 처리")]
            for part in parts:
                code_by_word.setdefault(comparison_key(part), code)
    return code_by_word


FIELD_BY_WORD = _index_field_names()


def _website(text: str) -> str:
    address = text if "://" in text or not text else f"https://{text}"
    return address[:200] if re.fullmatch(r"https?://[^\s]+", address) else ""
