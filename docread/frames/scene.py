"""What the frames look at: sentences with their times, their bodies, their quoted parts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from docread.document import Span
from docread.frames.english import sentences as english
from docread.moments import When, find, resolve
from docread.names.organisations import Entity
from docread.names.persons import Found
from docread.text import Piece, lines_of, sentences_of

_QUOTED = re.compile(
    r"""(?P<o>[“"])(?P<inside>[^”"“]{2,400}?)[”"]|‘(?P<s>[^‘’]{2,140})’|(?<![A-Za-z0-9가-힣])'(?P<t>[^'\n]{2,80})'|「(?P<c>[^」]{2,80})」|《(?P<b>[^》]{2,80})》|[<〈](?P<a>[가-힣A-Za-z0-9][^<>〈〉\n]{4,60})[>〉]"""
)
_SPEECH = re.compile(r"[”\"]\s?(?:이?라|고\s|며|면서|하고)")


@dataclass(slots=True)
class Sentence:
    piece: Piece
    line: int
    whens: list[When] = field(default_factory=list)
    entities: list[tuple[int, int, Entity]] = field(default_factory=list)
    quotes: list[Span] = field(default_factory=list)  # direct speech
    names: list[Span] = field(default_factory=list)  # names in quotes, without the signs

    @property
    def text(self) -> str:
        return self.piece.text

    @property
    def start(self) -> int:
        return self.piece.start

    @property
    def end(self) -> int:
        return self.piece.end

    def in_speech(self, position: int) -> bool:
        return any(start <= position < end for start, end in self.quotes)


@dataclass(slots=True)
class Scene:
    """An article with all that was found in it so far."""

    folded: str
    language: str
    reference: date | None
    sentences: list[Sentence]
    entities: list[Entity]
    persons: list[Found]
    host: Entity | None
    title: Piece | None
    decks: list[Sentence] = field(default_factory=list)
    """The headline and the lines under it: no part of the article, but they may tell when and where."""

    def day_of_line(self, sentence: Sentence) -> When | None:
        """The day that a line of a programme begins with (`15 October, 14:00 - …`), for its further sentences."""
        first = next((each for each in self.sentences if each.line == sentence.line), sentence)
        when = first.whens[0] if first.whens and first is not sentence else None
        return when if when and when.span[0] - first.start < 4 and len(when.start) == 10 else None

    def entities_between(self, start: int, end: int) -> list[tuple[int, int, Entity]]:
        return [
            item
            for sentence in self.sentences
            if sentence.start < end and start < sentence.end
            for item in sentence.entities
            if start <= item[0] < end
        ]


def scene_of(
    folded: str,
    spans: tuple[Span, ...],
    language: str,
    reference: date | None,
    entities: list[Entity],
    persons: list[Found],
    host: Entity | None,
    title: Piece | None,
    decks: tuple[Span, ...] = (),
) -> Scene:
    """Sentences of the article with times resolved in order, paragraph by paragraph."""
    named = sorted(
        [(m.start, m.end, entity) for entity in entities for m in entity.mentions]
        + [(span[0], span[1], entity) for entity in entities for _, span in entity.others]
        + [(start, end, entity) for entity in entities for start, end in entity.backs],
        key=lambda item: item[0],
    )
    sentences: list[Sentence] = []
    number = 0
    before: list[When] = []
    for begin, end in spans:
        for line in lines_of(folded[begin:end]):
            number += 1
            paragraph: list[When] = before[-1:] if before else []
            split = english.sentences_of if language == "en" else sentences_of
            for piece in split(folded, begin + line.start, begin + line.end):
                found = find(folded, piece.start, piece.end, language)
                whens = resolve(found, folded, piece.span, reference, language, paragraph)
                paragraph += whens
                sentence = Sentence(piece, number, whens)
                sentence.entities = [item for item in named if piece.start <= item[0] < piece.end]
                _quoted(sentence, language)
                sentences.append(sentence)
            before = paragraph
    above = [*([title] if title else []), *(Piece(folded[start:end], start, end) for start, end in decks)]
    return Scene(
        folded, language, reference, sentences, entities, persons, host, title,
        [_deck(folded, piece, reference, language) for piece in above],
    )  # fmt: skip


def _deck(folded: str, piece: Piece, reference: date | None, language: str) -> Sentence:
    found = find(folded, piece.start, piece.end, language)
    sentence = Sentence(piece, 0, resolve(found, folded, piece.span, reference, language))
    _quoted(sentence, language)
    return sentence


def _quoted(sentence: Sentence, language: str) -> None:
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
