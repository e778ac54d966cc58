"""Who said what in English: `"…," said X`, `X said, "…"`, `he added`."""

from __future__ import annotations

import re

from docread.document import Quote
from docread.extractors.context import DocumentContext, Sentence
from docread.extractors.english.subjects import persons_in
from docread.patterns import regex

SAID = r"(?:said|says|added|told|stressed|noted|explained|stated|emphasi[sz]ed|remarked|commented|pointed out|continued|wrote|declared|asked|urged|expressed|pledged|vowed|according to)"
_PRONOUN = regex(
    rf"\b(?:[Hh]e|[Ss]he|[Tt]he\s(?:minister|mayor|governor|official|CEO|director|president|chairman|ambassador|vice minister|vice governor))\s(?:also\s)?{SAID}|{SAID}\s(?:he|she)\b|{SAID}\sthe\s(?:minister|mayor|governor|official|CEO|director|president|chairman)"
)


def find(scene: DocumentContext) -> tuple[Quote, ...]:
    """Quotes in order. A quote without a speaker of its own goes on with the one before."""
    found: list[Quote] = []
    last = None
    for sentence in scene.sentences:
        named = speaker_of(scene, sentence)
        if not sentence.quotes:
            last = named if re.search(SAID, sentence.text) and named else last
            continue
        speaker = named or last
        last = speaker
        if speaker:
            found.append(Quote(speaker, tuple(sentence.quotes), 0.9 if named else 0.7))
    return tuple(found)


def speaker_of(scene: DocumentContext, sentence: Sentence) -> str | None:
    """The person outside the quoted words, nearest to a verb of saying; else the body that says it."""
    verbs = [
        m for m in re.finditer(rf"\b{SAID}\b", sentence.text) if not sentence.in_speech(sentence.start + m.start())
    ]
    people = [
        item for item in persons_in(scene, sentence, sentence.start, sentence.end) if not sentence.in_speech(item[0])
    ]
    if people:
        if not verbs:
            return people[0][2].name
        at = sentence.start + verbs[0].start()
        return min(people, key=lambda item: abs(item[0] - at) + (40 if item[0] > at + 60 else 0))[2].name
    if not verbs or _PRONOUN.search(sentence.text):
        return None
    at = sentence.start + verbs[0].start()
    bodies = [
        (abs(a - at), entity.name)
        for a, b, entity in sentence.entities
        if not sentence.in_speech(a) and (abs(b - at) < 40 or abs(a - at) < 40)
    ]
    return min(bodies)[1] if bodies else None
