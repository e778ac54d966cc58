"""The reading of a text: the page, its article, the times, the names, the records."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from docread.article_extraction import Facts, article_of, facts_of
from docread.chinese_variants import as_printed, simplified
from docread.document import Document, Event, Organisation, Person, Source, Span, Value, Warning
from docread.extractors import agreements, amounts, commitments, delegations, events, quotes
from docread.extractors.context import Scene
from docread.extractors.context_building import scene_of
from docread.names import organisations, persons
from docread.names.chinese import issuer as chinese_host
from docread.names.english import bodies as english_bodies
from docread.names.entities import Entity
from docread.names.gazetteer import bodies_by_form
from docread.normalization import normal_with_way_back, writable
from docread.text import Piece, fold, language_of, with_breaks
from docread.windows import Records, merge_windows, windows_of


def read_text(text: str, *, url: str = "", fetched: str | None = None) -> Document:
    """Read a text that stands already as characters. Spans count the characters of `text` as given, in whatever normal
    form that is; names and other values are in NFC. `fetched` says no more than that the text is not later: it dates
    nothing."""
    text = writable(text)
    composed, restored = normal_with_way_back(text)
    document = _read_composed(composed, url)
    return document if composed is text else replace(restored(document), text=text)


def _read_composed(text: str, url: str) -> Document:
    folded = fold(text)
    language = language_of(folded)
    folded = simplified(folded) if language == "zh" else with_breaks(folded)
    article = article_of(folded, language)
    facts = facts_of(folded, article, url, language)
    spans = article.spans
    reader = _Reader(text, folded, language, facts, article.title)
    windows = list(windows_of(folded, spans)) or [()]
    decks = tuple(each.span for each in article.removed if each.reason == "deck")
    records = merge_windows([reader.records(window, decks) for window in windows])
    title = Value(text[article.title.start : article.title.end], article.title.span) if article.title else None
    document = Document(
        text=text,
        language=language,
        title=title,
        published=facts.published,
        modified=facts.modified,
        posted=facts.posted,
        publisher=facts.publisher,
        source=facts.source,
        department=facts.department,
        views=facts.views,
        attachments=facts.attachments,
        body=spans,
        removed=tuple(article.removed),
        events=_as_printed(text, folded, records.events),
        organisations=_as_printed(text, folded, records.organisations),
        persons=_as_printed(text, folded, records.persons),
        agreements=records.agreements,
        commitments=records.commitments,
        delegations=records.delegations,
        amounts=amounts.find_amounts(folded, spans, language),
        quantities=amounts.find_quantities(folded, spans),
        quotes=records.quotes,
        warnings=records.warnings,
    )
    return as_printed(document, folded) if language == "zh" else document


@dataclass(slots=True)
class _Reader:
    """Reads an article window by window. The first one tells who speaks, and has the headline."""

    text: str
    folded: str
    language: str
    facts: Facts
    title: Piece | None
    host: Entity | None = None
    is_first: bool = True

    def records(self, spans: tuple[Span, ...], decks: tuple[Span, ...]) -> Records:
        folded, language, facts = self.folded, self.language, self.facts
        year = facts.reference.year if facts.reference else None
        bodies, warnings = organisations.find(folded, spans, language, year)
        if self.is_first:
            if language != "zh":
                facts.source = _true_source(self.text, facts.source, bodies)
            self.host = _host(folded, spans, language, bodies, facts)
        people = persons.find(folded, spans, language, bodies, self.host)
        title, above = (self.title, decks) if self.is_first else (None, ())
        self.is_first = False
        scene = scene_of(folded, spans, language, facts.reference, bodies, people, self.host, title, above)
        held, contradictions = events.find(scene)
        return Records(
            events=held,
            organisations=tuple(body.as_organisation() for body in bodies),
            persons=tuple(person.as_person() for person in people),
            agreements=agreements.find(scene),
            commitments=commitments.find(scene),
            delegations=delegations.find(scene),
            quotes=quotes.find(scene),
            warnings=(*warnings, *contradictions, *_weekdays(scene)),
        )


Named = TypeVar("Named", Event, Organisation, Person)


def _as_printed(text: str, folded: str, items: tuple[Named, ...]) -> tuple[Named, ...]:
    """The names with the signs that the text prints, where reading took others for the same (`･` for `·`)."""
    return tuple(
        replace(item, name=text[start:end]) if folded[start:end] == item.name else item
        for item in items
        for start, end in item.spans[:1]
    )


def _true_source(text: str, source: Source | None, entities: list[Entity]) -> Source | None:
    """Open data sometimes prints a word of the headline as the ministry: then it is the ministry of the article's first
    sentence. The words that say so are there."""
    if source is None or source.name in bodies_by_form() or source.confidence < 0.99 or not entities:
        return source
    first = entities[0]
    if first.body is None or first.country != "KR" or first.kind not in {"ministry", "agency"}:
        return source
    mention = first.mentions[0]
    return Source(first.body.name, (mention.start, mention.end), source.url, 0.8)


def _host(folded: str, spans: tuple[Span, ...], language: str, bodies: list[Entity], facts: Facts) -> Entity | None:
    """The body that speaks, as each language tells it."""
    if language == "zh":
        return chinese_host.host_of(folded, spans, bodies, facts.publisher, facts.source)
    named = host_of(folded, bodies, facts.source.name if facts.source else None)
    return (english_bodies.host_of(bodies, facts.source, facts.publisher) or named) if language == "en" else named


def host_of(folded: str, entities: list[Entity], source: str | None) -> Entity | None:
    """The body that speaks: the ministry that the page names as its source, else the first one named."""
    named = next((each for each in entities if source and source in each.forms), None)
    if named is None and source and source in bodies_by_form():
        # The page names it, the article does not: `최… 제2차관은 …` on the page of a ministry.
        body = bodies_by_form()[source][0]
        return Entity(body.name, body.country, body.kind, others=[(source, (0, 0))], body=body)
    return _own_of(folded, named, entities) or named or (entities[0] if entities else None)


def _own_of(folded: str, named: Entity | None, entities: list[Entity]) -> Entity | None:
    """`보건복지부 국립재활원(원장 …)은 …`: the body of the ministry that the leading sentence is about."""
    if named is None or not named.mentions:
        return None
    over = named.mentions[0]
    under = next((e for e in entities for m in e.mentions if m.start == over.end + 1 and folded[over.end] == " "), None)
    if under is None or under.country != "KR":
        return None
    end = next(m.end for m in under.mentions if m.start == over.end + 1)
    return under if re.match(r"(?:\([^()]*\))?(?:은|는)\s", folded[end : end + 60]) else None


def _weekdays(scene: Scene) -> list[Warning]:
    """Printed weekdays that do not fit their dates."""
    found = []
    for sentence in scene.sentences:
        for when in sentence.whens:
            if when.weekday is None or len(when.start) != 10 or "X" in when.start:
                continue
            if date.fromisoformat(when.start).weekday() != when.weekday and when.weekday_span:
                found.append(Warning("weekday_mismatch", when.weekday_span, when.start))
    return found
