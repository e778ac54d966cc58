"""Bodies named in an English article: known names, names by their heads, firms by their signs and by what is said of them,
lists, abbreviations in brackets, and words that refer back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docread.document import Source, Span, Value
from docread.names.english import abbreviations as english_short
from docread.names.english import local_governments as english_local
from docread.names.english.contextual_cues import LEADER_AFTER, classified
from docread.names.english.country import country_of_name, home_of, set_countries
from docread.names.english.enumerations import listed
from docread.names.english.gazetteer_matching import known
from docread.names.english.name_phrases import phrases_of, tokens_of
from docread.names.english.places import places
from docread.names.english.vocabulary import ACTS_AFTER, NO_ACRONYM, ROLE_WORDS, TAIL, key_of
from docread.names.entities import Entity, Mention
from docread.patterns import regex

_ACRONYM = regex(r"(?<![A-Za-z(&-])[A-Z][A-Z&]{2,7}(?![A-Za-z0-9&-])")


class Named(Entity):
    """A body of an English text: it goes by its fullest name there."""

    @property
    def name(self) -> str:
        printed = [mention.text for mention in self.mentions] + [text for text, _ in self.others]
        plain = [text for text in printed if not TAIL.search(text)] or printed
        return max(plain, key=lambda text: (len(text), -printed.index(text)))


def find(folded: str, spans: tuple[Span, ...], year: int | None) -> list[Entity]:
    """The bodies named within `spans`, in the order of their first mention."""
    mentions: list[Mention] = []
    for start, end in spans:
        for begin, stop in _lines(folded, start, end):
            tokens = tokens_of(folded, begin, stop)
            here = list(known(folded, tokens, year))
            phrases = list(phrases_of(folded, tokens))
            here += [m for phrase in phrases for m in classified(folded, phrase, begin)]
            here += english_local.find(folded, begin, stop, [(m.start, m.end) for m in here])
            here += _acronyms(folded, begin, stop)
            here = without_overlaps(here)
            here += listed(folded, phrases, here)
            mentions += here
    mentions = without_overlaps(mentions)
    mentions = without_overlaps(
        [*mentions, *english_local.referred(folded, spans, mentions), *_ministries(folded, spans, mentions)]
    )
    mentions = without_overlaps([*mentions, *_again(folded, spans, mentions)])
    home = home_of(folded, spans, mentions)
    set_countries(folded, mentions, home)
    entities = english_short.joined(folded, spans, _entities(mentions))
    return sorted(entities, key=lambda entity: entity.mentions[0].start)


def find_issuer(entities: list[Entity], source: Source | None, publisher: Value | None) -> Entity | None:
    """The body that speaks: the one that the page names as its source or publisher, whether or not the article does."""
    for given in (source, publisher):
        if given is None:
            continue
        name, span = (given.name, given.span) if isinstance(given, Source) else (str(given.value), given.span)
        named = next((each for each in entities if name.lower() in {form.lower() for form in each.forms}), None)
        if named:
            return named
        if re.search(
            r"\b(?:Ministry|Embassy|Consulate|Agency|Institute|Chamber|Association|Department|Metropolitan City)\b",
            name,
        ):
            kind = "embassy" if "Embassy" in name else "ministry" if "Ministry" in name else "agency"
            return Named(key_of(name), country_of_name(name), kind, others=[(name, span)])
    return None


def _lines(folded: str, start: int, end: int) -> Iterator[Span]:
    position = start
    for line in folded[start:end].split("\n"):
        yield position, position + len(line)
        position += len(line) + 1


def _again(folded: str, spans: tuple[Span, ...], mentions: list[Mention]) -> Iterator[Mention]:
    """Further places where a firm stands that one place has told to be one."""
    told = {m.text: m for m in mentions if m.rule in {"company", "listed"} and m.body is None and " " in m.text}
    for text, first in told.items():
        for start, end in spans:
            at = folded.find(text, start, end)
            while at >= 0:
                if at != first.start and not folded[at + len(text) : at + len(text) + 1].isalnum():
                    yield Mention(at, at + len(text), text, first.rule, first.key, None, first.kind)
                at = folded.find(text, at + len(text), end)


_MINISTRY = regex(
    r"\b(?P<name>(?P<word>trade|environment|science|industry|land|transport|agriculture|finance|health|labor|labour|foreign|commerce|energy|culture|oceans|fisheries|education|defense|justice|interior|ecology|economy|tourism|climate|SMEs|water)\sministry)\b"
)


def _ministries(folded: str, spans: tuple[Span, ...], mentions: list[Mention]) -> Iterator[Mention]:
    """`the trade ministry`: that ministry if it was named, else a body of its own."""
    for start, end in spans:
        for match in _MINISTRY.finditer(folded, start, end):
            word = match["word"].lower()
            same = next(
                (
                    m
                    for m in mentions
                    if m.kind == "ministry" and word in (m.text + (m.body.english if m.body else "")).lower()
                ),
                None,
            )
            if same:
                yield Mention(
                    *match.span("name"), match["name"], "known", same.key, same.country, "ministry", same.body
                )
            else:
                yield Mention(*match.span("name"), match["name"], "ending", match["name"], None, "ministry")


def _acronyms(folded: str, start: int, end: int) -> Iterator[Mention]:
    """Capital letters of which the text says what they do."""
    for match in _ACRONYM.finditer(folded, start, end):
        text = match.group()
        if (
            text in NO_ACRONYM
            or ("&" in text and re.search(r"[A-Z]\w+\s$", folded[max(0, match.start() - 12) : match.start()]))
            or text in places()
            or text in ROLE_WORDS
        ):
            continue
        if ACTS_AFTER.match(folded, match.end()) or LEADER_AFTER.match(folded, match.end()):
            yield Mention(match.start(), match.end(), text, "listed", text.lower(), None, "other")


def without_overlaps(mentions: list[Mention]) -> list[Mention]:
    """Of mentions that overlap the longest stays, and takes over a known body whose name it ends in."""
    order = {"known": 0, "company": 1, "local": 2, "ending": 3, "listed": 4, "headed": 5}
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda each: (each.start - each.end, order[each.rule])):
        if all(mention.end <= other.start or mention.start >= other.end for other in kept):
            kept.append(mention)
            continue
        for other in kept:
            inside = other.start <= mention.start and mention.end <= other.end
            if inside and mention.body and not other.body and TAIL.fullmatch(folded_rest(other, mention)):
                other.body, other.key, other.kind, other.country = (
                    mention.body,
                    mention.key,
                    mention.kind,
                    mention.country,
                )
    return sorted(kept, key=lambda each: each.start)


def folded_rest(longer: Mention, known: Mention) -> str:
    """What the longer name adds after the known one."""
    return longer.text[known.end - longer.start :] if longer.start == known.start else ""


def _entities(mentions: list[Mention]) -> list[Entity]:
    found: dict[str, Entity] = {}
    for mention in mentions:
        entity = found.setdefault(mention.key, Named(mention.key, mention.country, mention.kind))
        entity.mentions.append(mention)
        entity.body = entity.body or mention.body
    return list(found.values())
