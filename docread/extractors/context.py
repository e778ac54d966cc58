"""What the extractors work on: the sentences of an article with their times, organisations and quoted parts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from itertools import islice, takewhile

from docread.document import Span
from docread.names.entities import Entity, PersonMention
from docread.temporal import TimeExpression
from docread.text import Segment


@dataclass(slots=True)
class Sentence:
    """One sentence with what is found in it; `line` is the number of its line in the article."""

    piece: Segment
    line: int
    times: list[TimeExpression] = field(default_factory=list)
    entities: list[tuple[int, int, Entity]] = field(default_factory=list)
    quotes: list[Span] = field(default_factory=list)  # of direct speech, without quotation marks
    names: list[Span] = field(default_factory=list)  # of names in quotation marks, without the marks

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


_MAX_PER_LINE = 60


@dataclass(slots=True)
class DocumentContext:
    """An article with its sentences, organisations and persons: the input of the extractors."""

    folded: str
    language: str
    reference: date | None
    sentences: list[Sentence]
    entities: list[Entity]
    persons: list[PersonMention]
    issuer: Entity | None
    title: Segment | None
    decks: list[Sentence] = field(default_factory=list)
    """The headline and the lines below it, outside the article; they may state time and place."""
    named_at: list[tuple[int, int]] = field(default_factory=list)
    """Offsets of mentions of persons, each with the index of the person; filled at first use."""

    def persons_within(self, start: int, end: int) -> list[PersonMention]:
        """Return the persons named within `[start, end)`, in the order of `persons`."""
        if not self.named_at:
            self.named_at = sorted(
                (span[0], number)
                for number, person in enumerate(self.persons)
                for span in (*person.spans, *(span for _, span in person.others))
            )
        first, last = bisect_left(self.named_at, (start, -1)), bisect_left(self.named_at, (end, -1))
        return [self.persons[number] for number in sorted({number for _, number in self.named_at[first:last]})]

    def day_of_line(self, sentence: Sentence) -> TimeExpression | None:
        """Return the day at the start of the line of a programme (`15 October, 14:00 - …`), for its later sentences."""
        first = next((each for each in self.sentences if each.line == sentence.line), sentence)
        when = first.times[0] if first.times and first is not sentence else None
        return when if when and when.span[0] - first.start < 4 and len(when.start) == 10 else None

    def before_in_line(self, sentence: Sentence) -> list[Sentence]:
        """Return the sentences before this one in its line, at most `_MAX_PER_LINE`."""
        last = bisect_left(self.sentences, sentence.start, key=lambda each: each.start)
        near = self.sentences[max(0, last - _MAX_PER_LINE) : last]
        return [each for each in near if each.line == sentence.line]

    def entities_between(self, start: int, end: int) -> list[tuple[int, int, Entity]]:
        first = max(0, bisect_right(self.sentences, start, key=lambda each: each.start) - 1)
        return [
            item
            for sentence in takewhile(lambda each: each.start < end, islice(self.sentences, first, None))
            for item in sentence.entities
            if start <= item[0] < end
        ]
