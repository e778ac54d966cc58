"""Bodies named in an article: known names, names by their endings, by the people at their head, by company signs, in lists."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from docread.document import ReadingWarning, Span
from docread.names import (
    appositives,
    companies,
    diplomatic_missions,
    enumerations,
    footnotes,
    foreign_offices,
    gazetteer_matching,
    local_governments,
    suffixes,
)
from docread.names.chinese import bodies as chinese_bodies
from docread.names.english import bodies as english_bodies
from docread.names.entities import Entity, Mention
from docread.names.gazetteer_matching import PARTICLE
from docread.patterns import regex

_GLOSS = regex(
    r"""\s?[(\[](?:이하|약칭|현|現|구|舊|옛)?\s?,?\s?["“‘'「]?\s?(?P<other>[A-Za-z][A-Za-z0-9&.\- ]{1,18}|[가-힣A-Za-z]{2,12}|[一-鿿]{2,20})\s?["”’'」]?[)\]]"""
)
_HEREAFTER = regex(
    r"""이하\s?["“‘'「]?(?P<other>[가-힣A-Za-z]{2,12}?)["”’‘'」]?(?:이?라\s?(?:함|한다|칭함))?\s?[)\]]"""
)
_NOT_GLOSS = regex(
    r"^(?:주|사|재|본사|당사|이하|가칭|현지|온라인|비대면|서울|중국|한국|일부|현|전|총|등|소재|채널|차관|장관|위원장|회장|단장|청장|한|중|예정|협의|잠정|왼쪽|오른쪽)$"
)


def find(
    folded: str, spans: tuple[Span, ...], language: str, year: int | None
) -> tuple[list[Entity], list[ReadingWarning]]:
    """The bodies named within `spans`, in the order of their first mention; and names that were not valid in `year`."""
    if language == "zh":
        return chinese_bodies.find(folded, spans)
    if language == "en":
        entities = english_bodies.find(folded, spans, year)
        return entities, _warnings(entities, year)
    mentions: list[Mention] = []
    for start, end in spans:
        mentions += gazetteer_matching.known(folded, start, end, year)
        mentions += suffixes.find(folded, start, end)
        mentions += foreign_offices.foreign(folded, start, end)
        mentions += foreign_offices.ministries(folded, start, end)
        mentions += foreign_offices.offices(folded, start, end)
        mentions += foreign_offices.universities(folded, start, end)
        mentions += foreign_offices.societies(folded, start, end)
        mentions += diplomatic_missions.find(folded, start, end)
        mentions += suffixes.headed(folded, start, end)
        mentions += suffixes.abbreviations(folded, start, end)
        mentions += suffixes.companies(folded, start, end)
        mentions += suffixes.enumerated(folded, start, end)
    mentions = _without_overlaps(_unfused(mentions))
    mentions += local_governments.find(folded, spans, mentions)
    mentions = _without_overlaps(mentions)
    mentions += enumerations.partnered(folded, mentions)
    mentions += enumerations.of_countries(folded)
    mentions += enumerations.between(folded, mentions)
    mentions += enumerations.last_partner(folded, mentions)
    mentions += enumerations.listed(folded, mentions)
    mentions += enumerations.dotted(folded, mentions)
    mentions += enumerations.quoted_firms(folded, spans)
    mentions += appositives.glossed(folded, spans)
    mentions += companies.find(folded, spans)
    footnotes.noted(folded, spans, mentions)
    mentions += _again(folded, spans, mentions)
    entities = _merged(_without_overlaps(mentions))
    for entity in entities:
        _add_glosses(folded, entity)
    entities = _with_posts(_merged_by_gloss(entities))
    for entity in entities:
        _add_short_forms(folded, spans, entity)
    return entities, _warnings(entities, year)


_LETTER = regex(r"[가-힣A-Za-z0-9]")
_PARTICLE_ENDS = regex(rf"{PARTICLE}?(?:[^가-힣A-Za-z0-9]|$)")


def _standing(folded: str, text: str, start: int, end: int) -> Iterator[int]:
    """Where `text` stands as a word of its own, but for a particle."""
    at = folded.find(text, start, end)
    while at >= 0:
        alone = at == 0 or not _LETTER.match(folded[at - 1])
        if alone and _PARTICLE_ENDS.match(folded, at + len(text)):
            yield at
        at = folded.find(text, at + 1, end)


def _again(folded: str, spans: tuple[Span, ...], mentions: list[Mention]) -> list[Mention]:
    """Further places where names stand that one place has told to be names (`X(회장 …)`, `㈜X`, lists)."""
    told = {m.text: m for m in mentions if m.rule in {"headed", "company", "listed"} and len(m.text) > 3}
    found = []
    for text, first in told.items():
        for start, end in spans:
            found += [
                Mention(at, at + len(text), text, first.rule, first.key, first.country, first.kind, first.body)
                for at in _standing(folded, text, start, end)
                if at != first.start
            ]
    return found


_ORDER = {"headed": 0, "known": 1, "company": 2, "ending": 3, "local": 4, "listed": 5}


def _without_overlaps(mentions: list[Mention]) -> list[Mention]:
    """Of mentions that overlap the longest stays; a known name gives way only to a longer name."""
    kept: list[Mention] = []  # by where they stand
    starts: list[int] = []
    for mention in sorted(mentions, key=lambda each: (each.start - each.end, _ORDER[each.rule])):
        at = bisect_right(starts, mention.start)
        first = at - 1 if at and kept[at - 1].end > mention.start else at
        over = kept[first : bisect_left(starts, mention.end)]
        for other in over:
            _take_over(other, mention)
        if not over:
            kept.insert(at, mention)
            starts.insert(at, mention.start)
    return kept


def _unfused(mentions: list[Mention]) -> list[Mention]:
    """Without words that are two known names run together."""
    named = {m.start: m for m in mentions if m.rule == "known"}
    ends = {m.end for m in named.values()}
    return [
        m
        for m in mentions
        if m.rule != "ending"
        or not (m.start in named and named[m.start].end < m.end and named[m.start].end in named and m.end in ends)
    ]


def _take_over(longer: Mention, known: Mention) -> None:
    """A longer name that ends in a known one is the known body."""
    inside = longer.start <= known.start and known.end <= longer.end and longer.text.endswith(known.text)
    signed = longer.rule == "company" and longer.start == known.start and known.end < longer.end
    if known.body and not longer.body and ((inside and longer.rule in {"headed", "ending"}) or signed):
        longer.body, longer.key, longer.kind, longer.country = known.body, known.key, known.kind, known.country


def _merged(mentions: list[Mention]) -> list[Entity]:
    entities: dict[str, Entity] = {}
    for mention in mentions:
        entity = entities.setdefault(mention.key, Entity(mention.key, mention.country, mention.kind))
        entity.mentions.append(mention)
        entity.body = entity.body or mention.body
        entity.country = entity.country or mention.country
    keys = sorted(entities, key=len)
    for short in keys:
        for long in keys:
            if short in entities and long in entities and long != short and _is_short_form(short, long, entities):
                entities[long].mentions += entities.pop(short).mentions
                break
    found = list(entities.values())
    for entity in found:
        entity.mentions.sort(key=lambda mention: mention.start)
    return sorted(found, key=lambda entity: entity.mentions[0].start)


def _is_short_form(short: str, long: str, entities: dict[str, Entity]) -> bool:
    """`환경산업협회` of `한국환경산업협회`: the same ending, a place before it."""
    if not long.endswith(short) or len(short) < 4 or entities[short].country != entities[long].country:
        return False
    return long[: -len(short)].strip() in {"한국", "대한", "중국", "국가", "주식회사", "국립"}


def _add_glosses(folded: str, entity: Entity) -> None:
    for mention in list(entity.mentions):
        after = folded[mention.end : mention.end + 70]
        gloss = _GLOSS.match(after)
        if (
            gloss
            and not _NOT_GLOSS.match(gloss["other"])
            and (_is_other_name(gloss["other"], entity) or _LATER_NAME.match(gloss.group()))
        ):
            at = mention.end + gloss.start("other")
            entity.others.append((gloss["other"], (at, at + len(gloss["other"]))))
        if after.lstrip().startswith(("(", "[")):
            inside = after[: after.find(")") + 1] or after
            if hereafter := _HEREAFTER.search(inside):
                at = mention.end + hereafter.start("other")
                entity.others.append((hereafter["other"], (at, at + len(hereafter["other"]))))


_LATER_NAME = regex(r"\s?\((?:현|現|구|舊|옛)\s?[가-힣]{4,}")


def _add_short_forms(folded: str, spans: tuple[Span, ...], entity: Entity) -> None:
    """Further mentions under a short name that the text introduced (`이하 “환부”`)."""
    known = {(mention.start, mention.end) for mention in entity.mentions} | {span for _, span in entity.others}
    first = entity.mentions[0]
    for text in dict.fromkeys(text for text, _ in entity.others if re.fullmatch("[가-힣]{2,8}|[A-Z]{3,8}", text)):
        for start, end in spans:
            for at in _standing(folded, text, start, end):
                if (at, at + len(text)) not in known:
                    mention = Mention(at, at + len(text), text, first.rule, first.key, entity.country, entity.kind)
                    entity.mentions.append(mention)
    entity.mentions.sort(key=lambda mention: mention.start)


def _is_other_name(other: str, entity: Entity) -> bool:
    if other.isascii():
        return True
    short = entity.name.replace(" ", "")
    return all(character in short for character in other) or bool(re.search("[一-鿿]", other))


def _merged_by_gloss(entities: list[Entity]) -> list[Entity]:
    """A short form that was introduced for one body is that body wherever it stands."""
    owners = {text: entity for entity in entities for text, _ in entity.others}
    kept: list[Entity] = []
    for entity in entities:
        owner = next((owners[m.text] for m in entity.mentions if m.text in owners), None)
        if owner is not None and owner is not entity and len(entity.name) <= len(owner.name):
            owner.mentions += entity.mentions
            owner.body = owner.body or entity.body
        else:
            kept.append(entity)
    return kept


def _with_posts(entities: list[Entity]) -> list[Entity]:
    """`KOTRA 청두무역관`: its posts abroad are the trade agency itself."""
    agency = next((each for each in entities if each.body and each.body.name == "대한무역투자진흥공사"), None)
    if agency is None:
        return entities
    posts = [each for each in entities if each is not agency and each.key.endswith("무역관")]
    for post in posts:
        agency.others += [(m.text, (m.start, m.end)) for m in post.mentions]
    return [each for each in entities if each not in posts]


def _warnings(entities: list[Entity], year: int | None) -> list[ReadingWarning]:
    found = []
    for entity in entities:
        if entity.body and entity.body.name in entity.forms and not entity.body.is_valid_in(year):
            mention = next(m for m in entity.mentions if m.text == entity.body.name)
            years = f"{entity.body.since or ''}-{entity.body.until or ''}"
            found.append(ReadingWarning("name_of_another_year", (mention.start, mention.end), years))
    return found
