"""Which bodies a sentence is about: its topic, and those it acts with."""

from __future__ import annotations

import re
from collections.abc import Callable

from docread.extractors.context import DocumentContext, Sentence
from docread.names.entities import Entity
from docread.patterns import regex

# Also `'무신사'도` and `'홍치' 체인은`.
_TOPIC = regex(
    r"['\"’”」)]?(?:\s?(?:체인|그룹|플랫폼|측|주식회사|㈜|\(주\)|사|社))?(?:\([^()]*\))?(?:측)?(?:은|는|이|가|도|께서는)(?=[\s,])"
)
_WITH = regex(
    r"(?:\s[가-힣]{2,10}(?:과|부|국|실|센터|단|법인|지사|지점))?(?:\([^()]*\))?(?:\s?측)?(?:\s\d+\s?(?:곳|개사|개\s?기업|개\s?업체))?(?:\s?(?:등|간))?(?:\s?[가-힣]{0,6}(?:장관|차관|청장|국장|성장|시장|회장|원장|대표|총장))?(?:과|와|과의|와의|과도|와도|\s?간)(?=[\s,「‘“'])"
)
_BETWEEN = regex(
    r"^[”\"'’)]{0,2}\s?(?:\([^()]{0,60}\))?\s?(?:과|와|·|,|및|-|/|중국\s|의\s)*\s?[‘“'\"]?(?:[가-힣]{2,4}\s)?(?:과|와|·|,|및|-|/)?\s?(?:(?:현지|국내|[가-힣]{2,6}(?:사|업체|기업|회사|기관|법인))\s){0,2}(?:\((?:재|사|주|유)\)\s?)?$"
)


# Between a body and one of its own: the latter acts.
_OVER = regex(r"\s(?:(?:부속|산하|소속)\s)?")


_CLAUSE_SUBJECT = regex(r"(?:이|가)\s(?:공동으로\s|함께\s)?(?:주최|주관|개최|운영|추진|설립|참여)(?:하는|한|하여)\s")


_STRONG = regex(_TOPIC.pattern.replace("은|는|이|가|도|께서는", "은|는|도|께서는"))


def topics(
    scene: DocumentContext, sentence: Sentence, until: int | None = None, *, weak: bool = True, start: int = 0
) -> list[Entity]:
    """The bodies joined as topic: `환경부와 산둥성은`. `weak`: as subject (`이`, `가`) as well."""
    until = sentence.end if until is None else until
    chain: list[Entity] = []
    last_end = None
    for begin, end, entity in sentence.entities:
        if begin >= until:
            break
        if begin < start:
            continue
        gap = scene.folded[last_end:begin] if last_end is not None else ""
        again = bool(chain) and entity is chain[-1]  # `환경부(장관 …, 이하 환부)`
        if last_end is not None and not again and not _BETWEEN.match(gap):
            chain = []
        if chain and not again and _OVER.fullmatch(gap):
            chain.pop()  # `산림청 …관리소`: the office acts, not the one above it
        if entity not in chain:
            chain.append(entity)
        last_end = end
        if (_TOPIC if weak else _STRONG).match(scene.folded, end):
            return chain
    return []


def partners(scene: DocumentContext, sentence: Sentence, start: int, until: int) -> list[Entity]:
    """The bodies that the sentence names with `와` or `과` between two positions, with those joined to them; those that
    only come along (`와 함께`) if there are no others."""
    return _joined(scene, sentence, start, until, False) or _joined(scene, sentence, start, until, True)


# An item of a list of bodies that is not known itself.
_UNKNOWN_ITEM = regex(r"(?:\([^()]*\))?,\s[가-힣·() ]{2,16}(?:,\s|·)(?:\((?:재|사|주|유)\))?$")
_AS_SUBJECT = regex(r"(?:\([^()]*\))?(?:이|가)\s")


def joint_subjects(scene: DocumentContext, sentence: Sentence, until: int) -> list[Entity]:
    """`…부는 A와 B가 … 협약을 체결했다고 밝혔다`: two or more who are the subject of what somebody else tells."""
    return _chained(
        scene,
        sentence,
        until,
        lambda end: bool(_AS_SUBJECT.match(scene.folded, end) and not _CLAUSE_SUBJECT.match(scene.folded, end)),
    )


_AMONG = regex(r"(?:\([^()]*\))?[’”'\"]?\s간(?:의)?\s")


def among(scene: DocumentContext, sentence: Sentence, until: int) -> list[Entity]:
    """Those joined by commas before `간`: `A, B, C 간 … 협약`."""
    return _chained(scene, sentence, until, lambda end: bool(_AMONG.match(scene.folded, end)))


def _chained(scene: DocumentContext, sentence: Sentence, until: int, closes: Callable[[int], bool]) -> list[Entity]:
    """The first two or more bodies joined to each other whose last is followed by what `closes` such a list."""
    chain: list[Entity] = []
    last_end = None
    for begin, end, entity in sentence.entities:
        if begin >= until:
            break
        if last_end is not None and not _BETWEEN.match(scene.folded[last_end:begin]):
            chain = []
        if entity not in chain:
            chain.append(entity)
        last_end = end
        if len(chain) > 1 and closes(end):
            return chain
    return []


def _joined(scene: DocumentContext, sentence: Sentence, start: int, until: int, along: bool) -> list[Entity]:
    found: list[Entity] = []
    chain: list[Entity] = []
    last_end = None
    for begin, end, entity in sentence.entities:
        if begin < start or begin >= until:
            continue
        gap = scene.folded[last_end:begin] if last_end is not None else "x"
        if not (_BETWEEN.match(gap) or _UNKNOWN_ITEM.match(gap)):
            chain = []
        if chain and (_OVER.fullmatch(gap) or gap.startswith("의 ")):
            chain.pop()  # `알마티주의 농업법인 …`: the latter signs
        chain.append(entity)
        last_end = end
        if _CLAUSE_SUBJECT.match(scene.folded, end):
            chain = []  # `A와 B가 주최하는 …에서`: subjects of what only describes something
            continue
        together = re.match(r"(?:\([^()]*\))?(?:과|와)\s(?:함께|공동)", scene.folded[end : end + 30])
        if _WITH.match(scene.folded, end) and (along or not together):
            subject = next((item for item in sentence.entities if item[0] >= end), None)
            gap_after = scene.folded[end : subject[0]] if subject else ""
            if subject and _BETWEEN.match(gap_after) and _CLAUSE_SUBJECT.match(scene.folded, subject[1]):
                continue
            found += [each for each in chain if each not in found]
    return found
