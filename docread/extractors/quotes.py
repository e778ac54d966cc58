"""Who said what: direct speech with its speaker."""

from __future__ import annotations

import re

from docread.document import Quote
from docread.extractors.chinese import quotes as chinese_quotes
from docread.extractors.context import DocumentContext, Sentence
from docread.extractors.english import quotes as english
from docread.names.entities import PersonMention


def find(scene: DocumentContext) -> tuple[Quote, ...]:
    """Quotes in order. The speaker is the person (or body) named last before the first sign of the sentence; a quote in the next
    paragraph goes on with the same."""
    if scene.language == "zh":
        return chinese_quotes.find(scene)
    if scene.language == "en":
        return english.find(scene)
    found: list[Quote] = []
    speaker = None
    for sentence in scene.sentences:
        if not sentence.quotes:
            speaker = speaker_of(scene, sentence, sentence.end) or speaker
            continue
        named = speaker_of(scene, sentence, sentence.quotes[0][0])
        speaker = named or speaker
        if speaker:
            found.append(Quote(speaker, tuple(sentence.quotes), 0.93 if named else 0.75))
    return tuple(found)


def speaker_of(scene: DocumentContext, sentence: Sentence, before: int) -> str | None:
    """The person, else the body, that is the topic of the sentence before a position."""
    best: tuple[int, str] | None = None
    for person in scene.persons_within(sentence.start, before):
        for start, _ in person.places(scene.folded, sentence.start, before):
            if best is None or start > best[0]:
                best = (start, person.name)
    if best is None and sentence.text[1:2] == " ":
        best = next(((0, person.name) for person in scene.persons if _by_surname(sentence.text, person)), None)
    if best:
        return best[1]
    topics = [
        (start, entity.name)
        for start, end, entity in sentence.entities
        if start < before
        and re.match(
            r"[은는이가]\s|측은|\s?(?:고위\s?)?(?:관계자|당국자|대변인|담당자)는\s", scene.folded[end : end + 12]
        )
    ]
    return max(topics)[1] if topics else None


def _by_surname(text: str, person: PersonMention) -> bool:
    """`정 차관보는 …` at the beginning of a sentence."""
    word = text[2:].split(" ", 1)[0] if text[:2] == f"{person.name[0]} " else ""
    return person.role[-2:] in word
