"""Direct speech in Chinese texts, parted from names in quotes, with its speaker."""

from __future__ import annotations

import re

from docread.document import Quote
from docread.extractors.context import DocumentContext, Sentence
from docread.patterns import regex

_QUOTED = regex(
    r"“(?P<a>[^“”]{2,600})”|「(?P<b>[^「」]{2,600})」|‘(?P<c>[^‘’]{2,140})’|《(?P<d>[^《》]{2,120})》|\"(?P<e>[^\"\n]{2,600})\"|〈(?P<f>[^〈〉]{2,80})〉"
)
_SAID_VERB = r"(?:说|表示|指出|强调|介绍|称|认为|告诉|透露|坦言|回应|谈到|感慨|写道|提到|呼吁|建议|说道|致辞中)"
_SAID_AFTER = regex(rf"^\s?[,。]?[^。“”]{{0,40}}?{_SAID_VERB}")
SPEAKS = regex(rf"{_SAID_VERB}(?:道|到)?[^,。:“]{{0,14}}?[,:]")


def mark(sentence: Sentence) -> None:
    """Part what is quoted in a sentence into direct speech and names."""
    for match in _QUOTED.finditer(sentence.text):
        group = match.lastgroup or "a"
        span = (sentence.start + match.start(group), sentence.start + match.end(group))
        inside = match[group]
        speech = group in "abe" and (
            bool(re.search(r"[。!?,;…]$", inside) and len(inside) > 6)
            or (len(inside) > 12 and bool(re.search(r":\s?$", sentence.text[: match.start()])))
            or (len(inside) > 30 and "," in inside)
        )
        (sentence.quotes if speech else sentence.names).append(span)


def find(scene: DocumentContext) -> tuple[Quote, ...]:
    """Quotes in order; one without a speaker of its own goes on with the one before."""
    found: list[Quote] = []
    speaker: str | None = None
    for index, sentence in enumerate(scene.sentences):
        if not sentence.quotes:
            speaker = speaker_of(scene, sentence, sentence.end) or speaker
            continue
        named = (
            speaker_of(scene, sentence, sentence.quotes[0][0])
            or _speaker_after(scene, sentence)
            or _speaker_in_next(scene, index)
        )
        speaker = named or speaker
        if speaker:
            found.append(Quote(speaker, tuple(sentence.quotes), 0.9 if named else 0.7))
    return tuple(found)


def speaker_of(scene: DocumentContext, sentence: Sentence, before: int) -> str | None:
    """The person, else the body, named last before a position of the sentence."""
    people = [
        (start, person.name)
        for person in scene.persons_within(sentence.start, before)
        for start, _ in person.names(scene.folded, sentence.start, before)
    ]
    if people:
        return max(people)[1]
    bodies = [
        (start, entity.name)
        for start, end, entity in sentence.entities
        if start < before and re.match(rf"[^,。]{{0,8}}{_SAID_VERB}", scene.folded[end : end + 16])
    ]
    return max(bodies)[1] if bodies else None


def _speaker_after(scene: DocumentContext, sentence: Sentence) -> str | None:
    """`“…”山东省商务厅厅长王某某说`."""
    last = sentence.quotes[-1][1]
    if not _SAID_AFTER.match(scene.folded[last + 1 : min(sentence.end, last + 60)]):
        return None
    people = [
        (start, person.name)
        for person in scene.persons_within(last, sentence.end)
        for start, _ in person.names(scene.folded, last, sentence.end)
    ]
    return min(people)[1] if people else None


def _speaker_in_next(scene: DocumentContext, index: int) -> str | None:
    """`“…。”金某某说。`: the speech ended its sentence, who spoke begins the next."""
    if index + 1 >= len(scene.sentences):
        return None
    after = scene.sentences[index + 1]
    if after.line != scene.sentences[index].line or not re.match(rf"[^,。:“]{{2,40}}{_SAID_VERB}", after.text):
        return None
    people = [
        (start, person.name)
        for person in scene.persons_within(after.start, after.end)
        for start, _ in person.names(scene.folded, after.start, after.end)
    ]
    return min(people)[1] if people else None
