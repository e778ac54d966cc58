"""Commitments: a named actor will do something; what, how firmly, by when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docread.document import Commitment, Span
from docread.extractors.actors import inside_bracket, subject_in_speech, topic_of
from docread.extractors.chinese import commitments as chinese_commitments
from docread.extractors.context import DocumentContext, Sentence
from docread.extractors.english import commitments as english
from docread.extractors.quotes import speaker_of
from docread.extractors.signatories import both
from docread.patterns import regex
from docread.temporal import TimeExpression

# Syllables that end in ㄹ, as verbs do that tell what is to come.
_L = "".join(chr(code) for code in range(0xAC00, 0xD7A4) if (code - 0xAC00) % 28 == 8)
_PLAN = regex(
    rf"(?P<verb>[가-힣]*(?:[{_L}]|는|은))\s(?P<noun>예정|계획|방침)(?:이다|입니다|이에요|예요|이며|이고|이라고|이라|임|으로|인|$|[.,\s(\"”])|(?P<bare>[가-힣]+\s(?P<noun2>예정|계획))(?=\s?$|\.$|[(])"
)
_AGREED = regex(
    r"(?P<verb>[가-힣]*(?:하|되|시키|나가|가|키|추|두|리|지|내|열|늘리|만들|갖|돕|맺|찾|넓히|높이|줄이|모으|꾸리|세우|보내|받|주|맡|만나|나누|벌이|뽑|옮기|바꾸|이루|펼치|잇))(?:기|키)로\s(?P<noun>했|하였|하고|결정|합의|의견|뜻을|약속|함(?!으로써)|한\s?(?:바|다)|협의)|(?P<verb6>[가-힣]{2,})키로\s?(?P<noun6>하였|했|함|하고|합의|결정|의견)|(?P<verb2>[가-힣]+)에\s(?P<noun2>합의)(?:했|하였|하고|함)|(?P<verb4>[가-힣]+(?:다는\s|는\s?)데)\s?(?:에\s)?(?P<noun4>합의)(?:했|하였|하고|함)|(?P<verb5>[가-힣]+\s것)(?:을|에|으로)\s(?P<noun5>합의|약속|다짐)|(?P<verb3>[가-힣]+자는?\s?데?)(?:에)?\s?(?P<noun3>공감대를|의견을 같이|뜻을 모)"
)
_PLEDGE = regex(
    r"(?P<verb>[가-힣]+(?:겠|할 것이))(?:다|습니다|고|라|며|으며|음)|(?P<will>[가-힣]+\s것)[”\"]?\s?(?:이라|임|이다|입니다)"
)
_TOPIC = regex(
    r"(?P<topic>[^\s,“\"'‘(]{0,60}(?:\s?\([^()]{0,200}\))?[^\s,()]{0,60}?)(?P<particle>은|는|이|가|께서는|에서는|측은)(?=\s|,\s?)"
)
_CLAUSE = regex(
    r"(?:며|면서|고|으며|하여|이며|는 한편|는데|지만|으나|하고),\s|[”\"]\s?(?:이?라|고|며)[가-힣]*,?\s?|다\"며,?\s"
)
_EXPECTED = regex(r"기대|전망|될 것으로|할 것으로|것으로 (?:보|예상)")
_NOT_DOING = regex(r"^(?:있을|가능할|이을|필요할)$|(?:될|열릴|주어질)$")
_NO_PLEDGE = regex(
    r"(?:[가이]\s될|적일|않을|클|있을|가능할|필요할|예상될|기대될|주어질|이어질|높아질|늘어날|커질|빨라질|나타날|증가할)\s것$"
)
# Crowds that come are no actors that promise.
_CROWD = regex(r"(?:명|바이어|기업|관계자|전문가|인사|개사|개국|관람객)(?:들)?(?:이|가)\s(?:참가|참석|참여|방문)할$")


@dataclass(slots=True)
class _Hit:
    start: int
    end: int
    strength: str
    verb: str


def find(scene: DocumentContext) -> tuple[Commitment, ...]:
    """Commitments in order."""
    if scene.language == "zh":
        return chinese_commitments.find(scene)
    if scene.language == "en":
        return english.find(scene)
    found: list[Commitment] = []
    topic: str | None = scene.issuer.name if scene.issuer else None
    for sentence in scene.sentences:
        told = 0
        for hit in _hits(sentence):
            commitment = _commitment(scene, sentence, hit, topic, told)
            if commitment:
                found.append(commitment)
            told = hit.end
        topic = topic_of(scene, sentence, sentence.end, speech=False) or topic
    return tuple(found)


def _hits(sentence: Sentence) -> list[_Hit]:
    hits: list[_Hit] = []
    text = sentence.text
    for match in _PLAN.finditer(text):
        noun = "noun" if match["noun"] else "noun2"
        end = match.end(noun)
        verb = match["verb"] or ""
        if (
            _NOT_DOING.search(verb)
            or _CROWD.search(text[max(0, match.start() - 12) : match.end("verb")])
            or re.search(r"개최\s$|(?:인|한|된|될|할)\s(?:제\d|[가-힣]+회)", text[end : end + 8])
        ):
            continue
        if re.match(r"인(?:\s|구)|대로|도시|경제|안|서", text[end : end + 2]) or (
            re.match(r"\s(?!$)[가-힣]", text[end:]) and not match["bare"]
        ):
            continue
        hits.append(_Hit(match.start(), end, "plan", verb))
    for match in _AGREED.finditer(text):
        group = next(name for name in ("verb", "verb2", "verb3", "verb4", "verb5", "verb6") if match[name])
        end = match.end(group) + (2 if group in {"verb", "verb6"} else 0)
        if re.match(r"[’'”\"]?한\s(?:이후|뒤|것)", text[match.end() : match.end() + 6]):
            continue  # agreed before, and only recalled here
        hits.append(_Hit(match.start(), end, "agreed", match[group]))
    for match in _PLEDGE.finditer(text):
        speech = any(a <= sentence.start + match.start() <= b + 1 for a, b in sentence.quotes)
        indirect = re.search(r"^[가-힣]*[”\"]?(?:다?고|라고|며)", text[match.end() - 1 :])
        group = "verb" if match["verb"] else "will"
        if match["will"] and (
            re.search(r"수\s있을 것$", text[: match.end("will")]) or _NO_PLEDGE.search(text[: match.end("will")])
        ):
            continue
        if match["will"] and (ord(text[match.end("will") - 3]) - 0xAC00) % 28 != 8:
            continue  # `것` after another ending than ㄹ speaks of what is
        if (speech or indirect) and not re.search(
            r"(?:도움이|계기가|기회가|사례가|바탕이|기여|밑거름이|힘이|발판이)\s?[가-힣]*(?:\s것)?$",
            text[: match.end(group)][-12:],
        ):
            end = match.end(group) + (
                1 if group == "verb" and text[match.end(group) : match.end(group) + 1] == "다" else 0
            )
            hits.append(_Hit(match.start(), end, "pledge", match[group]))
    return _one_of_each_clause(hits, text)


def _one_of_each_clause(hits: list[_Hit], text: str) -> list[_Hit]:
    """Pledges of one speech are one; a plan that stands within another's words is left out."""
    kept: list[_Hit] = []
    for hit in sorted(hits, key=lambda each: each.start):
        if kept and kept[-1].strength == "pledge" and hit.strength == "pledge":
            kept[-1].end = hit.end
        elif not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _commitment(
    scene: DocumentContext, sentence: Sentence, hit: _Hit, topic: str | None, told: int
) -> Commitment | None:
    text = sentence.text
    start = _start(sentence, hit, told)
    rest = text[hit.end : hit.end + 26]
    if hit.strength == "plan" and _EXPECTED.search(rest[:12]):
        return None
    actor = _actor(scene, sentence, hit, start, topic)
    if not actor:
        return None
    action_start = sentence.start + start
    action_end = sentence.start + hit.end
    if action_end - action_start < 6:
        return None
    span: Span = (action_start, action_end)
    action = scene.folded[action_start:action_end]
    due, when = _due(scene, sentence, span, hit.strength)
    spans = (span, when.span) if when else (span,)
    confidence = {"plan": 0.7, "agreed": 0.7, "pledge": 0.87}[hit.strength]
    return Commitment(actor, action, hit.strength, due, spans, confidence)


def _start(sentence: Sentence, hit: _Hit, told: int) -> int:
    """Where the action begins: after the topic, after what was told before in a clause of its own (up to `told`)."""
    text = sentence.text
    limit = hit.start
    start = told
    if told and (more := re.match(r"(?:이며|이고|으로|했으며|하고|[가-힣]{0,4}),?\s", text[told:])):
        start = told + more.end()
    for match in _TOPIC.finditer(text, start, limit):
        if (
            match["particle"] in {"은", "는", "께서는", "에서는", "측은"}
            and _is_topic(text, match)
            and not inside_bracket(text, match.start())
        ):
            start = match.end()
            # `공단은 … 제공하고, 재단은 … 제공할 예정`: what the last of them will do.
            if not _next_subject(text, start, limit):
                break
    for quote_start, quote_end in sentence.quotes:
        if quote_start - sentence.start <= hit.start and hit.start <= quote_end - sentence.start:
            start = quote_start - sentence.start
    begin = start
    for match in _CLAUSE.finditer(text, start, limit):
        if limit - match.end() >= 14:
            begin = match.end()
    if hit.strength != "pledge":
        begin = start if limit - begin < 20 else begin
        # What the first clause plans belongs to it as well if it is not told as done.
        if begin != start and not _TOLD.search(text[start:begin]):
            begin = start
    while begin < limit and text[begin] in " ,·□ㅇ○*-△▲“\"”'":
        begin += 1
    connective = re.match(
        r"(?:이에|또한|특히|아울러|한편|이를 바탕으로|이를 통해|따라서|그리고|이어|이어서|더불어|이?라며|이?라면서|이?라고|향후|앞으로|이번 행사를 통해)\s?,?\s",
        text[begin:],
    )
    return begin + connective.end() if connective else begin


# What the clause before tells as done or as it is: no part of what will be done.
_TOLD = regex(r"[았었했였됐섰](?:으?며|고,|으나|지만)|있(?:으며|고,|으나|지만)|밝히|평가|논의하|높이")


_NEXT_SUBJECT = regex(r"(?:고|며|면서),\s(?=[^\s,]{2,20}?(?:은|는)\s)")


def _next_subject(text: str, start: int, limit: int) -> bool:
    return any(
        (topic := _TOPIC.match(text, match.end(), limit)) and topic["particle"] in "은는" and _is_topic(text, topic)
        for match in _NEXT_SUBJECT.finditer(text, start, limit)
    )


def _is_topic(text: str, match: re.Match[str]) -> bool:
    """Not an adnominal ending (`하는`, `있는`) nor a contrast within the clause."""
    word = text[match.start("topic") : match.end("particle")]
    return (
        not re.search(
            r"(?:하|되|있|없|않|받|열리|오|가|나|지|이|우|르|리|기|내|주|보|위한|통한|같|높|많|좋|넓|깊|작|크)[는은]$",
            word,
        )
        or bool(re.search(r"(?:정부|기관|기업|나라|회사|대표단|양국|사절단|협회|우리)[는은]$", word))
        or (len(word) <= 3 and word in {"양측은", "우리는"})
    )


def _actor(scene: DocumentContext, sentence: Sentence, hit: _Hit, start: int, topic: str | None) -> str | None:
    position = sentence.start + hit.start
    if hit.strength == "pledge" or sentence.in_speech(position):
        inner = subject_in_speech(scene, sentence, position) if hit.strength != "pledge" else None
        return inner or speaker_of(scene, sentence, position) or topic
    return _by_name(scene, topic_of(scene, sentence, position) or topic)


_TWO = regex(r"(?:양|두)\s?(?:기관|부처|청|회사)")


def _by_name(scene: DocumentContext, actor: str | None) -> str | None:
    """`양 기관은`: the two that the text told at its beginning, by their names."""
    if actor and _TWO.fullmatch(actor) and len(two := both(scene)) == 2:
        return "·".join(entity.name for entity in two)
    return actor


_TERM = regex(r"\s?(?:까지|에|부터|중|내|안|하반기|상반기|말)")


def _due(
    scene: DocumentContext, sentence: Sentence, span: Span, strength: str
) -> tuple[str | None, TimeExpression | None]:
    """The last day, month or year named for the action; what was over before the text was published is no term."""
    today = scene.reference.isoformat() if scene.reference else ""
    whens = [
        when
        for when in sentence.times
        if when.span[0] < span[1]
        and "X" not in when.end
        and when.end >= today[: len(when.end)]
        and not (strength == "agreed" and when.end == today)
        and not any(start <= when.span[0] < end for start, end in sentence.names)
        and scene.folded[slice(*when.span)] != "이날"
        and not re.search(r"매년\s?$|해마다\s?$", scene.folded[max(0, when.span[0] - 8) : when.span[0]])
        and not re.match(r"\)?[가-힣\s]{0,16}계기", scene.folded[when.span[1] : when.span[1] + 20])
        and not re.match(r"[)\s]{0,3}(?:개최된|열린)", scene.folded[when.span[1] : when.span[1] + 6])
        and not (len(when.start) == 4 and scene.folded[when.span[0] - 1] == "(")  # `계획(2023~2027)`
        and not (
            len(when.start) == 4 and strength == "agreed" and re.match(r"\s[가-힣]", scene.folded[when.span[1] :][:2])
        )
        and not re.match(r"\s?[^,]{0,14}에\s(?:이어|앞서)", scene.folded[when.span[1] : when.span[1] + 20])
        and (strength != "pledge" or when.until or _TERM.match(scene.folded, when.span[1]))
    ]
    inside = [when for when in whens if when.span[0] >= span[0]] or (whens if strength != "pledge" else [])
    if not inside:
        return _during(scene, sentence)
    until = [when for when in inside if when.until] or inside
    when = until[-1]
    return when.end, when


def _during(scene: DocumentContext, sentence: Sentence) -> tuple[str | None, TimeExpression | None]:
    """`행사 기간 …`: by the last day of the gathering named before."""
    if not re.search(r"(?:행사|박람회|전시회|방문|엑스포)\s?기간", sentence.text):
        return None, None
    ranges = [
        when
        for s in scene.sentences
        if s.start < sentence.start
        for when in s.times
        if when.start != when.end and len(when.end) == 10
    ]
    return (ranges[-1].end, ranges[-1]) if ranges else (None, None)
