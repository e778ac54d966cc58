"""The reading of a text: article, metadata, times, names and records."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from docread.article_extraction import Metadata, extract_article, extract_metadata
from docread.chinese_variants import restore_original_characters, to_simplified
from docread.document import Document, Event, Organisation, Person, ReadingWarning, Source, Span, Value
from docread.extractors import agreements, amounts, commitments, delegations, events, quotes
from docread.extractors.context import DocumentContext
from docread.extractors.context_building import build_context
from docread.names import organisations, persons
from docread.names.chinese import issuer as chinese_issuer
from docread.names.english import bodies as english_bodies
from docread.names.entities import Entity
from docread.names.gazetteer import bodies_by_form
from docread.normalization import normalize_with_offsets, replace_unwritable
from docread.text import Segment, break_long_runs, detect_language, fold
from docread.windows import WindowRecords, merge_windows, split_windows


def read_text(text: str, *, url: str = "", fetched: str | None = None) -> Document:
    """Read a text.

    Parameters
    ----------
    text : str
        In any normal form; all spans of the result count its characters.
    url : str
        Address of the document; it may contain the date of publication.
    fetched : str, optional
        ISO date of fetching. It dates nothing: the text may be older.

    Returns
    -------
    Document
        Names and other values are in NFC.
    """
    text = replace_unwritable(text)
    composed, restore_spans = normalize_with_offsets(text)
    document = _read_composed(composed, url)
    return document if composed is text else replace(restore_spans(document), text=text)


def _read_composed(text: str, url: str) -> Document:
    folded = fold(text)
    language = detect_language(folded)
    folded = to_simplified(folded) if language == "zh" else break_long_runs(folded)
    article = extract_article(folded, language)
    metadata = extract_metadata(folded, article, url, language)
    spans = article.spans
    reader = _WindowReader(text, folded, language, metadata, article.title)
    windows = list(split_windows(folded, spans)) or [()]
    decks = tuple(removed.span for removed in article.removed if removed.reason == "deck")
    records = merge_windows([reader.records(window, decks) for window in windows])
    title = Value(text[article.title.start : article.title.end], article.title.span) if article.title else None
    document = Document(
        text=text,
        language=language,
        title=title,
        published=metadata.published,
        modified=metadata.modified,
        posted=metadata.posted,
        publisher=metadata.publisher,
        source=metadata.source,
        department=metadata.department,
        views=metadata.views,
        attachments=metadata.attachments,
        body=spans,
        removed=tuple(article.removed),
        events=_restore_names(text, folded, records.events),
        organisations=_restore_names(text, folded, records.organisations),
        persons=_restore_names(text, folded, records.persons),
        agreements=records.agreements,
        commitments=records.commitments,
        delegations=records.delegations,
        amounts=amounts.find_amounts(folded, spans, language),
        quantities=amounts.find_quantities(folded, spans),
        quotes=records.quotes,
        warnings=records.warnings,
    )
    return restore_original_characters(document, folded) if language == "zh" else document


@dataclass(slots=True)
class _WindowReader:
    """Reads an article window by window. The first window names the issuer and has the headline."""

    text: str
    folded: str
    language: str
    metadata: Metadata
    title: Segment | None
    issuer: Entity | None = None
    is_first: bool = True

    def records(self, spans: tuple[Span, ...], decks: tuple[Span, ...]) -> WindowRecords:
        folded, language, metadata = self.folded, self.language, self.metadata
        year = metadata.reference.year if metadata.reference else None
        bodies, warnings = organisations.find(folded, spans, language, year)
        if self.is_first:
            if language != "zh":
                metadata.source = _correct_source(self.text, metadata.source, bodies)
            self.issuer = _find_issuer(folded, spans, language, bodies, metadata)
        people = persons.find(folded, spans, language, bodies, self.issuer)
        title, above = (self.title, decks) if self.is_first else (None, ())
        self.is_first = False
        context = build_context(folded, spans, language, metadata.reference, bodies, people, self.issuer, title, above)
        event_records, contradictions = events.find(context)
        return WindowRecords(
            events=event_records,
            organisations=tuple(body.as_organisation() for body in bodies),
            persons=tuple(person.as_person() for person in people),
            agreements=agreements.find(context),
            commitments=commitments.find(context),
            delegations=delegations.find(context),
            quotes=quotes.find(context),
            warnings=(*warnings, *contradictions, *_weekday_warnings(context)),
        )


Named = TypeVar("Named", Event, Organisation, Person)


def _restore_names(text: str, folded: str, items: tuple[Named, ...]) -> tuple[Named, ...]:
    """Restore the printed characters of names that folding replaced (`･` by `·`)."""
    return tuple(
        replace(item, name=text[start:end]) if folded[start:end] == item.name else item
        for item in items
        for start, end in item.spans[:1]
    )


def _correct_source(text: str, source: Source | None, entities: list[Entity]) -> Source | None:
    """Replace a source that is a word of the headline, as open data sometimes has it, by the ministry of the first
    sentence."""
    if source is None or source.name in bodies_by_form() or source.confidence < 0.99 or not entities:
        return source
    first = entities[0]
    if first.body is None or first.country != "KR" or first.kind not in {"ministry", "agency"}:
        return source
    mention = first.mentions[0]
    return Source(first.body.name, (mention.start, mention.end), source.url, 0.8)


def _find_issuer(
    folded: str, spans: tuple[Span, ...], language: str, bodies: list[Entity], metadata: Metadata
) -> Entity | None:
    """Return the organisation that issues the text, by the rules of its language."""
    if language == "zh":
        return chinese_issuer.find_issuer(folded, spans, bodies, metadata.publisher, metadata.source)
    named = find_issuer(folded, bodies, metadata.source.name if metadata.source else None)
    return (
        (english_bodies.find_issuer(bodies, metadata.source, metadata.publisher) or named)
        if language == "en"
        else named
    )


def find_issuer(folded: str, entities: list[Entity], source: str | None) -> Entity | None:
    """Return the issuer: the organisation that the page names as its source, else the first one named."""
    named = next((entity for entity in entities if source and source in entity.forms), None)
    if named is None and source and source in bodies_by_form():
        # Named by the page but not by the article: `최… 제2차관은 …` on the page of a ministry.
        body = bodies_by_form()[source][0]
        return Entity(body.name, body.country, body.kind, others=[(source, (0, 0))], body=body)
    return _subordinate_issuer(folded, named, entities) or named or (entities[0] if entities else None)


def _subordinate_issuer(folded: str, named: Entity | None, entities: list[Entity]) -> Entity | None:
    """Return the subordinate organisation that the first sentence is about: `보건복지부 국립재활원(원장 …)은 …`."""
    if named is None or not named.mentions:
        return None
    over = named.mentions[0]
    under = next((e for e in entities for m in e.mentions if m.start == over.end + 1 and folded[over.end] == " "), None)
    if under is None or under.country != "KR":
        return None
    end = next(m.end for m in under.mentions if m.start == over.end + 1)
    return under if re.match(r"(?:\([^()]*\))?(?:은|는)\s", folded[end : end + 60]) else None


def _weekday_warnings(context: DocumentContext) -> list[ReadingWarning]:
    """Return a warning for each printed weekday that contradicts its date."""
    warnings = []
    for sentence in context.sentences:
        for time in sentence.times:
            if time.weekday is None or len(time.start) != 10 or "X" in time.start:
                continue
            if date.fromisoformat(time.start).weekday() != time.weekday and time.weekday_span:
                warnings.append(ReadingWarning("weekday_mismatch", time.weekday_span, time.start))
    return warnings
