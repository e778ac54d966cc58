"""Organisations and persons as the rules find them: mentions in the text, grouped by what they name."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from dataclasses import dataclass, field

from docread.document import Organisation, Person, Span
from docread.names.gazetteer import Body
from docread.patterns import regex

# Confidence of a mention by the rule that found it: the share that was right in releases that the rule had not met
# (evaluation/docread/results/figures.md).
ORGANISATION_CONFIDENCE = {"known": 0.93, "headed": 0.87, "ending": 0.83, "company": 0.6, "listed": 0.65, "local": 0.6}
PERSON_CONFIDENCE = {"headed": 0.95, "named": 0.93, "glossed": 0.8, "guessed_org": 0.5, "chinese": 0.85}
_HANJA = regex(r"\([一-鿿]+\)")


@dataclass(slots=True)
class Mention:
    """A name as it is printed. `key` is the same for all names of one organisation; `rule` found it."""

    start: int
    end: int
    text: str
    rule: str
    key: str
    country: str | None
    kind: str
    body: Body | None = None


@dataclass(slots=True)
class Entity:
    """One organisation with all its mentions."""

    key: str
    country: str | None
    kind: str
    mentions: list[Mention] = field(default_factory=list)
    others: list[tuple[str, Span]] = field(default_factory=list)
    body: Body | None = None
    anaphora: list[Span] = field(default_factory=list)  # words that refer back to it (`the ministry`)
    _name: tuple[int, int, Body | None, str] | None = None

    @property
    def name(self) -> str:
        """The fullest printed form: the name in the gazetteer if it is printed, else the longest mention."""
        state = len(self.mentions), len(self.others), self.body
        if self._name is None or self._name[:3] != state:
            self._name = (*state, self._fullest())
        return self._name[3]

    def _fullest(self) -> str:
        printed = [mention.text for mention in self.mentions] + [text for text, _ in self.others]
        if self.body and self.body.name in printed:
            return self.body.name
        korean = [text for text in printed if re.search("[가-힣]", text)]
        if not korean:
            return printed[0]
        named = [text for text in korean if not text.endswith("무역관")] or printed
        plain = [text for text in named if not _HANJA.search(text)] or named
        return max(plain, key=lambda text: (len(text), -printed.index(text)))

    @property
    def spoken(self) -> str:
        """The name without glosses in Chinese characters: `산둥(山東)성` is 산둥성."""
        return _HANJA.sub("", self.name)

    @property
    def forms(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([mention.text for mention in self.mentions] + [text for text, _ in self.others]))

    def as_organisation(self) -> Organisation:
        name = self.name
        spans = sorted({(m.start, m.end) for m in self.mentions} | {span for _, span in self.others})
        first = next(
            [(m.start, m.end) for m in self.mentions if m.text == name].__iter__(),
            next((span for text, span in self.others if text == name), spans[0]),
        )
        best = max(ORGANISATION_CONFIDENCE[mention.rule] for mention in self.mentions)
        spans_in_order = (first, *(span for span in spans if span != first))
        aliases = tuple(form for form in self.forms if form != name)
        return Organisation(name, aliases, self.country, self.kind, spans_in_order, best)


@dataclass(slots=True)
class PersonMention:
    """One person with role and organisation; `spans` are mentions, `others` those under other names."""

    name: str
    role: str
    org: str | None
    spans: list[Span]
    rule: str
    others: list[tuple[str, Span]] = field(default_factory=list)
    _named: tuple[int, list[Span]] = field(
        default=(-1, [])
    )  # how many spans there were, and those of the name itself in their order

    def names(self, folded: str, start: int = 0, end: int = sys.maxsize) -> list[Span]:
        """Return the mentions under the name itself within `[start, end)`, in order."""
        if self._named[0] != len(self.spans):
            named = sorted(span for span in self.spans if folded[slice(*span)].startswith(self.name))
            self._named = len(self.spans), named
        named = self._named[1]
        return named[bisect_left(named, (start, 0)) : bisect_left(named, (end, 0))]

    def places(self, folded: str, start: int, end: int) -> list[Span]:
        """Return the mentions within `[start, end)`, under any name."""
        return [*self.names(folded, start, end), *(span for _, span in self.others if start <= span[0] < end)]

    def as_person(self) -> Person:
        aliases = tuple(dict.fromkeys(text for text, _ in self.others if text != self.name))
        spans = (*self.spans, *(span for _, span in self.others))
        return Person(
            self.name, aliases, self.role, self.org, tuple(dict.fromkeys(spans)), PERSON_CONFIDENCE[self.rule]
        )
