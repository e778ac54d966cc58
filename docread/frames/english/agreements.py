"""Agreements in English texts: `signed an MOU with …`, `a contract between … and …`, `agreed to sign`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from docread.document import Agreement, Span
from docread.frames.english.subjects import chains, once, subjects_before
from docread.frames.scene import Scene, Sentence
from docread.names.organisations import Entity

_THING = r"(?P<thing>(?:[Mm]emorand(?:um|a|ums)\sof\s(?:[Uu]nderstanding|[Cc]ooperation|[Aa]greement)|MOUs?|MoUs?|MOAs?|[Ll]etters?\sof\s(?:[Ii]ntent|[Cc]ooperation)|LOIs?|(?:(?:[A-Za-z][\w-]*|and)\s){0,4}?(?:[Aa]greements?|[Cc]ontracts?|[Dd]eals?|[Pp]acts?|[Tt]reaty|[Tt]reaties|[Pp]rotocols?|[Aa]ccords?|[Jj]oint\s(?:[Dd]eclaration|[Ss]tatement)|[Oo]rders?))(?:\s\((?:MOU|MoU|LOI|MOA|FTA|NDA)s?\))?)"
_VERB = r"(?P<verb>signed|signs|signing|sign|inked|inking|ink|concluded|concluding|conclude|clinched|clinch|sealed|seal|exchanged|entered\sinto|enter\sinto|struck|renewed|renew|secured|won|landed)"
_ACTIVE = re.compile(
    rf"\b{_VERB}\s(?P<mid>(?:(?:of\s)?(?:an?|the|its|their|separate|another|new|such|one|two|three|four|five|six|\d+)\s)?(?:(?:[^.;,]|(?<=\d)[.,](?=\d)){{0,60}}?))(?<![\w])\(?{_THING}"
)
_PASSIVE = re.compile(
    rf"\b{_THING}(?P<mid>\s[^.;]{{0,140}}?)?\s(?P<aux>was|were|will\sbe|is\sto\sbe|to\sbe|has\sbeen|have\sbeen|is|are)\s(?:also\s|formally\s|officially\s)?(?P<verb>signed|concluded|sealed|exchanged|inked)\b"
)
_MADE = re.compile(
    rf"\b(?:an?|the|its|their|this)\s(?:\w+\s){{0,2}}?(?:{_THING}|(?P<bare>(?:[a-z]+\s)?[Mm]emorandum))(?:,)?\s(?:(?:that\s|which\s)?(?P<it>it|they|he|she|the\s\w+|both\s\w+)\s(?:had\s|has\s|have\s|also\s)?)?(?P<verb>signed|concluded|reached)\b(?!\s(?:off|up))"
)
_ONE_OF = re.compile(
    r"^(?:In|Under|Through|By)\s(?:one\sof\s(?:them|these|the\s[\w ]{3,40})|(?:another|the\s(?:first|second|third|other))(?:\s\w+)?),?\s"
)
_AT_SIGNING = re.compile(r"\b[Uu]nder\s(?:the|this)\s|\b(?:after|since|following)\s(?:the\s)?$")
_PLANNED = re.compile(
    r"\b(?:will|to|would|shall|may|plans?\sto|(?:is|are)\s(?:set|scheduled|expected|due|planning)\sto|agreed\sto|decided\sto|aims?\sto|hopes?\sto|be)\s(?:also\s|jointly\s|then\s|formally\s)?$"
)
_WISHED = re.compile(
    r"\b(?:hopes?|may|might|could|proposed|suggested|asked|urged|considering|wants?|failed|unable|not)\s(?:\w+\s){0,3}(?:to\s)?$"
)
_BETWEEN = re.compile(r"\b(?:between|among)\s(?:the\s)?")
_WITH = re.compile(r"\bwith\s(?:the\s|its\s|a\s|an\s|[A-Z][\w’']*(?:['’]s)?\s){0,3}")
_BOTH = re.compile(
    r"\b(?:[Tt]he|[Bb]oth)\s(?:two\s|three\s)?(?:sides|parties|ministries|companies|agencies|institutions|organi[sz]ations|governments|firms|countries|cities|provinces|bodies|institutes|universities|associations)\b|\b[Tt]hey\b|\b[Bb]oth\b"
)
_COUNT = re.compile(
    r"\b(?:\d+|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|several|dozens?|many|a total of|multiple|some)\s(?:\w+\s){0,3}$"
)
_BACK = re.compile(
    r"\b(?:[Uu]nder|[Tt]hrough|[Bb]ased on|[Ii]n line with|[Aa]ccording to|[Tt]hanks to|[Ff]ollowing|[Bb]y)\s(?:the|this|these)\s$"
)
_PREVIOUS = re.compile(r"\b(?:since|after|already|previously|earlier|last year|first)\b")


@dataclass(slots=True)
class _Hit:
    thing: str
    planned: bool
    start: int
    verb: int
    end: int
    back: bool = False  # `a contract it signed`: the body named right before signed it


def find(scene: Scene) -> tuple[Agreement, ...]:
    """Agreements in order, each once however often it is named."""
    found: list[Agreement] = []
    for index, sentence in enumerate(scene.sentences):
        for hit in [*_hits(sentence), *_one_of(scene, index)]:
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


def _hits(sentence: Sentence) -> list[_Hit]:
    hits: list[_Hit] = []
    text = sentence.text
    for match in _ACTIVE.finditer(text):
        before = text[: match.start()]
        verb = match["verb"].split()[0]
        if verb in {"won", "secured", "landed", "struck", "exchanged"} and not re.search(
            r"contract|order|deal|[Mm]emorand|MOU|agreement", match["thing"]
        ):
            continue
        plural = match["thing"].rstrip(")").endswith("s") and not match["thing"].endswith("sis")
        if (
            (plural and _COUNT.search(match["mid"] + " "))
            or (plural and _COUNT.search(match["thing"][:12]))
            or _WISHED.search(before)
        ):
            continue
        if re.match(r"\s(?:ceremony|ceremonies)\b", text[match.end() : match.end() + 12]) or (
            verb == "signing" and re.match(r"\s?ceremony", match["mid"])
        ):
            continue
        planned = bool(_PLANNED.search(before)) or (
            verb in {"sign", "conclude", "ink", "enter", "renew", "seal", "clinch"}
            and not re.search(r"\bdid\s$", before)
        )
        hits.append(
            _Hit(
                match["thing"],
                planned,
                sentence.start + match.start(),
                sentence.start + match.start("verb"),
                sentence.start + match.end(),
            )
        )
    for match in _MADE.finditer(text):
        begin = sentence.start + match.start("verb")
        if all(not hit.start <= begin < hit.end for hit in hits):
            hits.append(
                _Hit(
                    match["thing"] or "memorandum",
                    False,
                    sentence.start + match.start(),
                    sentence.start + match.start("verb"),
                    sentence.start + match.end(),
                    bool(match["it"]),
                )
            )
    for match in _PASSIVE.finditer(text):
        begin = sentence.start + match.start("thing")
        if any(hit.start <= begin < hit.end for hit in hits) or _BACK.search(text[: match.start()]):
            continue
        plural = bool(re.search(r"(?:s|a)(?:\s\(MOUs\))?$", match["thing"])) and bool(
            _COUNT.search(text[: match.start("thing")][-20:]) or _COUNT.search(match["thing"][:12])
        )
        if not plural:
            hits.append(
                _Hit(
                    match["thing"],
                    match["aux"] in {"will be", "is to be", "to be"},
                    begin,
                    sentence.start + match.start("verb"),
                    sentence.start + match.end(),
                )
            )
    return hits


def _one_of(scene: Scene, index: int) -> list[_Hit]:
    """`Three memoranda were signed. In one of them, A and B agreed …`"""
    sentence = scene.sentences[index]
    match = _ONE_OF.match(sentence.text)
    before = re.search(_THING, scene.sentences[index - 1].text) if match and index else None
    verb = re.search(r"\b(?:agreed|will|decided|pledged|is\sto|are\sto)\b", sentence.text) if before else None
    if (
        not (match and before and verb)
        or len(chains(scene, sentence, sentence.start, sentence.start + verb.start())) == 0
    ):
        return []
    return [_Hit(before["thing"], False, sentence.start, sentence.start + verb.start(), sentence.start + verb.end())]


def kind_of(thing: str) -> str:
    """`MOU`, `contract`, `treaty` or `other`, by what it is called."""
    plain = thing.lower()
    if re.search(r"memorand|mou\b|mous\b|\bmoa", plain):
        return "MOU"
    if re.search(
        r"contract|deal\b|deals\b|supply|purchase|procurement|sales|export|order|distribution|licen[sc]", plain
    ):
        return "contract"
    if re.search(r"treaty|treaties|free trade|protocol|tax|investment protection|fta\b", plain):
        return "treaty"
    return "other"


def _agreement(scene: Scene, sentence: Sentence, index: int, hit: _Hit, found: list[Agreement]) -> Agreement | None:
    parties = _parties(scene, sentence, index, hit, found)
    if len(parties) < 2:
        day = _date(scene, sentence, hit)
        if (
            found
            and day
            and found[-1].date is None
            and re.match(r"(?:[Uu]nder\s)?(?:[Tt]he|[Tt]his|[Ii]ts)\s", scene.folded[hit.start : hit.end])
        ):
            found[-1] = replace(found[-1], date=day)  # the one that was told, with its day
        return None
    spans: list[Span] = [(hit.start, hit.end)]
    spans += [(a, b) for a, b, entity in sentence.entities if entity in parties]
    names = tuple(entity.name for entity in parties)
    status = "planned" if hit.planned else "signed"
    date = _date(scene, sentence, hit)
    return Agreement(kind_of(hit.thing), names, status, date, None, tuple(dict.fromkeys(spans)), 0.7)


def _parties(scene: Scene, sentence: Sentence, index: int, hit: _Hit, found: list[Agreement]) -> list[Entity]:
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


def _between(scene: Scene, sentence: Sentence, hit: _Hit, text: str) -> list[Entity]:
    """`between A and B`."""
    for match in _BETWEEN.finditer(text):
        at = sentence.start + match.end()
        joined = next((each for each in chains(scene, sentence, at, sentence.end) if each[0][0] - at < 60), [])
        if len(joined) > 1 and abs(sentence.start + match.start() - hit.end) < 160:
            return once([entity for _, _, entity in joined])
    return []


def _with(scene: Scene, sentence: Sentence, hit: _Hit, begin: int, stop: int) -> list[Entity]:
    """Whom the clause names after `with`."""
    partners: list[Entity] = []
    for match in _WITH.finditer(sentence.text[: stop - sentence.start]):
        at = sentence.start + match.end()
        if at < hit.verb - 40 and (partners or at < begin):
            continue
        for chain in chains(scene, sentence, sentence.start + match.start(), stop):
            near = chain[0][0] - at <= 45
            if near and not re.search(r"[,;]|\bto\b|\bfor\b", scene.folded[at : chain[0][0]]):
                partners += [entity for _, _, entity in chain if entity not in partners]
                break
    return partners


_TO = re.compile(r"\s(?:to|from|by)\s(?:the\s|[A-Z][\w'’ ]*-based\s|[A-Z]\w+['’]s\s)?(?:[a-z]+\s){0,2}(?=[A-Z])")


def _supplied(scene: Scene, sentence: Sentence, hit: _Hit, text: str, subjects: list[Entity]) -> list[Entity]:
    """To whom a contract supplies, or from whom it was won."""
    for match in _TO.finditer(text, hit.verb - sentence.start):
        at = sentence.start + match.end()
        chain = next(iter(chains(scene, sentence, sentence.start + match.start(), sentence.end)), None)
        if chain and chain[0][0] - at < 4 and chain[0][2] not in subjects and chain[0][2].kind != "local_gov":
            return [entity for _, _, entity in chain]
    return []


_PARTS = re.compile(
    r",?\s(?:while|whereas)\s|;\s|,\sand\s(?=(?:[A-Z][\w&.'’-]*\s){1,5}(?:signed|agreed|concluded|will|also|has|won))|,\sbut\s"
)


_OTHER_VERB = re.compile(r"\b(?:signed|agreed|concluded|won|inked|secured|clinched)\b")


def _clause(sentence: Sentence, hit: _Hit) -> Span:
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


def _named_before(scene: Scene, index: int, found: list[Agreement], subjects: list[Entity]) -> list[Entity]:
    """The two of whom the sentences before speak."""
    for sentence in reversed(scene.sentences[max(0, index - 4) : index]):
        named = once([entity for _, _, entity in sentence.entities])
        if len(named) >= 2:
            return named[:2]
    return once([*subjects, *[e for e in scene.entities if found and e.name in found[-1].parties]])


def _topic(scene: Scene, index: int) -> list[Entity]:
    for sentence in reversed(scene.sentences[max(0, index - 2) : index]):
        if sentence.entities:
            return [sentence.entities[0][2]]
    return [scene.host] if scene.host else []


def _date(scene: Scene, sentence: Sentence, hit: _Hit) -> str | None:
    whens = [
        when
        for when in sentence.whens
        if not when.until and not sentence.in_speech(when.span[0]) and not _of_other(scene, sentence, when.span)
    ]
    fitting = (
        whens
        if hit.planned
        else [
            when
            for when in whens
            if scene.reference is None
            or when.start[:10] <= scene.reference.isoformat()[: len(when.start)]
            or when.spans_year
        ]
    )
    if not fitting and not hit.planned:
        line = [each for each in scene.sentences if each.line == sentence.line and each.start <= sentence.start]
        if any(
            re.search(
                r"\bon the (?:occasion|sidelines)\b|\bat the (?:event|forum|meeting|ceremony|same)\b|\bthe same day\b|\bduring the (?:event|forum|meeting|visit)\b",
                each.text,
            )
            for each in line
        ):
            fitting = [
                when
                for each in scene.sentences[:2]
                for when in each.whens
                if len(when.start) == 10 and when.start == when.end and "X" not in when.start
            ][:1]
    if not fitting and not hit.planned:
        fitting = [
            when
            for each in scene.sentences
            if each.line == sentence.line and each.start < sentence.start
            for when in each.whens
            if len(when.start) == 10
            and when.start == when.end
            and "X" not in when.start
            and not _of_other(scene, each, when.span)
        ][-1:]
    if not fitting and not hit.planned:
        fitting = [
            when
            for each in scene.sentences
            if 0 < each.start - sentence.start < 700 and re.search(r"\bsigning ceremony\b", each.text)
            for when in each.whens
            if len(when.start) == 10 and when.start == when.end
        ]
    if not fitting and (day := scene.day_of_line(sentence)):
        return day.start
    if not fitting:
        return None
    near = min(fitting, key=lambda when: min(abs(when.span[0] - hit.end), abs(hit.start - when.span[1])))
    return near.start if near.start == near.end or not hit.planned else near.end


def _of_other(scene: Scene, sentence: Sentence, span: Span) -> bool:
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
