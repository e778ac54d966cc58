"""Bodies named in an article: known names, names by their endings, by the people at their head, by company signs, in lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from docread.document import Organisation, Span, Warning
from docread.names import abroad, endings, firms, lists, local, missions, notes, signs
from docread.names.gazetteer import Body, bodies_by_form, places

# Confidence of a mention by the rule that found it: the share that was right in releases that the rule had not met
# (evaluation/docread/results/figures.md).
BY_RULE = {"known": 0.93, "headed": 0.87, "ending": 0.83, "company": 0.6, "listed": 0.65, "local": 0.6}
_PARTICLE = r"(?:이?라고|이?라는|이?며|에서는|에서도|에서의|에서|에게|에는|에도|에|으로부터|로부터|으로서|로서|으로|로|은|는|이|가|을|를|과의|와의|과|와|의|도|만|및|등|측은|측이|측과|측|간|인|장)"
_GLOSS = re.compile(
    r"""\s?[(\[](?:이하|약칭|현|現|구|舊|옛)?\s?,?\s?["“‘'「]?\s?(?P<other>[A-Za-z][A-Za-z0-9&.\- ]{1,18}|[가-힣A-Za-z]{2,12}|[一-鿿]{2,20})\s?["”’'」]?[)\]]"""
)
_HEREAFTER = re.compile(
    r"""이하\s?["“‘'「]?(?P<other>[가-힣A-Za-z]{2,12}?)["”’‘'」]?(?:이?라\s?(?:함|한다|칭함))?\s?[)\]]"""
)
_NOT_GLOSS = re.compile(
    r"^(?:주|사|재|본사|당사|이하|가칭|현지|온라인|비대면|서울|중국|한국|일부|현|전|총|등|소재|채널|차관|장관|위원장|회장|단장|청장|한|중|예정|협의|잠정|왼쪽|오른쪽)$"
)


_HANJA = re.compile(r"\([一-鿿]+\)")


@dataclass(slots=True)
class Mention:
    """A name as it stands. `key` is the same for all names of one body."""

    start: int
    end: int
    text: str
    rule: str
    key: str
    country: str | None
    kind: str
    body: Body | None = None


@dataclass(slots=True)
class Entity:
    """One body with all its mentions."""

    key: str
    country: str | None
    kind: str
    mentions: list[Mention] = field(default_factory=list)
    others: list[tuple[str, Span]] = field(default_factory=list)
    body: Body | None = None
    backs: list[Span] = field(default_factory=list)  # words that refer back to it (`the ministry`)

    @property
    def name(self) -> str:
        """The fullest form that is printed: the known name if it is there, else the longest mention."""
        printed = [mention.text for mention in self.mentions] + [text for text, _ in self.others]
        if self.body and self.body.name in printed:
            return self.body.name
        korean = [text for text in printed if re.search("[가-힣]", text)]
        if not korean:
            return printed[0]
        plain = [text for text in korean if not _HANJA.search(text)] or korean
        return max(plain, key=lambda text: (len(text), -printed.index(text)))

    @property
    def spoken(self) -> str:
        """The name without the characters that gloss it: `산둥(山東)성` is 산둥성."""
        return _HANJA.sub("", self.name)

    @property
    def forms(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([mention.text for mention in self.mentions] + [text for text, _ in self.others]))

    def as_organisation(self) -> Organisation:
        name = self.name
        spans = sorted({(m.start, m.end) for m in self.mentions} | {span for _, span in self.others})
        first = next(
            [(m.start, m.end) for m in self.mentions if m.text == name].__iter__(),
            next((span for text, span in self.others if text == name), spans[0]),
        )
        best = max(BY_RULE[mention.rule] for mention in self.mentions)
        spans_in_order = (first, *(span for span in spans if span != first))
        aliases = tuple(form for form in self.forms if form != name)
        return Organisation(name, aliases, self.country, self.kind, spans_in_order, best)


@cache
def _known_by_start() -> dict[str, tuple[str, ...]]:
    """Known forms by their first two characters, longest first."""
    forms: dict[str, list[str]] = {}
    for form in bodies_by_form():
        forms.setdefault(form[:2], []).append(form)
    return {start: tuple(sorted(group, key=len, reverse=True)) for start, group in forms.items()}


_WORD = re.compile(r"[0-9A-Za-z가-힣]")
_AFTER_KNOWN = re.compile(
    rf"(?={_PARTICLE}*(?:[^가-힣A-Za-z]|$))|(?=장관|차관|청장|처장|부장|주최|주관|산하|소속|관계자|대변인|고위)"
)
_OF_FIRM = re.compile(r"\s?코리아(?![가-힣]{2})")
_OWN = re.compile(
    r"사장|원장|회장|총장|대표|본부|무역관|사무국|지사|법인|회원국|이사회|집행위|당국|측|내\s|간\s|역내|산하|주재"
)


def _known(folded: str, start: int, end: int, language: str, year: int | None) -> Iterator[Mention]:
    by_start = _known_by_start()
    position = start
    while position < end - 1:
        for form in by_start.get(folded[position : position + 2], ()):
            stop = position + len(form)
            if (
                stop <= end
                and folded.startswith(form, position)
                and _stands_alone(folded, position, stop, form, language)
            ):
                body = _body_of(form, year, folded, position)
                if body and (here := _OF_FIRM.match(folded, stop)) and body.kind == "company":
                    # `가온 코리아` is a firm of its own here.
                    text = folded[position : here.end()]
                    yield Mention(position, here.end(), text, "company", text.replace(" ", ""), "KR", "company")
                elif body:
                    yield Mention(position, stop, form, "known", body.name, body.country, body.kind, body)
                if body:
                    position = stop - 1
                break
        position += 1


# What is named after a body is not the body; nor is a venue, nor a goal or programme of the United Nations.
_NAMED_AFTER = re.compile(r"\s?(?:기후변화협약|기후변화|지속가능|안보리|총회|정상회[의담]|당사국)")
_VENUE = re.compile(r"\)?(?:\s?하우스|센터|타워|빌딩|홀(?:에|\s)|파크)")


def _stands_alone(folded: str, start: int, stop: int, form: str, language: str) -> bool:
    if language == "zh" and not form.isascii():
        return True
    before, after = folded[start - 1] if start else " ", folded[stop : stop + 1]
    of_un = form in {"UN", "유엔"} and re.match(r"\s?(?:[A-Z]|20\d\d\s)", folded[stop : stop + 6])
    if of_un or _NAMED_AFTER.match(folded, stop) or _VENUE.match(folded, stop):
        return False
    if form.isascii():
        if any(each.isascii() and each.isalnum() for each in (before, after)):
            return False
        # `LG생활건강` is not LG: what follows without a blank is a particle, or an office of the body.
        return not re.match("[가-힣]", after) or bool(_AFTER_KNOWN.match(folded, stop) or _OWN.match(folded, stop))
    if _WORD.match(before) and not folded[:start].endswith(("중국", "한국", "대한민국", "일본", "주")):
        return False
    return bool(_AFTER_KNOWN.match(folded, stop)) or stop == len(folded) or _lost_comma(folded, stop)


def _lost_comma(folded: str, stop: int) -> bool:
    """Whether a place follows without a blank, as re-posts that lost their commas have it."""
    match = re.match(r"([가-힣]{2,4})(?:성|시|도)(?:[^가-힣]|$)", folded[stop : stop + 8])
    return bool(match and match[1] in places())


def _body_of(form: str, year: int | None, folded: str, start: int) -> Body | None:
    """The body that the form names here: of the country named before it, valid in the year, else the first."""
    candidates = bodies_by_form()[form]
    before = country_before(folded, start)
    if before and before != "KR":
        of_country = next((body for body in candidates if body.country in {before, "INT"}), None)
        # `쑤저우 삼성전자` is the firm there; `중국 환경부` is not Korea's ministry.
        return of_country or next((body for body in candidates if body.kind == "company"), None)
    valid = [body for body in candidates if body.is_valid_in(year)]
    return (valid or list(candidates))[0]


def country_before(folded: str, start: int) -> str | None:
    """The country, or the country of the place, that stands right before `start`."""
    words = folded[max(0, start - 14) : start].rstrip()
    words = words.removesuffix("의")
    if words.endswith(("中", "(中)")):
        return "CN"
    if words.endswith("韓"):
        return "KR"
    for length in range(min(8, len(words)), 1, -1):
        tail = words[-length:]
        if (length == len(words) or not _WORD.match(words[-length - 1])) and (
            place := places().get(tail.rstrip("성시")) or places().get(tail)
        ):
            return place.country
    return None


def find(folded: str, spans: tuple[Span, ...], language: str, year: int | None) -> tuple[list[Entity], list[Warning]]:
    """The bodies named within `spans`, in the order of their first mention; and names that were not valid in `year`."""
    if language == "en":
        from docread.names import english_bodies

        entities = english_bodies.find(folded, spans, year)
        return entities, _warnings(entities, year)
    mentions: list[Mention] = []
    for start, end in spans:
        mentions += _known(folded, start, end, language, year)
        mentions += endings.find(folded, start, end, language)
        mentions += abroad.foreign(folded, start, end, language)
        mentions += abroad.ministries(folded, start, end, language)
        mentions += missions.find(folded, start, end, language)
        mentions += endings.headed(folded, start, end, language)
        mentions += endings.abbreviations(folded, start, end, language)
        mentions += endings.companies(folded, start, end, language)
        mentions += endings.enumerated(folded, start, end, language)
    mentions = _without_overlaps(mentions)
    mentions += local.find(folded, spans, language, mentions)
    mentions = _without_overlaps(mentions)
    mentions += lists.partnered(folded, mentions)
    mentions += lists.of_countries(folded)
    mentions += lists.between(folded, mentions)
    mentions += lists.last_partner(folded, mentions)
    mentions += lists.listed(folded, mentions)
    mentions += lists.dotted(folded, mentions)
    mentions += lists.quoted_firms(folded, spans)
    mentions += signs.glossed(folded, spans)
    if language == "ko":
        mentions += firms.find(folded, spans)
    notes.noted(folded, spans, mentions)
    mentions += _again(folded, spans, mentions)
    entities = _merged(_without_overlaps(mentions))
    for entity in entities:
        _add_glosses(folded, entity)
    entities = _merged_by_gloss(entities)
    for entity in entities:
        _add_short_forms(folded, spans, entity)
    return entities, _warnings(entities, year)


def _again(folded: str, spans: tuple[Span, ...], mentions: list[Mention]) -> list[Mention]:
    """Further places where names stand that one place has told to be names (`X(회장 …)`, `㈜X`, lists)."""
    told = {m.text: m for m in mentions if m.rule in {"headed", "company", "listed"} and len(m.text) > 3}
    found = []
    for text, first in told.items():
        for start, end in spans:
            for match in re.finditer(
                rf"(?<![가-힣A-Za-z0-9]){re.escape(text)}(?={_PARTICLE}?(?:[^가-힣A-Za-z0-9]|$))", folded[start:end]
            ):
                at = start + match.start()
                if at != first.start:
                    found.append(
                        Mention(at, at + len(text), text, first.rule, first.key, first.country, first.kind, first.body)
                    )
    return found


_ORDER = {"headed": 0, "known": 1, "company": 2, "ending": 3, "local": 4, "listed": 5}


def _without_overlaps(mentions: list[Mention]) -> list[Mention]:
    """Of mentions that overlap the longest stays; a known name gives way only to a longer name."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda each: (each.start - each.end, _ORDER[each.rule])):
        if all(mention.end <= other.start or mention.start >= other.end for other in kept):
            kept.append(mention)
        else:
            for other in kept:
                _take_over(other, mention)
    return sorted(kept, key=lambda each: each.start)


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


_LATER_NAME = re.compile(r"\s?\((?:현|現|구|舊|옛)\s?[가-힣]{4,}")


def _add_short_forms(folded: str, spans: tuple[Span, ...], entity: Entity) -> None:
    """Further mentions under a short name that the text introduced (`이하 “환부”`)."""
    known = {(mention.start, mention.end) for mention in entity.mentions} | {span for _, span in entity.others}
    first = entity.mentions[0]
    for text in dict.fromkeys(text for text, _ in entity.others if re.fullmatch("[가-힣]{2,8}|[A-Z]{3,8}", text)):
        for match in re.finditer(rf"(?<![가-힣A-Za-z]){text}(?={_PARTICLE}?(?:[^가-힣A-Za-z]|$))", folded):
            inside = any(start <= match.start() < end for start, end in spans)
            if inside and match.span() not in known:
                mention = Mention(*match.span(), text, first.rule, first.key, entity.country, entity.kind)
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


def _warnings(entities: list[Entity], year: int | None) -> list[Warning]:
    found = []
    for entity in entities:
        if entity.body and entity.body.name in entity.forms and not entity.body.is_valid_in(year):
            mention = next(m for m in entity.mentions if m.text == entity.body.name)
            years = f"{entity.body.since or ''}-{entity.body.until or ''}"
            found.append(Warning("name_of_another_year", (mention.start, mention.end), years))
    return found
