"""A long article is read in windows, so that reading takes time linear to its length whatever it says; what the windows
tell of the same body, person, event or amount is put together."""

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
    Span,
    Warning,
)

# Of 1,582 releases and articles one was longer (16,507 characters); all others are read in one window.
WINDOW = 10_000


@dataclass(frozen=True, slots=True)
class Records:
    """What one window tells."""

    events: tuple[Event, ...]
    organisations: tuple[Organisation, ...]
    persons: tuple[Person, ...]
    agreements: tuple[Agreement, ...]
    commitments: tuple[Commitment, ...]
    delegations: tuple[Delegation, ...]
    quotes: tuple[Quote, ...]
    warnings: tuple[Warning, ...]


def windows_of(folded: str, spans: tuple[Span, ...]) -> Iterator[tuple[Span, ...]]:
    """The spans in groups of at most `WINDOW` characters; what is longer is cut at the end of a line or a sentence."""
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


def _cut(folded: str, start: int, most: int) -> int:
    """Where to cut before `most`: after a line, a sentence, a word, else anywhere."""
    least = start + (most - start) // 2
    for mark in ("\n", "다. ", "。", ". ", " "):
        at = folded.rfind(mark, least, most)
        if at >= 0:
            return at + len(mark)
    return most


def merge_windows(windows: list[Records]) -> Records:
    """What the windows tell together."""
    if len(windows) == 1:
        return windows[0]
    return Records(
        events=_merged(
            (record for window in windows for record in window.events), lambda it: (it.name, it.start, it.end)
        ),
        organisations=_organisations(record for window in windows for record in window.organisations),
        persons=_merged((record for window in windows for record in window.persons), lambda it: it.name),
        agreements=_merged(
            (record for window in windows for record in window.agreements),
            lambda it: (it.kind, it.parties, it.date, it.title),
        ),
        commitments=tuple(record for window in windows for record in window.commitments),
        delegations=_merged((record for window in windows for record in window.delegations), lambda it: it.name),
        quotes=tuple(record for window in windows for record in window.quotes),
        warnings=tuple(dict.fromkeys(record for window in windows for record in window.warnings)),
    )


Record = TypeVar("Record", Event, Organisation, Person, Agreement, Delegation)


def _merged(items: Iterable[Record], key: Any) -> tuple[Record, ...]:
    """Each only once, the first mention of it with the spans of all."""
    groups: dict[Hashable, list[Record]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return tuple(_merge_group(group) for group in groups.values())


def _organisations(items: Iterable[Organisation]) -> tuple[Organisation, ...]:
    """A body under another name of an earlier window is the same one."""
    names: dict[tuple[str, str | None], str] = {}

    def key(body: Organisation) -> Hashable:
        known = next(
            (names[name, body.country] for name in (body.name, *body.aliases) if (name, body.country) in names),
            body.name,
        )
        for name in (body.name, *body.aliases):
            names.setdefault((name, body.country), known)
        return known, body.country

    return _merged(items, key)


def _merge_group(group: list[Record]) -> Record:
    first = group[0]
    if len(group) == 1:
        return first
    spans = tuple(dict.fromkeys(span for record in group for span in record.spans))
    if not isinstance(first, Event | Organisation | Person):
        return replace(first, spans=spans)
    aliases = tuple(name for name in _names_of(group) if name != first.name)
    return replace(first, aliases=aliases, spans=spans)


def _names_of(group: Iterable[Any]) -> list[str]:
    return list(dict.fromkeys(name for record in group for name in (record.name, *record.aliases)))
