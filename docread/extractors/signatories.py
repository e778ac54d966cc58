"""Who signs: the parties of an agreement, from the clause that tells it, a footnote, or the sentences before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from docread.document import Span
from docread.extractors.context import DocumentContext, Sentence
from docread.extractors.participants import among, joint_subjects, partners, topics
from docread.names.entities import Entity
from docread.names.gazetteer import places
from docread.patterns import regex


@dataclass(slots=True)
class Hit:
    thing: str
    status: str
    start: int
    end: int
    between: Span | None = None  # brackets that name the parties


def signatories(scene: DocumentContext, sentence: Sentence, index: int, hit: Hit) -> list[Entity]:
    """The parties: those that are named together, else the subject and whom it acts with."""
    together = _together(scene, sentence, hit)
    if together:
        return once(together)
    begin = _clause(sentence, hit)
    if len(speaking := _speaking(scene, sentence, hit.start)) > 1:
        return speaking
    subjects = topics(scene, sentence, hit.start, start=begin)
    if not subjects and _BOTH.search(sentence.text[: hit.start - sentence.start]) and len(two := both(scene)) > 1:
        return two
    if not subjects:
        subjects = _speaking(scene, sentence, hit.start) or _topic_before(scene, index, sentence)
    elif len(subjects) > 1:
        # Those who sign jointly are named together; whom the clause before names is another matter.
        begin = max(a for a, _, entity in sentence.entities if entity is subjects[-1] and a < hit.start)
    others = partners(scene, sentence, begin, hit.start)
    if len(others) != 1 and (of_state := _of_state(scene, sentence, hit)):
        others = of_state
    before = [entity for start, _, entity in sentence.entities if start < hit.start]
    if _TAKING_PART.search(sentence.text[: hit.start - sentence.start]):
        return once(before)
    parties = [*subjects, *others, *_noted(scene, sentence, index, hit)]
    among_them = re.search(r"(?:양\s?기관|양측|3자|세 기관|기관들|간)\s", sentence.text)
    return once([*parties, *before] if len(once(parties)) < 2 and among_them else parties)


def _together(scene: DocumentContext, sentence: Sentence, hit: Hit) -> list[Entity]:
    """Parties in brackets, before `간에 체결`, in a list before `간`, or as joint subject of what is told."""
    between = [entity for _, _, entity in scene.entities_between(*hit.between)] if hit.between else []
    if len(between) > 1:
        return between
    if re.search(r"\S간에\s(?:체결|맺)", scene.folded[hit.start : hit.end]):
        return [entity for _, _, entity in scene.entities_between(hit.start, hit.end)]
    if len(dashed := _dashed(sentence, hit.start)) > 1:
        return dashed
    joined = among(scene, sentence, hit.start)
    return joined or (joint_subjects(scene, sentence, hit.start) if _TOLD.search(sentence.text) else [])


def _dashed(sentence: Sentence, before: int) -> list[Entity]:
    """`가온협회-나래협회 업무협약`: bodies joined by dashes that end right before the agreement."""
    found: list[Entity] = []
    at = before
    for start, end, entity in reversed([item for item in sentence.entities if item[1] <= before]):
        gap = sentence.text[end - sentence.start : at - sentence.start]
        if not re.fullmatch(r"\s?[-·–]\s?" if found else r"\s?(?:간\s)?", gap):
            break
        found, at = [entity, *found], start
    return found


_TOLD = regex(r"(?:체결|맺|서명|교환)[가-힣]{0,6}다고[^.]{0,14}(?:밝혔|전했|말했|설명)")
_CLAUSE_OVER = regex(
    r"(?:(?:했|하였|되었|됐|맺었)으며|했고|하였고|했으며|하였으며|되었고|됐고|맺었고),?\s|(?:며|고),\s(?=(?:[^\s,]+\s){0,5}[^\s,]+(?<![하되있없한된])(?:은|는)\s)"
)


_BOTH = regex(r"(?:양측|양국|양 기관|두 기관|양 도시|양 시|두 회사|양사|양 부처)(?:은|는|이|가)\s")


def both(scene: DocumentContext) -> list[Entity]:
    """Those two of whom the text told at its beginning: the subject of a leading sentence and with whom it acted."""
    for sentence in scene.sentences[:4]:
        subjects = topics(scene, sentence)
        found = once([*subjects, *partners(scene, sentence, sentence.start, sentence.end)])
        if subjects and len(found) == 2:
            return found
    return []


def _clause(sentence: Sentence, hit: Hit) -> int:
    """Where the clause of the agreement begins: `A는 B와 계약을 체결했고, C는 D와 …`."""
    ends = [match.end() for match in _CLAUSE_OVER.finditer(sentence.text, 0, hit.start - sentence.start)]
    return sentence.start + (ends[-1] if ends else 0)


def once(entities: Iterable[Entity]) -> list[Entity]:
    return list({entity.key: entity for entity in entities}.values())


_TAKING_PART = regex(r"(?:이|가|등이)\s(?:함께\s)?(?:참여|참석)(?:하여|해|한)\s")
_WITH_STATE = regex(r"(?:(?<=^)|(?<=[\s,]))(?P<state>[가-힣]{2,8})(?:와|과)(?:는|도)?\s")


def _of_state(scene: DocumentContext, sentence: Sentence, hit: Hit) -> list[Entity]:
    """`에티오피아와는 … 양해각서를 체결`: the one body of that country of which the text speaks."""
    for match in _WITH_STATE.finditer(sentence.text[: hit.start - sentence.start]):
        place = places().get(match["state"])
        if place and place.kind == "country" and place.country != "KR":
            bodies = [e for e in scene.entities if e.country == place.country and e.kind in {"ministry", "agency"}]
            if len(bodies) == 1:
                return bodies
    return []


_NEXT_PERSON = regex(r"[^,()]{0,14}(?:과|와)\s")
_AS_TOPIC = regex(r"[^,()]{0,14}(?:은|는|이|가)\s")


def _speaking(scene: DocumentContext, sentence: Sentence, until: int) -> list[Entity]:
    """The bodies of persons who are the topic: `이… 청장은 … 장관과 양해각서를 교환`, `A 국장과 B 부국장은`."""
    named = (
        sorted(
            (start, end, person)
            for person in scene.persons
            for start, end in {
                *person.names(scene.folded),
                *(span for _, span in person.others),
                *_named_again(scene.folded, person.name, sentence.start, until),
            }
            if sentence.start <= start < until
        )
        if len(scene.persons) < 40
        else []
    )
    joined = []
    for number, (start, end, person) in enumerate(named):
        if person not in joined:
            joined.append(person)
        further = next((at for at, _, other in named[number + 1 :] if other is not person and at > start), until)
        if _AS_TOPIC.match(scene.folded, end, further):
            bodies = [next((each for each in scene.entities if each.name == one.org), None) for one in joined]
            return once(body for body in bodies if body)
        if not _NEXT_PERSON.match(scene.folded, end):
            joined = []
    return []


def _named_again(folded: str, name: str, start: int, end: int) -> list[Span]:
    at = folded.find(name, start, end)
    return [(at, at + len(name))] if at >= 0 else []


def _noted(scene: DocumentContext, sentence: Sentence, index: int, hit: Hit) -> list[Entity]:
    """Parties that a footnote lists: `주요 6개* 학회들과 … 협약을 체결`."""
    told = sentence.text[: hit.start - sentence.start]
    marks = re.findall(
        r"(?:\d+개\s?[가-힣]{1,8}|들|기관|학회|기업|단체|대학)(\*+)(?=,\s|·|\s?(?:과|와)\s|\s[가-힣]{0,8}(?:들|기관|학회|기업|단체|대학)[가-힣]{0,2}(?:과|와)\s)",
        told,
    ) or re.findall(r"(\*+)\s?[가-힣]{0,8}(?:들|기관|학회|기업|단체|대학)[가-힣]{0,2}(?:과|와)\s", told)
    if not re.search(r"\*\s?[가-힣]{0,8}(?:과|와)\s", told):
        return []
    notes = [each for each in scene.sentences[index + 1 : index + 6] if re.match(r"\*+", each.text)]
    return [
        entity
        for mark in marks
        for note in notes
        if (own := re.match(r"\*+", note.text)) and own.group() == mark
        for _, _, entity in note.entities
    ]


def _topic_before(scene: DocumentContext, index: int, sentence: Sentence) -> list[Entity]:
    """A sentence without a topic of its own goes on with that of the sentence before."""
    for earlier in reversed(scene.sentences[max(0, index - 3) : index]):
        if found := topics(scene, earlier):
            return found
    return [scene.issuer] if scene.issuer else []
