"""Where an English sentence tells of something signed: the paper, the verb, whether it is done or planned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docread.extractors.context import DocumentContext, Sentence
from docread.extractors.english.subjects import chains
from docread.patterns import regex

_THING = r"(?P<thing>(?:[Mm]emorand(?:um|a|ums)\sof\s(?:[Uu]nderstanding|[Cc]ooperation|[Aa]greement)|(?:[a-z]+\s)?[Mm]emorandums?|MOUs?|MoUs?|MOAs?|[Ll]etters?\sof\s(?:[Ii]ntent|[Cc]ooperation)|LOIs?|(?:(?:[A-Za-z][\w-]*|and)\s){0,4}?(?:[Aa]greements?|[Cc]ontracts?|[Dd]eals?|[Pp]acts?|[Tt]reaty|[Tt]reaties|[Pp]rotocols?|[Aa]ccords?|[Jj]oint\s(?:[Dd]eclaration|[Ss]tatement)|[Oo]rders?))(?:\s\((?:MOU|MoU|LOI|MOA|FTA|NDA)s?\))?)"
_VERB = r"(?P<verb>signed|signs|signing|sign|inked|inking|ink|concluded|concluding|conclude|clinched|clinch|sealed|seal|exchanged|entered\sinto|enter\sinto|struck|renewed|reached|initialed|initialled|renew|secured|won|landed)"
_ACTIVE = regex(
    rf"\b{_VERB}\s(?P<mid>(?:(?:of\s)?(?:an?|the|its|their|separate|another|new|such|one|two|three|four|five|six|\d+)\s)?(?:(?:[^.;,]|(?<=\d)[.,](?=\d)){{0,60}}?))(?<![\w])\(?{_THING}"
)
_PASSIVE = regex(
    rf"\b{_THING}(?P<mid>\s[^.;]{{0,140}}?)?\s(?P<aux>was|were|will\sbe|is\sto\sbe|to\sbe|has\sbeen|have\sbeen|is|are)\s(?:also\s|formally\s|officially\s)?(?P<verb>signed|concluded|sealed|exchanged|inked)\b"
)
_MADE = regex(
    rf"\b(?:an?|the|its|their|this)\s(?:\w+\s){{0,2}}?(?:{_THING}|(?P<bare>(?:[a-z]+\s)?[Mm]emorandum))(?:,)?\s(?:(?:that\s|which\s)?(?P<it>it|they|he|she|the\s\w+|both\s\w+)\s(?:had\s|has\s|have\s|also\s)?)?(?P<verb>signed|concluded|reached)\b(?!\s(?:off|up))"
)
_ONE_OF = regex(
    r"^(?:In|Under|Through|By)\s(?:one\sof\s(?:them|these|the\s[\w ]{3,40})|(?:another|the\s(?:first|second|third|other))(?:\s\w+)?),?\s"
)
_PLANNED = regex(
    r"\b(?:will|to|would|shall|may|plans?\sto|(?:is|are)\s(?:set|scheduled|expected|due|planning)\sto|agreed\sto|decided\sto|aims?\sto|hopes?\sto|be)\s(?:also\s|jointly\s|then\s|formally\s)?$"
)
_WISHED = regex(
    r"\b(?:hopes?|may|might|could|proposed|suggested|asked|urged|considering|wants?|failed|unable|not)\s(?:\w+\s){0,3}(?:to\s)?$"
)
_COUNT = regex(
    r"\b(?:\d+|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|several|dozens?|many|a total of|multiple|some)\s(?:\w+\s){0,3}$"
)
_BACK = regex(
    r"\b(?:[Uu]nder|[Tt]hrough|[Bb]ased on|[Ii]n line with|[Aa]ccording to|[Tt]hanks to|[Ff]ollowing|[Bb]y)\s(?:the|this|these)\s$"
)


@dataclass(slots=True)
class Hit:
    """One signing, with the positions of the whole, of its verb and its end."""

    thing: str
    planned: bool
    start: int
    verb: int
    end: int
    back: bool = False  # `a contract it signed`: the body named right before signed it


def hits_of(sentence: Sentence) -> list[Hit]:
    """Signings in a sentence: told with the verb, in brackets of a relative clause, in the passive."""
    hits = list(_active(sentence))
    for match in _MADE.finditer(sentence.text):
        begin = sentence.start + match.start("verb")
        if all(not hit.start <= begin < hit.end for hit in hits):
            hits.append(_hit(sentence, match, match["thing"] or "memorandum", False, back=bool(match["it"])))
    for match in _PASSIVE.finditer(sentence.text):
        begin = sentence.start + match.start("thing")
        before = sentence.text[: match.start("thing")]
        told = any(hit.start <= begin < hit.end for hit in hits) or _BACK.search(before)
        if not told and not _is_count(match["thing"], before[-20:]):
            hits.append(_hit(sentence, match, match["thing"], match["aux"] in {"will be", "is to be", "to be"}))
    return hits


def _hit(sentence: Sentence, match: re.Match[str], thing: str, planned: bool, *, back: bool = False) -> Hit:
    at = sentence.start
    return Hit(thing, planned, at + match.start(), at + match.start("verb"), at + match.end(), back)


def _is_count(thing: str, before: str) -> bool:
    """`24 contracts`: how many, not which."""
    plural = bool(re.search(r"(?:s|memoranda[\w ]*)(?:\s\(\w+\))?$", thing)) and not thing.endswith("sis")
    return plural and bool(_COUNT.search(before) or _COUNT.search(thing[:12]))


def _active(sentence: Sentence) -> Iterator[Hit]:
    text = sentence.text
    for match in _ACTIVE.finditer(text):
        before, verb = text[: match.start()], match["verb"].split()[0]
        if verb in {"won", "secured", "landed", "struck", "exchanged"} and not _PAPER.search(match["thing"]):
            continue
        if _is_count(match["thing"], match["mid"] + " ") or _WISHED.search(before):
            continue
        if _CEREMONY.match(text[match.end() : match.end() + 12]) or (
            verb == "signing" and _CEREMONY.match(match["mid"])
        ):
            continue
        infinitive = verb in {"sign", "conclude", "ink", "enter", "renew", "seal", "clinch"}
        planned = bool(_PLANNED.search(before)) or (infinitive and not re.search(r"\bdid\s$", before))
        yield _hit(sentence, match, match["thing"], planned)


_PAPER = regex(r"contract|order|deal|[Mm]emorand|MOU|agreement")
_CEREMONY = regex(r"\s?(?:ceremony|ceremonies)\b")


def one_of(scene: DocumentContext, index: int) -> list[Hit]:
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
    return [Hit(before["thing"], False, sentence.start, sentence.start + verb.start(), sentence.start + verb.end())]


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
