"""Delegations of English texts: who is sent, by whom, led by whom, where to."""

from __future__ import annotations

import re

from docread.document import Delegation
from docread.extractors.context import DocumentContext, Sentence
from docread.extractors.english.subjects import chains, persons_in
from docread.patterns import regex

_GROUP = regex(r"\b(?:[Aa]n?|[Tt]he|its)\s(?P<name>(?:[\w'’&-]+\s){0,5}?(?:delegation|trade mission))\b")
_LED = regex(r"\b(?:led|headed)\sby\b|\bwas\sled\b")
_SENDS = regex(r"\b(?:send|sends|sent|dispatch(?:ed|es)?|organi[sz]ed?|led|leads?|formed)\s(?:an?|the|its)\s$")
_TO = regex(r"\b(?:to|visit(?:ed|s|ing)?|in)\s(?P<place>[A-Z][\w'’]+(?:,?\s[A-Z][\w'’]+)*)")


def find(scene: DocumentContext) -> tuple[Delegation, ...]:
    """Delegations in order, each name once."""
    found: dict[str, Delegation] = {}
    for sentence in scene.sentences:
        for match in _GROUP.finditer(sentence.text):
            start, end = sentence.start + match.start("name"), sentence.start + match.end("name")
            if match["name"] in found or sentence.in_speech(start) or " " not in match["name"]:
                continue
            to = _TO.match(scene.folded, end + 1)
            spans = ((start, end),)
            destination = to["place"] if to else None
            found[match["name"]] = Delegation(
                match["name"],
                _head(scene, sentence, start, end),
                _sender(scene, sentence, match, start),
                destination,
                spans,
                0.7,
            )
    return tuple(found.values())


def _head(scene: DocumentContext, sentence: Sentence, start: int, end: int) -> str | None:
    if led := _LED.search(scene.folded, end, min(sentence.end, end + 60)):
        named = persons_in(scene, sentence, led.end(), sentence.end)
        return named[0][2].name if named else None
    before = persons_in(scene, sentence, sentence.start, start)
    leads = re.search(r"\b(?:led|leads|lead|leading|headed)\s(?:an?|the)\s$", scene.folded[sentence.start : start])
    return before[-1][2].name if before and leads else None


def _sender(scene: DocumentContext, sentence: Sentence, match: re.Match[str], start: int) -> str | None:
    told = chains(scene, sentence, sentence.start, start)
    if told and _SENDS.search(sentence.text[: match.start("name")]):
        return told[-1][-1][2].name
    return scene.issuer.name if scene.issuer else None
