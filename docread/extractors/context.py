"""What the extractors work on: the sentences of an article with their times, organisations and quoted parts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from itertools import islice, takewhile

from docread.document import Span
from docread.names.entities import Entity, Found
from docread.temporal import When
from docread.text import Piece


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


_MOST_IN_A_LINE = 60


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
    named_at: list[tuple[int, int]] = field(default_factory=list)
    """Where persons are named, and the number of the person."""

    def persons_within(self, start: int, end: int) -> list[Found]:
        """The persons that are named between two positions, in their order."""
        if not self.named_at:
            self.named_at = sorted(
                (span[0], number)
                for number, person in enumerate(self.persons)
                for span in (*person.spans, *(span for _, span in person.others))
            )
        first, last = bisect_left(self.named_at, (start, -1)), bisect_left(self.named_at, (end, -1))
        return [self.persons[number] for number in sorted({number for _, number in self.named_at[first:last]})]

    def day_of_line(self, sentence: Sentence) -> When | None:
        """The day that a line of a programme begins with (`15 October, 14:00 - …`), for its further sentences."""
        first = next((each for each in self.sentences if each.line == sentence.line), sentence)
        when = first.whens[0] if first.whens and first is not sentence else None
        return when if when and when.span[0] - first.start < 4 and len(when.start) == 10 else None

    def before_in_line(self, sentence: Sentence) -> list[Sentence]:
        """The sentences of the same line before one; of a line that has no end the last of them."""
        last = bisect_left(self.sentences, sentence.start, key=lambda each: each.start)
        near = self.sentences[max(0, last - _MOST_IN_A_LINE) : last]
        return [each for each in near if each.line == sentence.line]

    def entities_between(self, start: int, end: int) -> list[tuple[int, int, Entity]]:
        first = max(0, bisect_right(self.sentences, start, key=lambda each: each.start) - 1)
        return [
            item
            for sentence in takewhile(lambda each: each.start < end, islice(self.sentences, first, None))
            for item in sentence.entities
            if start <= item[0] < end
        ]
