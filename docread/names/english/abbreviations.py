"""Short names of bodies: abbreviations in brackets, the first words of a firm's name, `the ministry`."""

from __future__ import annotations

import re

from docread.document import Span
from docread.names.english.places import country_in, places
from docread.names.english.vocabulary import FIRM_TAILS, SUBJECTS, SUFFIXES
from docread.names.entities import Entity, Mention
from docread.names.gazetteer import bodies_by_form
from docread.patterns import regex

_GLOSS = regex(
    r"\s?\((?:hereinafter(?:\sreferred to as)?,?\s|hereafter\s|formerly\s|also known as\s)?(?:the\s)?[\"“'‘]?(?P<other>[A-Z][A-Za-z0-9&+-]*(?:\s[A-Z][A-Za-z0-9&+-]*){0,5})[\"”'’]?(?:[,;]\s?[^()]{1,40})?\)|,\sor\s(?P<or>[A-Z][A-Z&-]{2,8})(?=,)"
)
_NO_GLOSS = regex(
    r"^(?:MOU|Korea|China|Japan|South Korea|Seoul|Beijing|left|right|CEO|President|Chairman|Minister|Director|Mayor|Governor)\b|^(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|^\d"
)
_BACK = regex(
    r"\b[Tt](?:he|his|hat)\s(?:(?P<of>[A-Z][\w.]*(?:-based)?|state-run|local|battery)\s)?(?P<word>[Mm]inistry|[Aa]gency|[Cc]ompany|firm|[Aa]ssociation|[Bb]ureau|[Dd]epartment|[Cc]ommittee|[Uu]niversity|[Cc]orporation|[Bb]ank|[Ii]nstitute|[Cc]ommission|[Aa]dministration|[Aa]uthority|[Cc]ouncil|[Cc]hamber|[Ff]oundation|[Ff]ederation|[Ee]mbassy|[Cc]onsulate|[Cc]enter|[Cc]entre|group|[Oo]ffice|organi[sz]ation|province|city|provincial government|city government|municipal government|metropolitan government|municipality|startup|start-up|[A-Za-z]*maker|manufacturer|developer|conglomerate|union|secretariat|provincial authorities|importer|distributor|buyer|operator|[Ss]ervice|[Ff]und|[Hh]ospital|[Aa]cademy|area|zone|network|alliance|school|college|county|district|consortium|cooperative)(?!\s(?:of|for)\s(?:[A-Z]|the\s[A-Z])|\s(?:level|officials? of))\b"
)  # fmt: skip
# `… with the Department of …`: who only stands beside is less likely meant than who acts.
_GOVERNED = regex(r"\b(?:with|to|of|for|from|in|at|by|between|under|into|near)\s(?:the\s|The\s|[A-Z][\w’']+\s)?$")
_FIRM_BACK = regex(
    r"company|firm|startup|start-up|maker|manufacturer|developer|conglomerate|importer|distributor|buyer|operator"
)


def joined(folded: str, spans: tuple[Span, ...], entities: list[Entity]) -> list[Entity]:
    """The bodies with their other names; those that turn out to be one are made one."""
    for entity in entities:
        _add_glosses(folded, entity, entities)
    entities = _merged(entities)
    taken = {(m.start, m.end) for entity in entities for m in entity.mentions} | {
        span for e in entities for _, span in e.others
    }
    for entity in entities:
        _add_short(folded, spans, entity, taken)
    _add_backs(folded, spans, entities)
    return entities


def _add_glosses(folded: str, entity: Entity, entities: list[Entity]) -> None:
    for mention in entity.mentions:
        match = _GLOSS.match(folded, mention.end)
        if match is None:
            continue
        group = "other" if match["other"] else "or"
        text = match[group]
        if _NO_GLOSS.match(text) or text in places() or not _fits(text, mention.text):
            continue
        entity.others.append((text, match.span(group)))
        known = bodies_by_form().get(text) or bodies_by_form().get(mention.text)
        if (
            entity.body is None
            and known
            and known[0].country in {entity.country, None, "INT", "KR"}
            and text.isupper()
            and _initials(text, mention.text)
        ):
            entity.body = known[0]
            entity.country = known[0].country


def _fits(short: str, long: str) -> bool:
    """Whether one may stand for the other: letters in order, or a longer name for an abbreviation."""
    if len(short) > len(long):
        return _initials(long, short) or long.isupper()
    if " " in short and not short.isupper():
        return short.split(maxsplit=1)[0] in long
    letters = iter(long.lower())
    return short[0].lower() in long.lower() and (
        all(c.lower() in letters for c in short if c.isalnum()) or short.isupper()
    )


def _initials(short: str, long: str) -> bool:
    letters = iter(long.lower())
    return all(each.lower() in letters for each in short if each.isalnum())


def _merged(entities: list[Entity]) -> list[Entity]:
    """One body under two names: the abbreviation that another one introduced, the firm without its sign."""
    owners: dict[str, Entity] = {}
    for entity in entities:
        for text, _ in entity.others:
            owners.setdefault(text, entity)
    kept: list[Entity] = []
    for entity in entities:
        owner = next((owners[m.text] for m in entity.mentions if m.text in owners), None) or _longer(entity, entities)
        if owner is not None and owner is not entity:
            owner.mentions += entity.mentions
            owner.others += entity.others
            owner.body = owner.body or entity.body
            if entity.body:
                owner.country = entity.body.country
        else:
            kept.append(entity)
    for entity in kept:
        entity.mentions.sort(key=lambda mention: mention.start)
    return kept


def _longer(entity: Entity, entities: list[Entity]) -> Entity | None:
    """The firm or body of which this is the beginning of the name: `Hanbit Water` of `Hanbit Water Solutions Co., Ltd.`"""
    if entity.body or entity.kind == "local_gov":
        return None
    words = entity.key.split()
    for other in entities:
        longer = other.key.split()
        if (
            other is not entity
            and len(longer) > len(words)
            and longer[: len(words)] == words
            and other.kind == entity.kind == "company"
        ):
            return other
    return None


def _add_short(folded: str, spans: tuple[Span, ...], entity: Entity, taken: set[Span]) -> None:
    """Further mentions under an abbreviation or the first words of a firm's name."""
    forms = {text for text, _ in entity.others}
    if entity.kind == "company" and entity.body is None:
        forms |= _stems(entity.name)
    first = entity.mentions[0]
    for form in sorted(forms, key=len, reverse=True):
        pattern = re.compile(rf"(?<![\w&-]){re.escape(form)}(?![\w&-])(?!\s(?:[A-Z][a-z]+\s)?(?:Province|City))")
        for start, end in spans:
            for match in pattern.finditer(folded, start, end):
                if all(match.end() <= a or b <= match.start() for a, b in taken) and (
                    match.start() > first.start or form.isupper()
                ):
                    entity.mentions.append(
                        Mention(*match.span(), form, first.rule, first.key, entity.country, entity.kind, entity.body)
                    )
                    taken.add(match.span())
    entity.mentions.sort(key=lambda mention: mention.start)


def _stems(name: str) -> set[str]:
    """`Hanbit Water Solutions` and `Hanbit` of `Hanbit Water Solutions Co., Ltd.`"""
    words = [word for word in re.split(r",?\s", name) if word not in SUFFIXES]
    stems = {" ".join(words)} if len(words) > 1 else set()
    if len(words) == 1 and name != words[0]:
        stems.add(words[0])
    while len(words) > 1 and (words[-1] in FIRM_TAILS or words[-1] in {"Group", "Holdings", "Company"}):
        words = words[:-1]
        stems.add(" ".join(words))
    if words and words[0] not in places() and words[0] not in SUBJECTS:
        stems.add(words[0])
    elif len(words) > 1 and words[0] in places() and words[1] not in SUBJECTS:
        stems |= {words[1], " ".join(words[:2])}
    return {
        stem
        for stem in stems
        if stem not in places()
        and stem not in SUBJECTS
        and len(stem) > 2
        and stem not in {"Green", "Global", "Korea", "Smart", "First", "New", "National", "Eco"}
    }


def _add_backs(folded: str, spans: tuple[Span, ...], entities: list[Entity]) -> None:
    """`the ministry`, `the company`: the body of that kind named last before."""
    for start, end in spans:
        for match in _BACK.finditer(folded, start, end):
            word = match["word"].lower()
            fitting = [entity for entity in entities if _is_called(entity, word)]
            if match["of"] and match["of"][0].isupper():
                of = "INT" if match["of"].startswith(("UN", "U.N")) else country_in(match["of"])
                fitting = [entity for entity in entities if entity.country == of and (entity in fitting or of == "INT")]
            before = [(m.start, entity) for entity in fitting for m in entity.mentions if m.start < match.start()]
            acting = [each for each in before if not _GOVERNED.search(folded[max(0, each[0] - 30) : each[0]])]
            if acting and max(before, key=lambda item: item[0])[0] - max(acting, key=lambda item: item[0])[0] < 700:
                before = acting
            before += [(a, entity) for entity in fitting for a, _ in entity.anaphora if a < match.start()]
            if before:
                max(before, key=lambda item: item[0])[1].anaphora.append(match.span())


def _is_called(entity: Entity, word: str) -> bool:
    name = entity.name.lower() + " " + (entity.body.english.lower() if entity.body else "")
    if word in {"province", "provincial government", "provincial authorities"}:
        place = entity.key.split(":")[-1]
        return entity.kind == "local_gov" and ("provinc" in name or places().get(place, ("", ""))[1] == "province")
    if word in {"city", "city government", "municipal government", "metropolitan government", "municipality"}:
        return entity.kind == "local_gov" and "provinc" not in name
    if _FIRM_BACK.search(word) or word == "corporation":
        return "corporation" in name if word == "corporation" else entity.kind == "company"
    kinds = {"ministry": "ministry", "agency": "agency", "group": "company"}
    if kinds.get(word) == entity.kind or (word == "agency" and re.search("administration|promotion", name)):
        return True
    return word.rstrip("s") in name or (
        word == "institute" and entity.name.startswith("K") and entity.kind == "agency" and entity.name.isupper()
    )
