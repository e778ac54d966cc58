"""Who acts in a Chinese sentence: the bodies joined before a verb, the sides of a meeting, those told before."""

from __future__ import annotations

import re
from itertools import pairwise

from docread.extractors.context import DocumentContext, Sentence
from docread.names.entities import Entity
from docread.patterns import regex

# Between two bodies that act together: a joint, a gloss, persons with their roles.
_JOINED = regex(
    r"[”》]?(?:今日?|昨日?|\d{1,2}日|当天|日前|近日|上午|下午|在[一-鿿]{2,4})*(?:\([^()]{0,40}\))?\s?(?:分别|又|还)?(?:、|与|和|同|及|以及|暨|联合|会同|携手|,)\s?(?:来自)?(?:中国|韩国|日本|我国)?(?:的)?[“《]?"
)
_BEFORE_VERB = regex(
    r"[”》]?(?:\([^()]{0,40}\))?(?:日前|近日|此前|今天|昨天|当日|\d{1,2}月\d{1,2}日|\d{1,2}日|上午|下午|分别|共同|正式|成功|现场|双方|三方|四方|在[^,。;]{1,40}|于[^,。;]{1,24}|就[^,。;]{1,40}|围绕[^,。;]{1,40}|\s|联合|又|还|将|拟|计划|等[^,。;]{0,16}|代表[^,。;]{0,6}|有关负责人|负责人|会上|当天|当日|之间|间|再次|,)*"
)


def gap(scene: DocumentContext, one: int, other: int) -> str:
    """What stands between two bodies, without persons and their roles, and without what is in brackets."""
    text = scene.folded[one:other]
    for person in scene.persons_within(one, other):
        for start, end in person.spans:
            if one <= start and end <= other:
                text = text.replace(scene.folded[start:end], "", 1)
    return re.sub(r"\([^()]*\)|^[^()]*\)|\([^()]*$", "", text)


def chain_before(scene: DocumentContext, sentence: Sentence, until: int) -> list[Entity]:
    """The bodies joined right before a verb: `A与B(共同)签署`, `A、B和C`."""
    chain: list[Entity] = []
    last = None
    for start, end, entity in sentence.entities:
        if end > until:
            break
        if last is not None and not (chain and chain[-1] is entity) and not _JOINED.fullmatch(gap(scene, last, start)):
            chain = []
        if entity not in chain:
            chain.append(entity)
        last = end
    if last is None or not _BEFORE_VERB.fullmatch(gap(scene, last, until)):
        return []
    return chain


_PARTNER_FIRST = regex(
    r"(?:^|[,。;:])\s?(?:并|还|又|再)?(?:与|和|同|分别与|分别同)(?:来自)?(?:韩国|日本|中国|美国|德国)?(?:的)?$"
)


def begins_with_partner(scene: DocumentContext, sentence: Sentence, first: Entity, until: int) -> bool:
    """`…今天宣布,与A、B签署`: the subject stands in an earlier part of the sentence."""
    start = next((a for a, b, entity in reversed(sentence.entities) if entity is first and b <= until), None)
    return start is not None and bool(_PARTNER_FIRST.search(scene.folded[sentence.start : start]))


def pair_of_persons(scene: DocumentContext, sentence: Sentence, until: int) -> list[Entity]:
    """`公孙某与孔某签署`: the bodies of two persons joined right before the verb."""
    named = sorted(
        (
            (start, end, person)
            for person in scene.persons_within(sentence.start, until)
            for start, end in person.names(scene.folded, sentence.start, until)
        ),
        key=lambda item: item[0],
    )
    if len(named) < 2 or named[-1][1] < until - 12:
        return []
    (_, end, one), (start, _, other) = named[-2:]
    if not re.fullmatch(r"(?:与|和|同|、)[^,。;]{0,20}", scene.folded[end:start]):
        return []
    found = [e for org in (one.org, other.org) for e in scene.entities if org and org in e.forms]
    return found if len(found) == 2 and found[0] is not found[1] else []


def orgs_of_persons(scene: DocumentContext, sentence: Sentence, until: int) -> list[Entity]:
    """The bodies of the persons named before a position."""
    names = [
        person.org
        for person in scene.persons_within(sentence.start, until)
        if person.org and any(sentence.start <= start < until for start, _ in person.spans)
    ]
    found = [entity for name in names for entity in scene.entities if entity.name == name or name in entity.forms]
    return list({entity.key: entity for entity in found}.values())


_AS_SUBJECT = regex(
    r"[”》]?(?:\([^()]{0,40}\))?(?!的|、)(?=[^,。;]{0,2}(?:将|与|和|同|在|于|已|分别|也|还|同时|先后|当天|共同|召开|举行|表示|就|拟|计划|组织|签|率|会|,|决定|联合|依托|通过|正)|[一-鿿])"
)


def subject_of(scene: DocumentContext, sentence: Sentence, index: int, until: int) -> list[Entity]:
    """The first body of the sentence before a position, else the subject of the sentences before."""
    for start, end, entity in sentence.entities:
        if start < until and _AS_SUBJECT.match(scene.folded, end):
            return [entity]
    for earlier in reversed(scene.sentences[max(0, index - 3) : index]):
        for start, end, entity in earlier.entities:
            if start - earlier.start < 24 and _AS_SUBJECT.match(scene.folded, end):
                return [entity]
    return [scene.issuer] if scene.issuer else []


def pair_before(scene: DocumentContext, sentence: Sentence, index: int, until: int) -> list[Entity]:
    """`双方`: the two bodies that the nearest sentence before joins with `与` or `和`."""
    if not re.search(
        r"双方|两地|两市|两省|两家|两校|两院|会上|会后|期间|随后", sentence.text[: until - sentence.start + 4]
    ):
        return []
    return sides(scene, index)


def sides(scene: DocumentContext, index: int, until: int | None = None) -> list[Entity]:
    """The two sides of which the text speaks before a position, the nearest first: those that one sentence joins."""
    for earlier in reversed(scene.sentences[max(0, index - 8) : index + 1]):
        items = [item for item in earlier.entities if until is None or item[1] <= until]
        for (_, end, one), (start, _, other) in reversed(list(pairwise(items))):
            if one is not other and _SIDES.fullmatch(gap(scene, end, start)) and one.key != other.key:
                return [one, other]
    return []


_SIDES = regex(
    r"[”》]?(?:\([^()]{0,40}\))?(?:[^,。;、]{0,12}|[^。;]{0,24},该[一-鿿]{1,2})(?:与|和|同|会见|会见了|访问|拜访|拜会|到访|会同)[^,。;、]{0,12}"
)


def partings(scene: DocumentContext, sentence: Sentence, until: int, parties: list[Entity]) -> list[list[Entity]]:
    """`A分别与B、C签署` is A with B and A with C; `A与B、C与D签署` are two pairs; else all sign together."""
    if len(parties) < 3:
        return [parties]
    items = [item for item in sentence.entities if item[2] in parties and item[1] <= until]
    items = [item for i, item in enumerate(items) if all(item[2] is not other[2] for other in items[:i])]
    if len(items) != len(parties):
        return [parties]
    joints = [gap(scene, one[1], other[0]) for one, other in pairwise(items)]
    apart = re.search(r"分别$", scene.folded[max(0, until - 6) : until]) and re.search(r"[与和同]", joints[0])
    if re.search(r"分别(?:与|和|同)", joints[0]) or (
        apart and not any(re.search(r"[与同]", each) for each in joints[1:])
    ):
        return [[parties[0], other] for other in parties[1:]]
    kinds = ["与" if re.search(r"[与同和]", joint) else "、" for joint in joints]
    if len(parties) % 2 == 0 and kinds == ["与", "、"] * (len(parties) // 2 - 1) + ["与"] and len(parties) > 2:
        return [parties[i : i + 2] for i in range(0, len(parties), 2)]
    return [parties]
