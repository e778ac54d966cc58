"""Agreements: what was signed, or is to be signed, between whom."""

from __future__ import annotations

import re
from dataclasses import replace

from docread.document import Agreement, Span
from docread.extractors.chinese import agreements as chinese_agreements
from docread.extractors.context import DocumentContext, Sentence
from docread.extractors.english import agreements as english
from docread.extractors.signatories import Hit, once, signatories
from docread.names.entities import Entity
from docread.names.gazetteer import places
from docread.patterns import regex
from docread.temporal import TimeExpression

_THING = r"(?:업무\s?협약식?|상호\s?협력\s?협약|협력\s?협약|양해\s?각서|협력각서|합의각서|MOU|MoU|투자\s?협약|실시협약|의향서|LOI|협약서?|협정|약정|합의서|공동성명|공동선언|수출\s?계약|공급\s?계약|납품\s?계약|투자\s?계약|구매\s?계약|위탁\s?계약|계약서?)"
_KOREAN = regex(
    rf"(?P<thing>{_THING})(?:\s?\((?:MOU|MoU|LOI|양해각서|업무협약)\))?(?P<between>\([^()]{{4,50}}\))?(?:\s?[」'\"’”])?(?P<count>\s?(?:총\s?)?\d[\d,]*\s?건)?(?:을|를|은|이|가|의|에)?\s?(?:[^。\n]{{0,12}}?\s)?"
    r"(?P<verb>체결|맺|서명|교환|조인|갱신|연장|따냈|따내|수주|도장을 찍)(?P<tail>[가-힣]{0,9}(?:\s(?:예정|계획|방침|것으로|하기로|바\s?있))?)"
)
_MADE = regex(
    rf"(?P<verb>체결|서명)(?:된|한)\s(?:[^,.]{{0,20}}?|['‘「][^'’」]{{2,60}}?)(?P<thing>{_THING})|(?P<thing3>{_THING})(?:은|는)\s[^.]{{6,260}}?간에\s(?P<verb3>체결|맺)|(?P<thing2>{_THING})(?:에|을 통해|를 통해)\s?(?P<verb2>서명)"
)
# `이번 업무협약은`, `이번 한-브라질 양해각서 체결은`: one that was told before.
_BACK = regex(
    rf"(?:이번|본|동|해당)\s(?:[가-힣A-Za-z·\-]+(?<![을를에서로과와은는])\s)?{_THING}(?:\s?\([^()]*\))?(?:\s?체결)?(?:은|는|이|을 계기|를 계기|을 통해|를 통해|로|으로|의)"
)
_COUNTED = regex(r"(?:총\s?)?\d[\d,]*\s?건|\d[\d,]*\s?개사|상당|규모|실적|성과")
_PAST = regex(
    r"^(?:했|하였|됐|되었|한(?!다)|된(?!다)|하고|하며|해|함|됨|었|었다|은\s|고|으며|을 통해|하는 등|에 성공|하였으며|하여)|바\s?있"
)
_PLANNED = regex(
    r"예정|계획|방침|기로|^(?:할|을|될)|^(?:한다|합니다|된다|됩니다)|^(?:습니다|는다)|하기로|추진|^하는\s?방안"
)
_SENTENCE_PLANNED = regex(r"(?:예정|계획|방침)(?:이|입|임|$|\.)|할 것")
_PAST_SYLLABLES = "".join(
    chr(code) for code in range(0xAC00, 0xD7A4) if (code - 0xAC00) % 28 == 20 and chr(code) not in "있겠"
)
_SENTENCE_PAST = regex(rf"고 있(?:다|습니다)|[{_PAST_SYLLABLES}](?:다|습니다)|[하되]였|했으며|밝혔")
# What somebody hopes for or asks of the other side is no plan.
_WISHED = regex(r"희망|바란다|바라|당부|촉구|요청|제안")
_AFTER_THAT = regex(r"^(?:을|를)?\s?(?:계기|기념|바탕)|^(?:로|으로)\s|^\s?(?:이후|후|에 따|이래)")


def kind_of(thing: str) -> str:
    """`MOU`, `contract`, `treaty` or `other`, by what it is called."""
    plain = thing.replace(" ", "")
    if re.search(r"계약|合同|contract", plain, re.IGNORECASE):
        return "contract"
    if re.search(r"협정|조약|协定|条约|treaty", plain, re.IGNORECASE):
        return "treaty"
    if re.search(r"(?:업무|협력|투자)협약|양해각서|MOU|MoU|备忘录|memorand", plain, re.IGNORECASE):
        return "MOU"
    return "other"


def find(scene: DocumentContext) -> tuple[Agreement, ...]:
    """Agreements in order, each once however often it is named."""
    if scene.language == "zh":
        return chinese_agreements.find(scene)
    if scene.language == "en":
        return english.find(scene)
    found: list[Agreement] = []
    for index, sentence in enumerate(scene.sentences):
        back = _BACK.search(sentence.text)
        for hit in _hits(sentence):
            if found and back and back.start() <= hit.start - sentence.start < back.end():
                continue
            if found and sentence.in_speech(hit.start):
                continue  # somebody speaks of one that was told
            told = _agreement(scene, sentence, index, hit)
            for agreement in _pairwise(told, sentence, hit) if told else ():
                same = next((i for i, each in enumerate(found) if _is_same(each, agreement)), None)
                if same is None:
                    found.append(agreement)
                else:
                    found[same] = _joined(found[same], agreement)
    return tuple(found)


_EACH = regex(r"\d+\s?(?:곳|개사|개\s?기업|개\s?업체)(?:과|와)\s")


def _pairwise(agreement: Agreement, sentence: Sentence, hit: Hit) -> list[Agreement]:
    """`A는 B와 C 2곳과 투자협약을 체결`: one with each of them."""
    if len(agreement.parties) < 3 or not _EACH.search(sentence.text[: hit.start - sentence.start]):
        return [agreement]
    first, *others = agreement.parties
    return [replace(agreement, parties=(first, other)) for other in others]


# `업무협약 체결식을 가졌다`, `업무협약(MOU)체결식에 참석하였다`: signed there.
_CEREMONY = regex(
    r"식(?:을|를|에|이)\s(?:갖|개최|진행|참석|열|가)?(?P<held>[졌었린릴하한할렸는다][가-힣]{0,4}(?:\s예정)?)"
)


def _hits(sentence: Sentence) -> list[Hit]:
    hits = []
    back = _BACK.search(sentence.text)
    for match in _KOREAN.finditer(sentence.text):
        if match["count"] or re.search(r"\d\s?건\s?(?:의|,|\()?\s?[^,.]{0,12}$", sentence.text[: match.start()][-16:]):
            continue
        if re.search(r"체결\s?품목|체결\s?건수|체결\s?지원", sentence.text[match.start() : match.end() + 4]):
            continue
        ceremony = _CEREMONY.match(sentence.text, match.end("verb"))
        if sentence.text.startswith("식", match.end("verb")) and not ceremony:
            continue
        after = sentence.text[match.end("verb") : match.end("verb") + 30]
        if re.match(r"(?:을|를)?\s?통해|을\s|의\s", after) and _WISHED.search(sentence.text[match.end() :]):
            continue
        hits.append(
            Hit(
                "MOU" if re.match(r"\s?\(M[Oo]U\)", sentence.text[match.end("thing") :][:6]) else match["thing"],
                _status(ceremony["held"] if ceremony else after, sentence),
                sentence.start + match.start(),
                sentence.start + match.end(),
                (sentence.start + match.start("between"), sentence.start + match.end("between"))
                if match["between"]
                else None,
            )
        )
    for match in _MADE.finditer(sentence.text):
        if back and match.start() < back.end():
            continue  # speaks of one that was told before
        begin = sentence.start + match.start()
        if sentence.text[: match.end()].endswith("협정") and _UNDER.match(sentence.text, match.end()):
            continue  # what was agreed long ago, and is carried out now
        if all(not hit.start <= begin < hit.end for hit in hits):
            hits.append(
                Hit(match["thing"] or match["thing2"] or match["thing3"], "signed", begin, sentence.start + match.end())
            )
    return hits


_UNDER = regex(r"[」'’”\"]?(?:에\s(?:따라|따른|의거|근거)|을\s바탕|를\s바탕)")


def _status(after: str, sentence: Sentence) -> str:
    if _AFTER_THAT.match(after):
        return "signed"
    if _PLANNED.search(after[:14]):
        return "planned"
    if re.match(r"(?:하고|하며|해|하여|고|으며)", after) and _SENTENCE_PLANNED.search(sentence.text[-16:]):
        return "planned"
    if _PAST.match(after):
        if re.match(r"(?:하고|하며|해|하여|고|으며|는 등)", after) and not _SENTENCE_PAST.search(sentence.text):
            return "planned"
        return "signed"
    return "signed" if _SENTENCE_PAST.search(sentence.text) else "planned"


def _agreement(scene: DocumentContext, sentence: Sentence, index: int, hit: Hit) -> Agreement | None:
    parties = signatories(scene, sentence, index, hit)
    title = _title(scene, sentence, hit)
    if title and len(named := _in_title(scene, sentence, title)) > 1:
        parties = named
    if len(parties) < 2 and not title and not (parties and _two_countries(sentence, hit)):
        return None
    if kind_of(hit.thing) == "contract" and (_COUNTED.search(sentence.text) and len(parties) < 2):
        return None
    date = _date(scene, sentence, hit)
    if hit.status == "signed" and date and scene.reference and date[:10] > scene.reference.isoformat()[: len(date)]:
        hit.status = "planned"  # whatever the tense: a release of the day before tells it as done
    spans: list[Span] = [(hit.start, hit.end)]
    spans += [(start, end) for start, end, entity in sentence.entities if entity in parties]
    names = tuple(entity.name for entity in parties)
    if len(names) < 2:
        names = _named_in(scene, title, names) if title else names
    if len(names) < 2 and _two_countries(sentence, hit) and (countries := _countries(scene, sentence)):
        names = countries
    kind = kind_of(hit.thing)
    if (
        kind == "other"
        and hit.thing.startswith("협약")
        and not _OF_OTHER_KIND.search(scene.folded, 0, hit.start + 1)
        and _MEMORANDUM.search(scene.folded[: sentence.start])
    ):
        kind = "MOU"  # `협약` for short, of a memorandum that was named before
    return Agreement(kind, names, hit.status, date, title, tuple(dict.fromkeys(spans)), 0.6 if len(names) > 1 else 0.4)


_OF_OTHER_KIND = regex(r"(?:기본|시행|실시|본)협$")
_MEMORANDUM = regex(r"업무\s?협약|양해각서|MOU")


def _in_title(scene: DocumentContext, sentence: Sentence, title: str) -> list[Entity]:
    """The bodies that the name of the agreement joins: `‘KOTRA-IBK기업은행 업무협약’`."""
    start = sentence.start + sentence.text.find(title)
    return once(entity for _, _, entity in scene.entities_between(start, start + len(title)))


def _countries(scene: DocumentContext, sentence: Sentence) -> tuple[str, ...]:
    """`양국 간 …`: Korea and the one other country that the sentence names, else the headline."""
    for text in (sentence.text, scene.title.text if scene.title else ""):
        named = [
            name
            for name, place in places().items()
            if place.kind == "country" and place.country != "KR" and name in text and name != "인도"
        ]
        if named:
            return "한국", max(named, key=len)
    return ()


def _named_in(scene: DocumentContext, title: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Parties that the name of the agreement tells: `한-장쑤 … MOU`."""
    others = [
        e.name
        for e in scene.entities
        if e.kind == "local_gov"
        and e.name not in names
        and any(re.sub(r"(?:성|시|도)?(?:\s?정부)?$", "", form) in title for form in e.forms)
    ]
    return (*names, *others[:1])


def _two_countries(sentence: Sentence, hit: Hit) -> bool:
    return bool(re.search(r"양국|양측|한중|한·중|한-", sentence.text[: hit.start - sentence.start]))


def _of_kind(title: str, hit: Hit) -> bool:
    """A contract is not named by the memorandum beside it."""
    return (kind_of(title) == "contract") == (kind_of(hit.thing) == "contract")


def _title(scene: DocumentContext, sentence: Sentence, hit: Hit) -> str | None:
    """A name in quotes that ends in the kind of agreement."""
    for start, end in sentence.names:
        text = scene.folded[start:end]
        if (
            re.search(rf"{_THING}\*?\s?(?:\([^()]*\))?$|备忘录$|协议$", text)
            and abs(start - hit.start) < 80
            and _of_kind(text, hit)
        ):
            return text
    return None


def _date(scene: DocumentContext, sentence: Sentence, hit: Hit) -> str | None:
    before = [
        when
        for when in sentence.times
        if when.span[1] <= hit.end
        and (not when.until or hit.status == "planned")
        and not sentence.in_speech(when.span[0])
    ]
    if not before and hit.status == "signed":
        # Signed on the day of which the paragraph speaks.
        before = [
            when
            for earlier in scene.before_in_line(sentence)
            for when in earlier.times
            if len(when.start) == 10 and when.start == when.end and "X" not in when.start
        ]
    if not before and hit.status == "signed":
        before = _of_the_occasion(scene, sentence)
    if not before:
        return None
    when = before[-1]
    return (
        when.start
        if when.start == when.end
        else (when.end if hit.status == "planned" and len(when.end) == 10 else when.start)
    )


_OCCASION = regex(
    r"이날|이 자리|자리에서|현장에서|상담회|교류회|개막식|행사|회의|박람회|전시회|포럼|함께|도\s(?:함께\s)?(?:체결|맺|서명)|한편|특히|아울러|또한"
)


def _of_the_occasion(scene: DocumentContext, sentence: Sentence) -> list[TimeExpression]:
    """Signed at what the text tells: on the day that the leading sentences name."""
    if not _OCCASION.search(sentence.text):
        return []
    today = scene.reference.isoformat() if scene.reference else "9"
    lead = [when for each in scene.sentences[:3] if each.start <= sentence.start for when in each.times]
    days = [when for when in lead if when.is_day and "X" not in when.start and when.start <= today]
    return days[:1]


def _is_same(one: Agreement, other: Agreement) -> bool:
    if one.kind != other.kind:
        return False
    shared = set(one.parties) & set(other.parties)
    if one.date and other.date and not (one.date.startswith(other.date) or other.date.startswith(one.date)):
        return False
    if one.title and other.title and one.title != other.title:
        return False
    return bool(shared) and (shared >= set(one.parties) or shared >= set(other.parties) or len(shared) >= 2)


def _joined(one: Agreement, other: Agreement) -> Agreement:
    parties = one.parties if len(one.parties) >= len(other.parties) else other.parties
    return Agreement(
        one.kind,
        parties,
        one.status,
        one.date or other.date,
        one.title or other.title,
        tuple(dict.fromkeys((*one.spans, *other.spans))),
        max(one.confidence, other.confidence),
    )
