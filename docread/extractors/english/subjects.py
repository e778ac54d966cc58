"""Who acts in an English clause: bodies and persons before its verb, groups, and pronouns that go on with who was named."""

from __future__ import annotations

import re

from docread.extractors.context import DocumentContext, Sentence
from docread.names.entities import Entity, PersonMention
from docread.patterns import regex

JOINED = regex(
    r"(?:['’]s)?(?:\sof\s(?:the\s)?[A-Z]\w+(?:\s[A-Z]\w+)?)?(?:\s?\([^()]{1,60}\))?(?:,\sand\s|,\s|\sand\s|\s&\s|\sas well as\s|,?\s(?:together|along|alongside|jointly)\s(?:with\s)?|\s-\s)(?:the\s|The\s|(?:[A-Z]\w+\s)?[A-Z]\w+['’]s\s|its\s|[A-Z][\w'’]*-based\s)?(?:(?!signed|agreed|will|said|plans)[a-z]+(?:-[a-z]+)?\s){0,2}"
)
_PREPOSITION = regex(
    r"\b(?:in|at|of|from|by|for|under|to|on|during|near|into|via|through|including|as|around|inside|against|over|with|between|among|than|like|about)\s(?:the\s|The\s|China['’]s\s|South Korea['’]s\s|its\s|[A-Z]\w+['’]s\s|(?:South\s)?(?:Korean|Chinese|Vietnamese|Japanese)\s)?(?:\w+\s)?$"
)
_ALONG = regex(r"\b(?:together|along|jointly)\swith\s(?:the\s)?$")


def mentions_of(sentence: Sentence) -> list[tuple[int, int, Entity]]:
    """The bodies of a sentence in order, none within another."""
    kept: list[tuple[int, int, Entity]] = []
    for item in sorted(sentence.entities, key=lambda each: (each[0], -each[1])):
        if not kept or item[0] >= kept[-1][1]:
            kept.append(item)
    return kept


def chains(scene: DocumentContext, sentence: Sentence, start: int, end: int) -> list[list[tuple[int, int, Entity]]]:
    """Bodies between two positions, those joined by commas and `and` together."""
    found: list[list[tuple[int, int, Entity]]] = []
    for item in mentions_of(sentence):
        if item[0] < start or item[1] > end:
            continue
        if found and re.fullmatch(r"\s?\(", scene.folded[found[-1][-1][1] : item[0]]):
            continue
        gap = scene.folded[found[-1][-1][1] : item[0]] if found else ""
        two = gap.endswith(", and ") and len(found[-1]) == 1  # `…, and B signed` is a clause of its own
        if found and JOINED.fullmatch(gap) and not two:
            found[-1].append(item)
        else:
            found.append([item])
    return found


def persons_in(
    scene: DocumentContext, sentence: Sentence, start: int, end: int
) -> list[tuple[int, int, PersonMention]]:
    """Persons named between two positions, by full name or surname."""
    found = [
        (a, b, person)
        for person in scene.persons_within(start, end)
        for a, b in person.places(scene.folded, start, end)
        if sentence.start <= a < sentence.end
    ]
    return sorted(found, key=lambda item: item[0])


def once(entities: list[Entity]) -> list[Entity]:
    return list({entity.key: entity for entity in entities}.values())


def org_of(scene: DocumentContext, person: PersonMention) -> Entity | None:
    return next(
        (entity for entity in scene.entities if person.org and person.org in {entity.name, *entity.forms}), None
    )


def subjects_before(scene: DocumentContext, sentence: Sentence, verb: int, begin: int | None = None) -> list[Entity]:
    """The bodies that are the subject of the verb at a position: the last chain before it that no preposition governs;
    where persons act, their bodies."""
    begin = sentence.start if begin is None else begin
    told = chains(scene, sentence, begin, verb)
    acting = [
        chain for chain in told if not governed(scene, sentence, chain[0][0]) and not sentence.in_speech(chain[0][0])
    ]
    persons = [item for item in persons_in(scene, sentence, begin, verb) if not sentence.in_speech(item[0])]
    along = [chain for chain in told if _ALONG.search(scene.folded[sentence.start : chain[0][0]])]
    if acting and not (persons and acting[-1][0][0] < persons[-1][0] and _of_person(scene, acting[-1], persons)):
        return once([entity for chain in (*acting[-1:], *along) for _, _, entity in chain])
    if persons:
        joint = [each for _, _, each in persons]
        return once(
            [
                org
                for each in dict.fromkeys(id(p) for p in joint)
                if (org := org_of(scene, next(p for p in joint if id(p) == each)))
            ]
        )
    return []


def _of_person(
    scene: DocumentContext, chain: list[tuple[int, int, Entity]], persons: list[tuple[int, int, PersonMention]]
) -> bool:
    return any(person.org == chain[-1][2].name for _, _, person in persons)


def governed(scene: DocumentContext, sentence: Sentence, start: int) -> bool:
    before = scene.folded[sentence.start : start]
    return bool(_PREPOSITION.search(before)) and not _ALONG.search(before)
