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


def joined(windows: list[Records]) -> Records:
    """What the windows tell together."""
    if len(windows) == 1:
        return windows[0]
    return Records(
        events=_once((each for one in windows for each in one.events), lambda it: (it.name, it.start, it.end)),
        organisations=_organisations(each for one in windows for each in one.organisations),
        persons=_once((each for one in windows for each in one.persons), lambda it: it.name),
        agreements=_once(
            (each for one in windows for each in one.agreements), lambda it: (it.kind, it.parties, it.date, it.title)
        ),
        commitments=tuple(each for one in windows for each in one.commitments),
        delegations=_once((each for one in windows for each in one.delegations), lambda it: it.name),
        quotes=tuple(each for one in windows for each in one.quotes),
        warnings=tuple(dict.fromkeys(each for one in windows for each in one.warnings)),
    )


Told = TypeVar("Told", Event, Organisation, Person, Agreement, Delegation)


def _once(items: Iterable[Told], key: Any) -> tuple[Told, ...]:
    """Each only once, the first telling of it with the places of all."""
    groups: dict[Hashable, list[Told]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return tuple(_together(group) for group in groups.values())


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

    return _once(items, key)


def _together(group: list[Told]) -> Told:
    first = group[0]
    if len(group) == 1:
        return first
    spans = tuple(dict.fromkeys(span for each in group for span in each.spans))
    if not isinstance(first, Event | Organisation | Person):
        return replace(first, spans=spans)
    aliases = tuple(name for name in _names_of(group) if name != first.name)
    return replace(first, aliases=aliases, spans=spans)


def _names_of(group: Iterable[Any]) -> list[str]:
    return list(dict.fromkeys(name for each in group for name in (each.name, *each.aliases)))
