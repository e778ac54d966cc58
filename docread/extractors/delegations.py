"""Delegations: who is sent, by whom, led by whom, where to."""

from __future__ import annotations

import re

from docread.document import Delegation, Span
from docread.extractors.chinese import delegations as chinese_delegations
from docread.extractors.context import DocumentContext, Sentence
from docread.extractors.english import delegations as english
from docread.names.gazetteer import places
from docread.patterns import regex

_GROUP = regex(
    r"(?P<name>(?:[가-힣A-Za-z0-9·\-]+\s){0,3}?[가-힣·\-]*(?:대표단|사절단|시장개척단|개척단|방문단|시찰단|참관단|代表团|考察团|delegation))"
)
_HEAD = regex(r"(?:을|를)\s?(?:단장|수석대표|대표)으?로\s?(?:하는|한|하여)|이\s?이끄는|为团长|led by")


def find(scene: DocumentContext) -> tuple[Delegation, ...]:
    """Delegations in order, each name once."""
    if scene.language == "zh":
        return chinese_delegations.find(scene)
    if scene.language == "en":
        return english.find(scene)
    found: dict[str, Delegation] = {}
    for sentence in scene.sentences:
        for match in _GROUP.finditer(sentence.text):
            name = re.sub(
                r"^.*(?:[을를은는이가에의과와로며고한된여어터지재년월일번]|하는|바탕으로)\s", "", match["name"]
            )
            if (
                len(name) < 5
                or any(name in other for other in found)
                or sentence.in_speech(sentence.start + match.start())
            ):
                continue
            begin = sentence.start + match.end() - len(name)
            head = _head(scene, sentence, begin)
            if head or re.search(r"파견|보내|방문|방한|방중", sentence.text):
                sender = next(
                    (e.name for start, _, e in sentence.entities if start < begin),
                    scene.issuer.name if scene.issuer else None,
                )
                spans: list[Span] = [(begin, begin + len(name))]
                found[name] = Delegation(name, head, sender, _destination(sentence, scene), tuple(spans), 0.75)
    return tuple(found.values())


def _head(scene: DocumentContext, sentence: Sentence, before: int) -> str | None:
    for match in _HEAD.finditer(scene.folded, sentence.start, before + 30):
        near = [
            person
            for person in scene.persons_within(sentence.start, match.start())
            if any(sentence.start <= start < match.start() for start, _ in person.spans)
        ]
        if near:
            return near[-1].name
    return None


def _destination(sentence: Sentence, scene: DocumentContext) -> str | None:
    for match in re.finditer(
        r"(?P<place>[가-힣]{2,8})(?:성|시)?(?:\s[가-힣]{2,6})?(?:에서|에|을 방문|를 방문)(?=\s)", sentence.text
    ):
        if match["place"] in places():
            return match.group().removesuffix("에서").removesuffix("에").removesuffix("을 방문").removesuffix("를 방문")
    return None
