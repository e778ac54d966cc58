"""Who acts: the body, person or group that a sentence, or a clause of it, is about."""

from __future__ import annotations

import re

from docread.extractors.context import DocumentContext, Sentence
from docread.extractors.participants import topics
from docread.names.gazetteer import places
from docread.patterns import regex

_CLAUSE_END = regex(r"(?:고|며|면서),\s$")


def inside_bracket(text: str, position: int) -> bool:
    return text[:position].count("(") > text[:position].count(")")


_SUBJECT = regex(r"(?P<name>[가-힣·]{2,14})(?:이|가|은|는|도)\s")


def subject_in_speech(scene: DocumentContext, sentence: Sentence, position: int) -> str | None:
    """Within a quotation somebody else may be the one who will do it: `중국이 참여할 예정`."""
    quote = next((span for span in sentence.quotes if span[0] <= position < span[1]), None)
    if quote is None:
        return None
    subjects = [
        match["name"]
        for match in _SUBJECT.finditer(scene.folded, quote[0], position)
        if match["name"] in {"중국", "한국", "일본", "양국", "양측", "정부"}
        or any(match["name"] in entity.forms for entity in scene.entities)
    ]
    return subjects[-1] if subjects else None


_ACTORS = regex(
    r"(?P<name>(?:(?:중국|한국|우리|양국|한·중|한중|일본|미국|베트남|현지|국내|이들|양|각|두|세|두 나라|세 나라|\d개|참가|참여)\s)?(?:양국\s기업|[가-힣·\-]*(?:양측|양국|양\s?기관|대표단|사절단|개척단|실사단|방문단|조사단|교류단|참가단|정부|기업인들|참석자들|전문가들|기업들?도?|기관들?|협의회|실무위원회|위원회|당국|업계|협단체|지원기관|유관기관|진출기업|참가기업|지자체|한국|중국|일본|측)))(?:에서)?(?P<particle>은|는|이|가|도)(?=\s|,)"
)


# `이번 세미나는 … IORA가 추구하는 …`: who is subject of a clause within is not whom the sentence is about.
_as_topic = regex(r"(?:\([^()]*\))?(?:은|는)\s").match
_STATE = regex(r"(?:(?<=^)|(?<=[\s,]))(?:(?P<other>[가-힣]{2,8})(?:과|와)\s)?(?P<name>[가-힣]{2,8})(?:은|는)\s")
_OF_EVENT = regex(r"[^가-힣A-Za-z]{0,4}(?:이번|동|금번|올해)\s[^,]{1,30}?(?:은|는)\s")
# `중국이 제공한 정보`: the subject of what only describes something.
_ADNOMINAL = regex(r"\s[가-힣]+(?:한|하는|된|되는|던)\s")
_AS_TOPIC = regex(r"[^()]{0,24}?(?:은|는|이|가)\s")
_AS_SPEAKER = regex(r"[^,()]{0,20}?(?:은|는)\s")


def _is_country(name: str) -> bool:
    place = places().get(name)
    return bool(place and place.kind == "country")


def topic_of(scene: DocumentContext, sentence: Sentence, until: int, *, speech: bool = True) -> str | None:
    """Who the sentence is about: the body, the person or the group that is its first topic before `until`. `speech`:
    one within quoted words will do if there is no other."""
    return _foremost(
        scene,
        sentence,
        [*_bodies(scene, sentence, until, speech), *_groups(sentence, until, speech=speech)],
        speech=speech,
    )


def _bodies(scene: DocumentContext, sentence: Sentence, until: int, speech: bool) -> list[tuple[int, str]]:
    """Bodies and persons told as subjects, with where they stand."""
    candidates: list[tuple[int, str]] = []
    chain = topics(scene, sentence, until)
    if chain and not (_OF_EVENT.match(sentence.text) and not topics(scene, sentence, until, weak=False)):
        first = next((start for start, _, entity in sentence.entities if entity is chain[0]), sentence.start)
        candidates.append((first, "·".join(entity.name for entity in chain)))
    # Who only comes along (`… 위원장 등 150여 명이 참석`) does not go on acting in the next sentences.
    told = _AS_TOPIC if speech else _AS_SPEAKER
    for person in scene.persons_within(sentence.start, until):
        candidates += [
            (start, person.name)
            for start, end in person.places(scene.folded, sentence.start, until)
            if told.match(scene.folded[end : end + 26])
        ]
    candidates += [
        (start, entity.name)
        for start, end, entity in sentence.entities
        if start < until
        and _CLAUSE_END.search(sentence.text[: start - sentence.start])
        and _as_topic(scene.folded, end)
    ]
    return candidates


def _groups(sentence: Sentence, until: int, *, speech: bool) -> list[tuple[int, str]]:
    """States and crowds that act: `양국은`, `참가기업은`."""
    candidates: list[tuple[int, str]] = []
    if speech:  # a state is what a sentence is about, not who goes on acting in the next ones
        candidates += [
            (sentence.start + match.start(), match.group().strip()[:-1])
            for match in _STATE.finditer(sentence.text, 0, until - sentence.start)
            if all(_is_country(name) for name in (match["name"], match["other"]) if name)
        ]
    for match in _ACTORS.finditer(sentence.text, 0, until - sentence.start):
        within = match["particle"] in "이가" and _ADNOMINAL.match(sentence.text, match.end())
        if within or inside_bracket(sentence.text, match.start()):
            continue
        # Who is a mere subject acts in its own sentence, and does not go on acting in the next ones.
        if match["particle"] in "은는" or (speech and match.start() < 12):
            candidates.append((sentence.start + match.start(), match["name"]))
    return candidates


def _foremost(
    scene: DocumentContext, sentence: Sentence, candidates: list[tuple[int, str]], *, speech: bool
) -> str | None:
    """The one of them that acts."""
    if not candidates:
        return None
    outside = [each for each in candidates if not sentence.in_speech(each[0])] or (candidates if speech else [])
    if not outside:
        return None
    both = [each for each in outside if re.match(r"양측|양국|양\s?기관|두\s", each[1])]
    if both:
        return max(both)[1]
    # A subject of its own after a clause that ended: the last of them acts.
    later = [
        each
        for each in outside
        if _CLAUSE_END.search(sentence.text[: each[0] - sentence.start])
        and re.match(r"[^\s,()]{0,24}(?:은|는)\s", scene.folded[each[0] : each[0] + 28])
    ]
    return max(later)[1] if later else min(outside)[1]
