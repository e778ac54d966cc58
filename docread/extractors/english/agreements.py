"""Agreements in English texts: `signed an MOU with …`, `a contract between … and …`, `agreed to sign`."""

from __future__ import annotations

import re
from dataclasses import replace

from docread.document import Agreement, Span
from docread.extractors.context import DocumentContext, Sentence
from docread.extractors.english.signing_cues import Hit, hits_of, kind_of, one_of
from docread.extractors.english.subjects import chains, once, subjects_before
from docread.names.english.places import places_in
from docread.names.entities import Entity
from docread.patterns import regex
from docread.temporal import TimeExpression

_BETWEEN = regex(r"\b(?:between|among|signed\sby|concluded\sby)\s(?:the\s)?")
_WITH = regex(r"\bwith\s(?:the\s|its\s|a\s|an\s|[A-Z][\w’']*(?:['’]s)?\s){0,3}")
_BOTH = regex(
    r"\b(?:[Tt]he|[Bb]oth)\s(?:two\s|three\s)?(?:sides|parties|ministries|companies|agencies|institutions|organi[sz]ations|governments|firms|countries|cities|provinces|bodies|institutes|universities|associations)\b|\b[Tt]hey\b|\b[Bb]oth\b"
)


def find(scene: DocumentContext) -> tuple[Agreement, ...]:
    """Agreements in order, each once however often it is named."""
    found: list[Agreement] = []
    for index, sentence in enumerate(scene.sentences):
        for hit in [*hits_of(sentence), *one_of(scene, index)]:
            if sentence.in_speech(hit.start) and found:
                continue
            agreement = _agreement(scene, sentence, index, hit, found)
            if agreement is None:
                continue
            same = next((i for i, each in enumerate(found) if _is_same(each, agreement)), None)
            if same is None:
                found.append(agreement)
            else:
                found[same] = _joined(found[same], agreement)
    return tuple(found)


def _agreement(
    scene: DocumentContext, sentence: Sentence, index: int, hit: Hit, found: list[Agreement]
) -> Agreement | None:
    parties = _parties(scene, sentence, index, hit, found)
    states = _states(scene, sentence, hit) if len(parties) < 2 else ()
    if states:
        parties = []
    elif len(parties) < 2:
        day = _date(scene, sentence, hit)
        if (
            found
            and day
            and not hit.planned
            and found[-1].date is None
            and re.match(r"(?:[Uu]nder\s)?(?:[Tt]he|[Tt]his|[Ii]ts)\s", scene.folded[hit.start : hit.end])
        ):
            found[-1] = replace(found[-1], date=day)  # the one that was told, with its day
        return None
    spans: list[Span] = [(hit.start, hit.end)]
    spans += [(a, b) for a, b, entity in sentence.entities if entity in parties]
    names = tuple(entity.name for entity in parties) or states
    status = "planned" if hit.planned else "signed"
    date = _date(scene, sentence, hit)
    return Agreement(kind_of(hit.thing), names, status, date, None, tuple(dict.fromkeys(spans)), 0.7)


def _states(scene: DocumentContext, sentence: Sentence, hit: Hit) -> tuple[str, ...]:
    """`South Korea and Vietnam signed …`: states are no bodies, but they are parties."""
    named = [
        (a, b) for a, b, _, kind in places_in(scene.folded, sentence.start, hit.verb) if kind == "country"
    ][-2:]  # fmt: skip
    if len(named) < 2 or not re.fullmatch(r",?\sand\s", scene.folded[named[0][1] : named[1][0]]):
        return ()
    near = re.fullmatch(
        r"\s(?:also\s|on\s\w+\s|have\s|will\s|agreed\sto\s|formally\s)*", scene.folded[named[1][1] : hit.verb]
    )
    return tuple(scene.folded[a:b] for a, b in named) if near else ()


def _parties(scene: DocumentContext, sentence: Sentence, index: int, hit: Hit, found: list[Agreement]) -> list[Entity]:
    begin, stop = _clause(sentence, hit)
    text, start = sentence.text[: stop - sentence.start], sentence.start
    if joined := _between(scene, sentence, hit, text):
        return joined
    subjects = [] if hit.back else subjects_before(scene, sentence, hit.verb, begin)
    if hit.back and (told := chains(scene, sentence, start, hit.start)):
        subjects = [told[-1][-1][2]]
    partners = _with(scene, sentence, hit, begin, stop)
    if not partners and kind_of(hit.thing) == "contract":
        partners = _supplied(scene, sentence, hit, text, subjects)
    if not subjects or (len(subjects) < 2 and not partners):
        both = _BOTH.search(text[: hit.verb - start]) or _BOTH.search(text)
        if both and len(partners) == 1 and not subjects and (topic := _topic(scene, index)):
            return once([*topic, *partners])
        if both:
            return once([*_named_before(scene, index, found, subjects), *partners])
        subjects = subjects or _topic(scene, index)
    return once([*subjects, *partners])


def _between(scene: DocumentContext, sentence: Sentence, hit: Hit, text: str) -> list[Entity]:
    """`between A and B`."""
    for match in _BETWEEN.finditer(text):
        at = sentence.start + match.start()
        joined = next((each for each in chains(scene, sentence, at, sentence.end) if each[0][0] - at < 60), [])
        if len(joined) > 1 and abs(sentence.start + match.start() - hit.end) < 160:
            return once([entity for _, _, entity in joined])
    return []


def _with(scene: DocumentContext, sentence: Sentence, hit: Hit, begin: int, stop: int) -> list[Entity]:
    """Whom the clause names after `with`."""
    partners: list[Entity] = []
    for match in _WITH.finditer(sentence.text[: stop - sentence.start]):
        at = sentence.start + match.end()
        if sentence.start + match.start() < begin or (at < hit.verb - 40 and partners):
            continue
        for chain in chains(scene, sentence, sentence.start + match.start(), stop):
            near = chain[0][0] - at <= 45
            if near and not re.search(r"[,;]|\bto\b|\bfor\b", scene.folded[at : chain[0][0]]):
                partners += [entity for _, _, entity in chain if entity not in partners]
                break
    return partners


_TO = regex(
    r"\s(?:to|from|by)\s(?:the\s|[A-Z][\w'’ ]*-based\s|[A-Z]\w+['’]s\s)?(?!build|make|develop|supply|provide|set|open|run|help|install)(?:[a-z]+\s){0,2}(?=[A-Z])"
)


def _supplied(scene: DocumentContext, sentence: Sentence, hit: Hit, text: str, subjects: list[Entity]) -> list[Entity]:
    """To whom a contract supplies, or from whom it was won."""
    for match in _TO.finditer(text, hit.verb - sentence.start):
        at = sentence.start + match.end()
        chain = next(iter(chains(scene, sentence, sentence.start + match.start(), sentence.end)), None)
        if chain and chain[0][0] - at < 4 and chain[0][2] not in subjects and chain[0][2].kind != "local_gov":
            return [entity for _, _, entity in chain]
    return []


_PARTS = regex(
    r",?\s(?:while|whereas)\s|;\s|,\sand\s(?=(?:[A-Z][\w&.'’-]*\s){1,5}(?:signed|agreed|concluded|will|also|has|won))|,\sbut\s"
)


_OTHER_VERB = regex(r"\b(?:signed|agreed|concluded|won|inked|secured|clinched)\b")


def _clause(sentence: Sentence, hit: Hit) -> Span:
    """The clause of the verb: what another firm signed after `while` is its own."""
    cuts = [sentence.start + match.end() for match in _PARTS.finditer(sentence.text)]
    verbs = [match.start() for match in _OTHER_VERB.finditer(sentence.text)]
    cuts += [
        sentence.start + match.end()
        for match in re.finditer(r",\sand\s(?=[A-Z])", sentence.text)
        if any(at < match.start() for at in verbs) and any(at > match.end() for at in verbs)
    ]
    begin = max((cut for cut in cuts if cut <= hit.verb), default=sentence.start)
    return begin, min((cut for cut in cuts if cut > hit.verb), default=sentence.end)


def _named_before(scene: DocumentContext, index: int, found: list[Agreement], subjects: list[Entity]) -> list[Entity]:
    """The two of whom the sentences before speak."""
    for sentence in reversed(scene.sentences[max(0, index - 4) : index]):
        named = once([entity for _, _, entity in sentence.entities])
        if len(named) >= 2:
            return named[:2]
    return once([*subjects, *[e for e in scene.entities if found and e.name in found[-1].parties]])


def _topic(scene: DocumentContext, index: int) -> list[Entity]:
    for sentence in reversed(scene.sentences[max(0, index - 2) : index]):
        if sentence.entities:
            return [sentence.entities[0][2]]
    return [scene.issuer] if scene.issuer else []


_THERE = regex(
    r"\bon the (?:occasion|sidelines)\b|\bat the (?:event|forum|meeting|ceremony|same)\b|\bthe same day\b|\bduring the (?:event|forum|meeting|visit)\b"
)


def _date(scene: DocumentContext, sentence: Sentence, hit: Hit) -> str | None:
    """The day in the sentence; of what is signed also that of the gathering, the paragraph or the signing ceremony."""
    whens = [w for w in sentence.times if not w.until and not sentence.in_speech(w.span[0])]
    fitting = [w for w in whens if not _of_other(scene, sentence, w.span) and (hit.planned or _is_over(scene, w))]
    if not fitting and not hit.planned:
        fitting = _told_around(scene, sentence)
    if not fitting:
        day = scene.day_of_line(sentence)
        return day.start if day else None
    near = min(fitting, key=lambda when: min(abs(when.span[0] - hit.end), abs(hit.start - when.span[1])))
    return near.start if near.start == near.end or not hit.planned else near.end


def _is_over(scene: DocumentContext, when: TimeExpression) -> bool:
    today = scene.reference.isoformat() if scene.reference else ""
    return not today or when.spans_year or when.start <= today[: len(when.start)]


def _told_around(scene: DocumentContext, sentence: Sentence) -> list[TimeExpression]:
    line = [each for each in scene.sentences if each.line == sentence.line and each.start <= sentence.start]
    if any(_THERE.search(each.text) for each in line) and (lead := [w for s in scene.sentences[:2] for w in _days(s)]):
        return lead[:1]
    above = [w for s in line if s is not sentence for w in _days(s) if not _of_other(scene, s, w.span)]
    if above:
        return above[-1:]
    below = [s for s in scene.sentences if 0 < s.start - sentence.start < 700 and "signing ceremony" in s.text]
    return [when for each in below for when in _days(each)]


def _days(sentence: Sentence) -> list[TimeExpression]:
    """The single days that a sentence names."""
    return [w for w in sentence.times if len(w.start) == 10 and w.start == w.end and "X" not in w.start]


def _of_other(scene: DocumentContext, sentence: Sentence, span: Span) -> bool:
    """`since 2015`, `a company founded in 1998`."""
    if re.match(
        r"(?:[Tt]oday|\w*day)?\s(?:announced|said|reported)\b", scene.folded[span[0] : span[1] + 12]
    ) or re.search(
        r"\b(?:said|announced|reported|told \w+)\s(?:on\s)?$", scene.folded[max(sentence.start, span[0] - 20) : span[0]]
    ):
        return True
    return bool(
        re.search(
            r"\b(?:since|founded in|established in|launched in|through|until|for|from)\s$",
            scene.folded[max(sentence.start, span[0] - 16) : span[0]],
        )
    ) or bool(re.match(r"(?:since|through|until)\b", scene.folded[span[0] : span[1]]))


def _is_same(one: Agreement, other: Agreement) -> bool:
    if one.kind != other.kind and "other" not in {one.kind, other.kind}:
        return False
    shared = set(one.parties) & set(other.parties)
    if one.date and other.date and not (one.date.startswith(other.date) or other.date.startswith(one.date)):
        return False
    return bool(shared) and (shared >= set(one.parties) or shared >= set(other.parties))


def _joined(one: Agreement, other: Agreement) -> Agreement:
    parties = one.parties if len(one.parties) >= len(other.parties) else other.parties
    kind = one.kind if one.kind != "other" else other.kind
    return Agreement(
        kind,
        parties,
        one.status,
        one.date or other.date,
        one.title,
        tuple(dict.fromkeys((*one.spans, *other.spans))),
        max(one.confidence, other.confidence),
    )
