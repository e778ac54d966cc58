"""Commitments of English texts: a named actor will do something; what, how firmly, by when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docread.document import Commitment, Span
from docread.extractors.context import DocumentContext, Sentence
from docread.extractors.english.quotes import speaker_of
from docread.extractors.english.subjects import chains, governed, mentions_of, persons_in
from docread.patterns import regex
from docread.temporal import TimeExpression

_MODAL = regex(
    r"\b(?:(?P<plan>will|shall|would|(?:announced|unveiled|released|presented|has|have|adopted|laid\sout)\s(?:an?\s|its\s|their\s)?(?:[a-z-]+\s)?plans?\sto|plans?\sto|planned\sto|(?:is|are)\splanning\sto|(?:is|are)\sset\sto|(?:is|are)\sscheduled\sto|(?:is|are)\sdue\sto|aims?\sto|intends?\sto|(?:is|are)\sto)|(?P<agreed>(?:(?:has|have|also)\s)?(?:agreed|decided|resolved)\s(?:\w+ly\s)?to|(?:has|have)\sagreed\s(?:\w+ly\s)?to)|(?P<pledge>(?:(?:has|have)\s)?(?:pledged|vowed|promised|committed(?:\sitself|\sthemselves)?|undertook)\s(?:\w+ly\s)?to))\s(?P<adverb>(?:also|jointly|further|soon|then|together|first|for\sthe\sfirst\stime|again|continue\sto\sactively)\s)?(?P<verb>[a-z][a-z-]*)"
)
# What is no deed of somebody's: being, being held, helping, hoping.
_NO_DEED = frozenset(
    [
        "be",
        "help",
        "serve",
        "become",
        "allow",
        "enable",
        "have",
        "feature",
        "include",
        "benefit",
        "play",
        "remain",
        "depend",
        "last",
        "need",
        "mark",
        "see",
        "come",
        "feel",
        "know",
        "sit",
        "rise",
        "fall",
        "likely",
        "no",
        "not",
        "never",
        "only",
        "still",
        "face",
        "consist",
        "exceed",
        "account",
        "total",
        "stand",
        "function",
        "kick",
        "contribute",
        "for",
        "in",
        "on",
        "at",
        "by",
        "to",
        "with",
        "from",
        "as",
        "after",
    ]
)
_STOP = regex(
    r"(?<!\bJan)(?<!\bFeb)(?<!\bMar)(?<!\bApr)(?<!\bAug)(?<!\bSep)(?<!\bSept)(?<!\bOct)(?<!\bNov)(?<!\bDec)(?<!\bNo)(?<!\bCo)[.;](?=\s|$|[\"”])|[\"”]|,\s(?=(?:he|she|it|they|(?:the|an?)\s(?:[\w-]+\s){0,4}\w+|[A-Z][\w.-]+(?:\s[A-Z][\w.-]+)*)\s(?:said|added|explained|noted|stressed|told|announced))|,\s(?:according\sto|said|added|saying|adding|however|while|whereas|which|who|whose|where|but|with\sthe\saim|as\s(?:part|the|it|they)|marking|making|bringing|because|since|so\sthat|when|once|if|after|allowing|enabling|raising|up\sfrom|compared|reflecting|paving|following|pending|subject)\b|,?\s(?:and|but)\s(?=(?:will|plans?\sto|agreed\sto|decided\sto|pledged\sto|is\sset\sto|aims?\sto|(?:the|its|both|two|[A-Z])[\w\s.'’&-]{1,60}?\s(?:will|plans|agreed|is|are|has|was|aims|said)\b))|,\s(?:and\s)?(?=(?:the\s|[A-Z])[\w\s.'’&-]{2,60}?\s(?:will|plans|is\sset|agreed)\b)|\swhile\s|\s-\s(?!\d)"
)
_GROUP = regex(
    r"(?P<name>(?:[Tt]he\s|[Bb]oth\s)(?:two\s|three\s|four\s|both\s|Korean\s|South\sKorean\s|Chinese\s|Seoul\s|central\s|local\s|provincial\s|joint\s|new\s|trade\s|\w+-member\s|participating\s|[A-Z]\w+\s){0,3}(?:sides|countries|parties|ministries|governments?|companies|firms|institutions|agencies|organi[sz]ations|cities|provinces|nations|organi[sz]ers?|delegation|partners|committee|consortium|side|neighbors|authorities|universities|institutes|alliance|members|ministers|leaders|officials|presidents|mayors|governors)|[Bb]oth\s(?:sides|ministers|leaders|countries|parties|companies|governments|institutions|cities|provinces|organi[sz]ations)|(?:South\s)?Korea\b(?:\sand\sChina\b)?|China\b(?:\sand\s(?:South\s)?Korea\b)?|Vietnam|Japan|Indonesia|Mongolia|Kazakhstan|Uzbekistan|Seoul|Beijing|(?:Korean|South\sKorean|Chinese|Eight|Seven|Six|Five|Four|Three|Two|Ten|(?<![\d,])\d+)\s(?:[a-z]+\s){0,3}(?:companies|firms|government|officials|institutions|universities|manufacturers)|[Aa]n?\s(?:[\w-]+\s){0,3}delegation|[Tt]he\s(?:organi[sz]er|chamber|delegation|secretariat|committee|partners|district|town|state)|(?:[Tt]he\stwo|[Tt]he\sthree|[Bb]oth)\s[a-z]+s|[Tt]hey|[Tt]he\stwo)"
)
_GAP = r"(?:\sin\s[A-Z]\w+)?(?:['’]s\s(?:government|side|delegation|officials|[a-z]+\s(?:unit|arm|bureau|team)))?(?:\s?\([^()]{1,50}\))?(?:,\s(?:[^,.;\"“”]|(?<=\d)[.,](?=\d)){2,110},)?(?:,)?\s(?:(?:also|jointly|then|further|now|each|both|had|has|have|together|both\sof\swhich|officials|on\s\w+|in\sturn|recently|meanwhile|therefore|additionally|separately)\s)*"
_ENDS_SUBJECT = regex(rf"{_GAP}$")
_PRONOUN = regex(
    r"\b(?P<word>[Ii]t|[Hh]e|[Ss]he|[Ww]e|I|[Tt]hey|which|who)\s(?:also\s|both\s|jointly\s|then\s|each\s)?$"
)
_SHARED = regex(r"(?:,?\s\band|,?\s\bbut|\bor)\s(?:also\s|then\s|further\s|later\s)?$")
_LEADING = regex(r"^(?:[\"“]?(?:In|By|From|Starting|Beginning|On|Next|Later|During|Before|Within|Until|As early as)\b)")


@dataclass(slots=True)
class _Hit:
    start: int  # of the modal
    action: Span
    strength: str
    verb: str


def find(scene: DocumentContext) -> tuple[Commitment, ...]:
    """Commitments in order."""
    found: list[Commitment] = []
    topic: str | None = scene.issuer.name if scene.issuer else None
    for sentence in scene.sentences:
        before: str | None = None
        for hit in _hits(scene, sentence):
            actor = _actor(scene, sentence, hit, before, topic)
            before = actor
            if actor is None or not _is_deed(hit, scene):
                continue
            due, when = _due(scene, sentence, hit)
            spoken = sentence.in_speech(hit.action[0])
            strength = "pledge" if spoken and hit.strength == "plan" else hit.strength
            spans = (hit.action, when.span) if when else (hit.action,)
            found.append(Commitment(actor, scene.folded[slice(*hit.action)], strength, due, spans, 0.65))
        topic = _topic(scene, sentence) or topic
    return tuple(found)


def _hits(scene: DocumentContext, sentence: Sentence) -> list[_Hit]:
    hits: list[_Hit] = []
    for match in _MODAL.finditer(sentence.text):
        if hits and match.start() + sentence.start < hits[-1].action[1]:
            continue
        stop = _STOP.search(sentence.text, match.end("verb"))
        end = stop.start() if stop else len(sentence.text.rstrip(' .;"”'))
        end -= len(sentence.text[:end]) - len(sentence.text[:end].rstrip(" ,"))
        start = match.start("adverb") if match["adverb"] else match.start("verb")
        if match["plan"] == "would" and not re.search(
            r"\b(?:said|told|announced|promised|pledged|added|confirmed|according)\b", sentence.text[: match.start()]
        ):
            continue
        strength = next(name for name in ("plan", "agreed", "pledge") if match[name])
        hits.append(
            _Hit(
                sentence.start + match.start(), (sentence.start + start, sentence.start + end), strength, match["verb"]
            )
        )
    return hits


def _is_deed(hit: _Hit, scene: DocumentContext) -> bool:
    action = scene.folded[slice(*hit.action)]
    if len(action.split()) < 3:
        return False
    if hit.verb == "take" and re.match(r"take\s(?:place|effect|about|\w+\s(?:years|months))", action):
        return False
    if hit.verb == "contribute":
        return bool(re.match(r"contribute\s(?!to\b)", action))
    return hit.verb not in _NO_DEED or (
        hit.strength != "plan" and hit.verb in {"help", "serve", "have", "include", "play"}
    )


def _actor(scene: DocumentContext, sentence: Sentence, hit: _Hit, before: str | None, topic: str | None) -> str | None:
    left = scene.folded[sentence.start : hit.start]
    if sent := re.match(
        r"[Aa]n?\s(?P<name>(?:[\w-]+\s){0,4}delegation)\s(?:led|headed|of|from|consisting)\b", sentence.text
    ):
        return sent["name"]
    if pronoun := _PRONOUN.search(left):
        return _meant(scene, sentence, hit, pronoun["word"].lower(), topic)
    if told := _subjects(scene, sentence, hit):
        return topic if told in {"They", "they"} and topic else told
    if _SHARED.search(left) and before:
        return before
    if _SHARED.search(left) or not left.strip(' "“') or re.search(rf"{_SAID_SUBJECT}$", left):
        return _topic(scene, sentence) or topic
    return None


def _subjects(scene: DocumentContext, sentence: Sentence, hit: _Hit) -> str | None:
    """Who stands right before the verb. Of `Kim, CEO of X, will` both do, and the one before the comma acts."""
    begin = sentence.start
    found = [
        (chain[0][0], chain[-1][1], "·".join(dict.fromkeys(entity.name for _, _, entity in chain)))
        for chain in chains(scene, sentence, begin, hit.start)
    ]
    found += [(start, end, person.name) for start, end, person in persons_in(scene, sentence, begin, hit.start)]
    found += [
        (begin + match.start(), begin + match.end(), _without_article(match["name"]))
        for match in _GROUP.finditer(scene.folded[begin : hit.start])
    ]
    near = [each for each in found if _ENDS_SUBJECT.fullmatch(scene.folded, each[1], hit.start)]
    if not near:
        return None
    aside = [each for each in near if _ASIDE.match(scene.folded, each[1]) and not governed(scene, sentence, each[0])]
    if aside:
        return min(aside)[2]
    order = {True: 0, False: 1}
    return min(near, key=lambda each: (order[any(e.name in each[2] for e in scene.entities)], -each[0]))[2]


_ASIDE = regex(
    r"(?:\s?\([^()]{1,50}\))?,\s(?:led|headed|chaired|represented|which|who|an?\s|the\s|based|located|its|(?:[a-z-]+\s){1,3}(?:of|for|at)\s|CEO|president|[Mm]inister|[Dd]irector|also)"
)
_SAID_SUBJECT = r"\b(?:and|but|also)\s"


def _without_article(name: str) -> str:
    return re.sub(r"^(?:[Tt]he|[Aa]n?)\s", "", name)


def _meant(scene: DocumentContext, sentence: Sentence, hit: _Hit, word: str, topic: str | None) -> str | None:
    """Whom a pronoun means: speakers say `we`; `it` is the body that the sentence, or the one before, is about."""
    if word in {"we", "i", "he", "she"}:
        return speaker_of(scene, sentence) or _last_speaker(scene, sentence) or topic
    if word in {"which", "who"}:
        told = [
            (end, entity.name) for _, end, entity in mentions_of(sentence) if end < hit.start and hit.start - end < 16
        ]
        return told[-1][1] if told else None
    own = _topic(scene, sentence, until=hit.start)
    return own or topic


def _last_speaker(scene: DocumentContext, sentence: Sentence) -> str | None:
    earlier = [each for each in scene.sentences if each.start < sentence.start][-3:]
    return next((name for each in reversed(earlier) if (name := speaker_of(scene, each))), None)


def _topic(scene: DocumentContext, sentence: Sentence, until: int | None = None) -> str | None:
    """Who the sentence is about: its first body or group that no preposition governs."""
    limit = sentence.end if until is None else until
    for chain in chains(scene, sentence, sentence.start, limit):
        if not governed(scene, sentence, chain[0][0]) and not sentence.in_speech(chain[0][0]):
            return "·".join(dict.fromkeys(entity.name for _, _, entity in chain))
    group = _GROUP.match(sentence.text)
    return _without_article(group["name"]) if group and group["name"] != "They" else None


def _due(scene: DocumentContext, sentence: Sentence, hit: _Hit) -> tuple[str | None, TimeExpression | None]:
    """The last day, month or year by which; what was over before the text was published is no term."""
    today = scene.reference.isoformat() if scene.reference else ""
    whens = [
        when
        for when in sentence.times
        if "X" not in when.end
        and when.end >= today[: len(when.end)]
        and not re.match(r"since", scene.folded[slice(*when.span)])
    ]
    inside = [when for when in whens if hit.action[0] <= when.span[0] < hit.action[1]]
    if not inside:
        left = [when for when in whens if when.span[1] <= hit.start]
        clause = scene.folded[sentence.start : hit.start]
        inside = [when for when in left if _LEADING.match(clause) and when.span[0] - sentence.start < 40][:1]
    if not inside and (day := scene.day_of_line(sentence)):
        inside = [day]
    if not inside:
        return None, None
    chosen = ([when for when in inside if when.until] or inside)[-1]
    return chosen.end, chosen
