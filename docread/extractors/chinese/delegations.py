"""Delegations in Chinese texts: who is sent, by whom, led by whom, where to."""

from __future__ import annotations

from docread.document import Delegation
from docread.extractors.context import DocumentContext, Sentence
from docread.names.chinese import places as where
from docread.patterns import regex

_GROUP = regex(r"(?P<name>[一-鿿A-Za-z0-9]{0,24}?(?:代表团|考察团|访问团|经贸团|参访团|招商团|访华团|访韩团))")
_LEAD = regex(r".*(?:率领|率|会见|带领|组织|组成|派出|派|邀请|接待|欢迎|由|与|和|的|了|一行)")
_TO = regex(
    r"(?:访问|赴|出访|前往|到访|抵达|来到|走访)(?:了)?(?P<place>[一-鿿]{2,14}?)(?=[,。;、]|访问|考察|开展|参加|出席|进行|举|并|交流|洽谈|$)"
)


def find(scene: DocumentContext) -> tuple[Delegation, ...]:
    """Delegations in order, each name once."""
    found: dict[str, Delegation] = {}
    for sentence in scene.sentences:
        for match in _GROUP.finditer(sentence.text):
            name = match["name"]
            if cut := _LEAD.match(name):
                name = name[cut.end() :]
            begin = sentence.start + match.end() - len(name)
            if len(name) < 5 or any(name in other for other in found) or sentence.in_speech(begin):
                continue
            sender = next((e.name for a, _, e in sentence.entities if a <= begin), None)
            sender = next((e.name for a, _, e in sentence.entities if begin <= a < begin + len(name)), sender)
            found[name] = Delegation(
                name, _head(scene, sentence, begin), sender, _destination(sentence), ((begin, begin + len(name)),), 0.7
            )
    return tuple(found.values())


def _head(scene: DocumentContext, sentence: Sentence, before: int) -> str | None:
    """`…厅长王某某率代表团`, `以王某某为团长`."""
    for person in scene.persons_within(sentence.start, sentence.end):
        for start, end in person.names(scene.folded, sentence.start, sentence.end):
            after = scene.folded[end : end + 2]
            if (
                sentence.start <= start < sentence.end
                and after.startswith(("率", "带", "为团", "一行"))
                and start < before + 40
            ):
                return person.name
    return None


def _destination(sentence: Sentence) -> str | None:
    for match in _TO.finditer(sentence.text):
        if where.at(match["place"]):
            return match["place"]
    return None
