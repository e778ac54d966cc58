"""Windows over a long article, so that reading takes linear time, and the merging of their records."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from docread.document import (
    Agreement,
    Commitment,
    Delegation,
    Event,
    Organisation,
    Person,
    Quote,
    ReadingWarning,
    Span,
)

# Characters. Of 1,582 releases and articles one was longer (16,507); all others are read in one window.
WINDOW = 10_000


@dataclass(frozen=True, slots=True)
class WindowRecords:
    """The records of one window."""

    events: tuple[Event, ...]
    organisations: tuple[Organisation, ...]
    persons: tuple[Person, ...]
    agreements: tuple[Agreement, ...]
    commitments: tuple[Commitment, ...]
    delegations: tuple[Delegation, ...]
    quotes: tuple[Quote, ...]
    warnings: tuple[ReadingWarning, ...]


def split_windows(folded: str, spans: tuple[Span, ...]) -> Iterator[tuple[Span, ...]]:
    """Group spans into windows of at most `WINDOW` characters; cut a longer span after a line or a sentence."""
    window: list[Span] = []
    length = 0
    for start, end in spans:
        first = start
        while (length + end - first) > WINDOW:
            cut = _cut(folded, first, min(end, first + WINDOW - length)) if end - first > WINDOW else first
            if cut > first:
                window.append((first, cut))
            if window:
                yield tuple(window)
            window, length, first = [], 0, cut
        if first < end:
            window.append((first, end))
            length += end - first
    if window:
        yield tuple(window)


def _cut(folded: str, start: int, limit: int) -> int:
    """Return where to cut before `limit`: after a line, a sentence or a word, else at `limit`."""
    middle = start + (limit - start) // 2
    for mark in ("\n", "다. ", "。", ". ", " "):
        at = folded.rfind(mark, middle, limit)
        if at >= 0:
            return at + len(mark)
    return limit


def merge_windows(windows: list[WindowRecords]) -> WindowRecords:
    """Merge the records of all windows; mentions of the same event, organisation or person become one record."""
    if len(windows) == 1:
        return windows[0]
    return WindowRecords(
        events=_merge_by_key(
            (record for window in windows for record in window.events),
            lambda event: (event.name, event.start, event.end),
        ),
        organisations=_merge_organisations(record for window in windows for record in window.organisations),
        persons=_merge_by_key((record for window in windows for record in window.persons), lambda person: person.name),
        agreements=_merge_by_key(
            (record for window in windows for record in window.agreements),
            lambda agreement: (agreement.kind, agreement.parties, agreement.date, agreement.title),
        ),
        commitments=tuple(record for window in windows for record in window.commitments),
        delegations=_merge_by_key(
            (record for window in windows for record in window.delegations), lambda delegation: delegation.name
        ),
        quotes=tuple(record for window in windows for record in window.quotes),
        warnings=tuple(dict.fromkeys(record for window in windows for record in window.warnings)),
    )


Record = TypeVar("Record", Event, Organisation, Person, Agreement, Delegation)


def _merge_by_key(items: Iterable[Record], key: Any) -> tuple[Record, ...]:
    """Keep the first record of each key, with the spans of all."""
    groups: dict[Hashable, list[Record]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return tuple(_merge_group(group) for group in groups.values())


def _merge_organisations(items: Iterable[Organisation]) -> tuple[Organisation, ...]:
    """Merge organisations, also where a window names one by an alias of an earlier window."""
    main_names: dict[tuple[str, str | None], str] = {}

    def key(organisation: Organisation) -> Hashable:
        country = organisation.country
        forms = (organisation.name, *organisation.aliases)
        main_name = next((main_names[form, country] for form in forms if (form, country) in main_names), forms[0])
        for form in forms:
            main_names.setdefault((form, country), main_name)
        return main_name, country

    return _merge_by_key(items, key)


def _merge_group(group: list[Record]) -> Record:
    first = group[0]
    if len(group) == 1:
        return first
    spans = tuple(dict.fromkeys(span for record in group for span in record.spans))
    if not isinstance(first, Event | Organisation | Person):
        return replace(first, spans=spans)
    aliases = tuple(name for name in _all_names(group) if name != first.name)
    return replace(first, aliases=aliases, spans=spans)


def _all_names(group: Iterable[Any]) -> list[str]:
    return list(dict.fromkeys(name for record in group for name in (record.name, *record.aliases)))
