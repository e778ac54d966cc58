"""What events are called in English: `3rd Korea-China Green Business Forum`, `ENVEX 2024`, `a working-level meeting`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from docread.document import Span
from docread.extractors.context import DocumentContext, Sentence
from docread.names.english.name_phrases import Phrase, phrases_of, tokens_of
from docread.names.english.places import places
from docread.names.english.vocabulary import EVENT_WORDS, HEADS
from docread.patterns import regex

_NTH = r"(?:\d{1,3}(?:st|nd|rd|th)|[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ss]ixth|[Ss]eventh|[Ee]ighth|[Nn]inth|[Tt]enth|[Ii]naugural|[Aa]nnual)"
_LEFT = regex(rf"(?:(?P<nth>{_NTH})\s)?(?:(?P<year>(?:19|20)\d\d)\s)?(?:(?P<nth2>{_NTH})\s)?$")
_RIGHT = regex(r"\s(?P<year>(?:19|20)\d\d)\b(?!\s?-\s?\d)")
_GLOSS = regex(r"\s?\((?P<other>[A-Z][A-Za-z0-9&-]*(?:[ -][A-Za-z&]+){0,5}(?:\s(?:19|20)\d\d)?)\)")
_ACRONYM = regex(
    r"(?<![A-Za-z-])(?P<name>[A-Z]{3,8}(?:[ -][A-Z][a-z]+){0,2}\s20\d\d|COP\d\d|[A-Z]{2,5}\d{2}(?=\s(?:summit|conference)))(?![\w-])"
)
# `WaterTech Busan 2025 closed …`: a name with a year that opens, closes or is held.
_YEARED = regex(
    r"(?:^|(?<=[\s\"“]))(?P<name>(?:[A-Z][\w&'’-]*\s){1,5}20\d\d)(?=[\"”]?(?:,[^,.]{3,60},)?\s(?:closed|opened|opens|closes|will\s(?:be\sheld|take\splace|open|run|kick)|took\splace|takes\splace|was\sheld|is\sheld|runs|ran|returns|kicks\soff|kicked\soff|ended|concluded|drew|attracted|brought|wrapped|began|starts))"
)
_HELD_YEAR = regex(
    r"\b(?:hold|held|host|hosted|organi[sz]ed?|open|opened|attend|attended|participated?\sin|take\spart\sin|took\spart\sin|during)\s(?:the\s)?(?P<name>(?:[A-Z][\w&'’-]*\s){1,6}20\d\d)(?!\w)"
)
_NO_ACRONYM = regex(r"^(?:MOU|FTA|USD|KRW|RMB|CNY|GMT|KST|GDP|DEC|MAY|AUG|SEP|OCT|NOV|JAN|FEB|MAR|APR|JUN|JUL)\b")
_TAILS = frozenset(
    [
        "Korea",
        "China",
        "Asia",
        "Seoul",
        "Busan",
        "Incheon",
        "Qingdao",
        "Shanghai",
        "Beijing",
        "Eurasia",
        "Europe",
        "Plus",
        "International",
        "Forum",
    ]
)
_GENERIC = frozenset(
    [
        "Business",
        "Opening",
        "Closing",
        "Ceremony",
        "Plenary",
        "Special",
        "Technical",
        "Networking",
        "Annual",
        "The",
        "Joint",
        "General",
        "Main",
        "Side",
        "Networking",
        "Keynote",
        "First",
        "Second",
        "Third",
    ]
)
NOUN = r"(?:meetings?|forum|seminar|expo|exhibition|fair|conference|workshop|symposium|ceremony|consultations?|talks|roundtable|roadshow|matchmaking event|showcase|summit|dialogue|festival|congress|briefing(?: session)?|information session|consultation session|export fair|trade show|event|training (?:program|course|session)|hearing|session|tour|contest|competition|hackathon|reception|gathering|negotiations|groundbreaking|visit|mission|inauguration|matchmaking|business matching|lecture|gala|discussion|presentation|launch event)"
_WORDS = r"(?:(?:[A-Za-z0-9][\w'’&-]*|,|/)\s){0,9}?"
_HELD = regex(
    rf"\b(?:held|hold|holding|hosted|hosts?|hosting|co-hosted|co-host|organi[sz]ed?|opened|opens?|convened?|convenes|kicked off|kicks off|launch(?:ed)?|attend(?:ed)?|conducted|staged|stage|joined|participate[ds]? in|took part in|take part in)\s(?:an?|the|its|their|this year's|two|one)\s(?P<name>{_WORDS}{NOUN})(?P<on>\s(?:on|for|of|about)\s(?!(?:{_NTH}|\d|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))[^,.;()]{{3,60}}?(?=\s(?:in|at|on|from|with|to|during|and|held|between)\s|[,.;]|$))?(?!\s(?:room|hall|site|center|centre|venue)\b)"
)
_TOOK_PLACE = regex(
    rf"(?:^|[,.;]\s|\b(?:that|where)\s)(?:[Aa]n?|[Tt]he|[Tt]his year's|[Ii]ts|[Tt]heir)\s(?P<name>{_WORDS}{NOUN})(?P<on>)(?:,[^,.]{{3,90}},|\s\([^()]*\))?(?:\s(?:on|for|of|between|to|with|among)\s[^,.;]{{3,80}}?)?\s(?:took place|takes place|will take place|was held|were held|will be held|is to be held|is being held|are being held|is scheduled|was convened|is planned|are planned|is slated|opened|will open|opens|kicked off|kicks off|began|will begin|gets under way)"
)
_SENT = regex(
    r"\b(?:led|leads|lead|leading|head(?:ed|ing|s)?|sent|send|sends|sending|dispatch(?:ed|es|ing)?|organi[sz]ed?|formed)\s(?:an?|the|its)\s(?P<name>(?:[\w'’&-]+\s){0,6}?(?:delegation|mission|trade mission))(?P<on>)(?P<to>\sto\s[A-Z])?|\b[Aa]n?\s(?P<name2>(?:[\w'’&-]+\s){0,6}?(?:delegation|mission))(?P<on2>)(?:\s(?:from|of|led by|headed by|consisting)\s[^.]{3,110}?)?,?\s(?:visited|is visiting|will visit|visits|arrived|left for|traveled|travelled|departed|toured)"
)


_INVITED = regex(
    rf"\b(?:invit\w+|welcom\w+|looking forward)\s[^.;]{{0,70}}?\sto\s(?:an?|the|its)\s(?P<name>{_WORDS}{NOUN})(?P<on>)(?=\s(?:in|at|on|from|to)\b|,)"
)


@dataclass(slots=True)
class Named:
    """One name of an event in its sentence; `rule` says how it was told."""

    name: str
    span: Span
    sentence: Sentence
    rule: str
    others: list[tuple[str, Span]] = field(default_factory=list)


def proper(scene: DocumentContext, sentence: Sentence) -> Iterator[Named]:
    """Names with capitals: by their last noun, by letters and a year."""
    taken: list[Span] = []
    for start, end in sentence.names:
        words = scene.folded[start:end].split()
        held = re.search(
            r"(?:hosted|held|organi[sz]ed|opened|attended|hold|host|launch(?:ed)?)\s(?:the\s|a\s)?[\"“'‘]$|(?:dubbed|titled|called)\s[\"“'‘]$",
            scene.folded[max(0, start - 24) : start],
        ) and re.search(r"20\d\d|Plaza|Pavilion|Day|Tour", scene.folded[start:end])
        if (held or any(word.strip(",.") in EVENT_WORDS for word in words)) and 2 <= len(words) <= 14:
            taken.append((start, end))
            yield Named(scene.folded[start:end].rstrip(",."), (start, end), sentence, "quoted")
    tokens = tokens_of(scene.folded, sentence.start, sentence.end)
    for phrase in phrases_of(scene.folded, tokens):
        if any(a <= phrase.start < b for a, b in taken):
            continue
        if any(
            a <= phrase.start and phrase.end <= b and entity.kind == "company" for a, b, entity in sentence.entities
        ):
            continue  # `Marina Fairs` is a firm
        if re.search(
            r"(?:take place|took place|takes place|be held|was held|held) (?:at|in) (?:the )?$",
            scene.folded[max(sentence.start, phrase.start - 24) : phrase.start],
        ):
            continue  # where, not what
        if each := _of_phrase(scene, sentence, phrase):
            taken += [each.span, *(span for _, span in each.others)]
            yield each
    for match in _ACRONYM.finditer(sentence.text):
        span = sentence.start + match.start("name"), sentence.start + match.end("name")
        free = all(span[1] <= a or b <= span[0] for a, b in taken)
        if free and not _NO_ACRONYM.match(match["name"]) and not _is_gloss(scene, span, taken):
            taken.append(span)
            yield Named(match["name"], span, sentence, "acronym")
    for match in [*_YEARED.finditer(sentence.text), *_HELD_YEAR.finditer(sentence.text)]:
        span = sentence.start + match.start("name"), sentence.start + match.end("name")
        if all(span[1] <= a or b <= span[0] for a, b in taken) and not _NO_ACRONYM.match(match["name"]):
            taken.append(span)
            yield Named(match["name"], span, sentence, "acronym")


def _is_gloss(scene: DocumentContext, span: Span, taken: list[Span]) -> bool:
    return any(re.fullmatch(r"(?:\s(?:19|20)\d\d)?\s?\(", scene.folded[b : span[0]]) for _, b in taken)


def _of_phrase(scene: DocumentContext, sentence: Sentence, phrase: Phrase) -> Named | None:
    words = phrase.words
    at = [i for i, word in enumerate(words) if word in EVENT_WORDS]
    if not at:
        return None
    last = at[-1]
    first_on = next((i for i in at if i + 1 < len(words) and words[i + 1] in {"on", "for", "of", "and"}), None)
    if any(word in HEADS for word in words[last + 1 :]):
        return None
    if first_on is not None:
        last = len(words) - 1
    elif last + 1 < len(words):
        if any(word in HEADS for word in words[last + 1 :]) or not set(words[last + 1 :]) <= _TAILS | set(places()):
            return None
        last = len(words) - 1
    first = 0
    while first < last and words[first] in {"The", "A", "An"}:
        first += 1
    start, end = phrase.tokens[first].start, phrase.tokens[last].start + len(words[last])
    left = _LEFT.search(scene.folded, max(sentence.start, start - 24), start)
    begin = left.start() if left and left.group() and not _is_plain_first(left.group()) else start
    if begin > sentence.start and scene.folded[begin - 1] not in " (\"“'‘\n[":
        begin = start
    right = _RIGHT.match(scene.folded, end)
    end = right.end() if right else end
    own = [word for word in words[first : last + 1] if word not in EVENT_WORDS and word not in _GENERIC]
    if not own and begin == start and not right:
        return None
    if len(words) - first == 1 and begin == start and not right:
        return None
    each = Named(scene.folded[begin:end], (begin, end), sentence, "ordinal" if begin < start else "proper")
    if gloss := _GLOSS.match(scene.folded, end):
        each.others.append((gloss["other"], gloss.span("other")))
    return each


def _is_plain_first(text: str) -> bool:
    return text.strip() in {"First", "Second", "Third", "Annual"}


def nameless(scene: DocumentContext, sentence: Sentence) -> Iterator[Named]:
    """What is held, sent or takes place under no name of its own."""
    for pattern, rule in ((_HELD, "held"), (_TOOK_PLACE, "held"), (_INVITED, "held"), (_SENT, "sent")):
        for match in pattern.finditer(sentence.text):
            group = "name" if match["name"] else "name2"
            start = sentence.start + match.start(group)
            stop = sentence.start + match.end(group)
            if match.groupdict().get("on"):
                stop = sentence.start + match.end("on")
            name = scene.folded[start:stop]
            if (
                not sentence.in_speech(start)
                and not re.search(r"^(?:press|news)\b|\b(?:which|that|who|said|was|were)\b", name)
                and len(name) > 4
            ):
                yield Named(name, (start, stop), sentence, rule)
