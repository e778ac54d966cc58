"""The sentences of an article with their times resolved and their organisations and quoted parts marked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from docread.document import Span
from docread.extractors.chinese import quotes as chinese_quotes
from docread.extractors.context import DocumentContext, Sentence
from docread.extractors.coreference import referring
from docread.extractors.english import sentences as english
from docread.names.entities import Entity, PersonMention
from docread.patterns import regex
from docread.temporal import TimeExpression, find_mentions, resolve
from docread.text import Segment, split_lines, split_sentences

_QUOTED = regex(
    r"""(?P<o>[“"])(?P<inside>[^”"“]{2,400}?)[”"]|‘(?P<s>[^‘’]{2,140})’|(?<![A-Za-z0-9가-힣])'(?!\d\d[.년])(?P<t>[^'\n]{2,80})'|「(?P<c>[^」]{2,80})」|《(?P<b>[^》]{2,80})》|[<〈](?P<a>[가-힣A-Za-z0-9][^<>〈〉\n]{4,60})[>〉]"""
)
_SPEECH = regex(r"[”\"]\s?(?:이?라|고\s|며|면서|하고)")


def build_context(
    folded: str,
    spans: tuple[Span, ...],
    language: str,
    reference: date | None,
    entities: list[Entity],
    persons: list[PersonMention],
    issuer: Entity | None,
    title: Segment | None,
    decks: tuple[Span, ...] = (),
) -> DocumentContext:
    """Split an article into sentences and resolve their times in order, paragraph by paragraph.

    Parameters
    ----------
    folded : str
        The folded text of the document.
    spans : tuple of Span
        The article in it.
    language : str
        `ko`, `zh` or `en`.
    reference : date or None
        The date against which relative times are resolved.
    entities, persons : list
        Organisations and persons named in the article.
    issuer : Entity or None
        The organisation that issues the text.
    title : Segment or None
        The headline.
    decks : tuple of Span
        The lines below the headline.
    """
    sentences = _sentences(folded, spans, language, reference, _named(entities, language), title)
    above = [*([title] if title else []), *(Segment(folded[start:end], start, end) for start, end in decks)]
    return DocumentContext(
        folded, language, reference, sentences, entities, persons, issuer, title,
        [_deck(folded, segment, reference, language) for segment in above],
    )  # fmt: skip


def _sentences(
    folded: str,
    spans: tuple[Span, ...],
    language: str,
    reference: date | None,
    named: list[tuple[int, int, Entity]],
    title: Segment | None,
) -> list[Sentence]:
    starts = [start for start, _, _ in named]
    sentences: list[Sentence] = []
    number = 0
    preceding: list[TimeExpression] = []  # times of the last paragraph that is not a footnote
    last_day: list[TimeExpression] = []  # the last full day mentioned, at most one: `이날` may be far below it
    for begin, end in spans:
        for line in split_lines(folded[begin:end]):
            number += 1
            paragraph: list[TimeExpression] = _carried(last_day, preceding, language)
            for segment in _pieces(folded, begin + line.start, begin + line.end, language):
                mentions = find_mentions(folded, segment.start, segment.end, language)
                times = resolve(mentions, folded, segment.span, reference, language, paragraph)
                if reference is None and title and (year := _YEAR.search(title.text)):
                    times = [_in_year(time, year.group()) for time in times]
                paragraph += times
                sentence = Sentence(segment, number, times)
                sentence.entities = named[bisect_left(starts, segment.start) : bisect_left(starts, segment.end)]
                if language == "ko" and (anaphora := referring(folded, segment.start, segment.end, named)):
                    sentence.entities = sorted([*sentence.entities, *anaphora], key=lambda item: item[0])
                _quoted(sentence, language)
                sentences.append(sentence)
            if not folded.startswith(("*", "※"), begin + line.start):
                days = [time for time in paragraph if time.is_day and "X" not in time.start and time.start == time.end]
                last_day = days[-1:] or last_day
                preceding = paragraph
    return sentences


def _named(entities: list[Entity], language: str) -> list[tuple[int, int, Entity]]:
    """Where bodies are named, by any of their names or a word that refers to them, in order."""
    named = sorted(
        [(m.start, m.end, entity) for entity in entities for m in entity.mentions]
        + [(span[0], span[1], entity) for entity in entities for _, span in entity.others]
        + [(start, end, entity) for entity in entities for start, end in entity.anaphora],
        key=lambda item: item[0],
    )
    return _outermost(named) if language == "zh" else named


def _deck(folded: str, piece: Segment, reference: date | None, language: str) -> Sentence:
    found = find_mentions(folded, piece.start, piece.end, language)
    sentence = Sentence(piece, 0, resolve(found, folded, piece.span, reference, language))
    _quoted(sentence, language)
    return sentence


def _quoted(sentence: Sentence, language: str) -> None:
    if language == "zh":
        chinese_quotes.mark(sentence)
        return
    if language == "en":
        sentence.quotes, sentence.names = english.quoted(sentence.piece)
        return
    for match in _QUOTED.finditer(sentence.text):
        group = next(name for name in ("inside", "s", "t", "c", "b", "a") if match[name] is not None)
        span = (sentence.start + match.start(group), sentence.start + match.end(group))
        inside = match[group]
        if (group == "inside" and (len(inside) > 45 or re.search(r"(?:다|요|니다|것|겠다|자)[.,]?$", inside))) or (
            group == "inside" and _SPEECH.match(sentence.text, match.end() - 1) and len(inside) > 15
        ):
            sentence.quotes.append(span)
        else:
            sentence.names.append(span)


_YEAR = regex(r"(?<!\d)20[0-4]\d(?!\d)")


def _in_year(when: TimeExpression, year: str) -> TimeExpression:
    """A page without a date: its days are in the year that its headline tells."""
    if not when.start.startswith("XXXX-"):
        return when
    return replace(when, start=when.start.replace("XXXX", year), end=when.end.replace("XXXX", year))


def _carried(told: list[TimeExpression], before: list[TimeExpression], language: str) -> list[TimeExpression]:
    """What a paragraph knows of the times before it: the last ones; in Korean and Chinese also the last day, that of
    `이날` and `当天`."""
    if language == "ko":
        return [*told, *before[-3:]]
    if language == "en":
        return before[-1:]
    days = [when for when in before if len(when.start) == 10 and when.start == when.end]
    return [*before[-1:], *days[-1:]]


def _outermost(named: list[tuple[int, int, Entity]]) -> list[tuple[int, int, Entity]]:
    """Names without those within a longer one: `仁川市` in `仁川市政府`."""
    kept: list[tuple[int, int, Entity]] = []
    for item in sorted(named, key=lambda each: (each[0], -each[1])):
        if not kept or item[0] >= kept[-1][1]:
            kept.append(item)
    return kept


# No sentence is so long; what is, such as a table that lost its lines, is looked at in parts.
_LONGEST = {"ko": 1500, "zh": 900, "en": 3000}


def _pieces(folded: str, begin: int, end: int, language: str) -> Iterator[Segment]:
    """The sentences of a line; what runs on far longer than a sentence does is cut at a comma, a blank, or anywhere."""
    split = english.sentences_of if language == "en" else split_sentences
    longest = _LONGEST[language]
    for piece in split(folded, begin, end):
        start = piece.start
        while piece.end - start > longest:
            least, most = start + longest // 2, start + longest
            cut = folded.rfind(",", least, most) + 1 or folded.rfind(" ", least, most) + 1 or most
            yield Segment(folded[start:cut], start, cut)
            start = cut
        yield Segment(folded[start : piece.end], start, piece.end)
