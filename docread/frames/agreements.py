"""Agreements: what was signed, or is to be signed, between whom."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from docread.document import Agreement, Span
from docread.frames.english import agreements as english
from docread.frames.parties import among, partners, topics
from docread.frames.scene import Scene, Sentence
from docread.names.gazetteer import places
from docread.names.organisations import Entity

_THING = r"(?:업무\s?협약식?|상호\s?협력\s?협약|협력\s?협약|양해\s?각서|협력각서|합의각서|MOU|MoU|투자\s?협약|실시협약|의향서|LOI|협약서?|협정|약정|합의서|공동성명|공동선언|수출\s?계약|공급\s?계약|납품\s?계약|투자\s?계약|구매\s?계약|위탁\s?계약|계약)"
_KOREAN = re.compile(
    rf"(?P<thing>{_THING})(?:\s?\((?:MOU|MoU|LOI|양해각서|업무협약)\))?(?P<between>\([^()]{{4,50}}\))?(?:\s?[」'\"’”])?(?P<count>\s?(?:총\s?)?\d[\d,]*\s?건)?(?:을|를|은|이|가|의|에)?\s?(?:[^.。\n]{{0,12}}?\s)?"
    r"(?P<verb>체결|맺|서명|교환|조인|갱신|연장)(?P<tail>[가-힣]{0,9}(?:\s(?:예정|계획|방침|것으로|하기로|바\s?있))?)"
)
_MADE = re.compile(
    rf"(?P<verb>체결|서명)(?:된|한)\s(?:[^,.]{{0,20}}?|['‘「][^'’」]{{2,60}}?)(?P<thing>{_THING})|(?P<thing3>{_THING})(?:은|는)\s[^.]{{6,260}}?간에\s(?P<verb3>체결|맺)|(?P<thing2>{_THING})(?:에|을 통해|를 통해)\s?(?P<verb2>서명)"
)
_CHINESE = re.compile(
    r"(?:签署|签订|签|达成)(?:了)?(?P<between>[^。；]{0,40}?)(?P<thing>谅解备忘录|合作备忘录|备忘录|合作协议|框架协议|协议书?|合同|意向书|协定|条约)"
)
_ENGLISH = re.compile(
    r"(?P<verb>signed|sign|signing of|conclude[ds]?|concluded)\s(?:an?\s|the\s)?(?P<between>[^.]{0,40}?)(?P<thing>memorand(?:um|a) of understanding|MOUs?|agreement|contract|treaty)",
    re.IGNORECASE,
)
# `이번 업무협약은`, `이번 한-브라질 양해각서 체결은`: one that was told before.
_BACK = re.compile(
    rf"(?:이번|본|동|해당)\s(?:[가-힣A-Za-z·\-]+(?<![을를에서로과와은는])\s)?{_THING}(?:\s?\([^()]*\))?(?:\s?체결)?(?:은|는|이|을 계기|를 계기|을 통해|를 통해|로|으로|의)"
)
_COUNTED = re.compile(r"(?:총\s?)?\d[\d,]*\s?건|\d[\d,]*\s?개사|상당|규모|실적|성과")
_PAST = re.compile(
    r"^(?:했|하였|됐|되었|한(?!다)|된(?!다)|하고|하며|해|함|됨|었|었다|은\s|고|으며|을 통해|하는 등|에 성공|하였으며|하여)|바\s?있"
)
_PLANNED = re.compile(
    r"예정|계획|방침|기로|^(?:할|을|될)|^(?:한다|합니다|된다|됩니다)|^(?:습니다|는다)|하기로|추진|^하는\s?방안"
)
_SENTENCE_PLANNED = re.compile(r"(?:예정|계획|방침)(?:이|입|임|$|\.)|할 것")
_PAST_SYLLABLES = "".join(
    chr(code) for code in range(0xAC00, 0xD7A4) if (code - 0xAC00) % 28 == 20 and chr(code) not in "있겠"
)
_SENTENCE_PAST = re.compile(rf"고 있(?:다|습니다)|[{_PAST_SYLLABLES}](?:다|습니다)|[하되]였|했으며|밝혔")
# What somebody hopes for or asks of the other side is no plan.
_WISHED = re.compile(r"희망|바란다|바라|당부|촉구|요청|제안")
_AFTER_THAT = re.compile(r"^(?:을|를)?\s?(?:계기|기념|바탕)|^(?:로|으로)\s|^\s?(?:이후|후|에 따|이래)")


@dataclass(slots=True)
class _Hit:
    thing: str
    status: str
    start: int
    end: int
    between: Span | None = None  # brackets that name the parties


def kind_of(thing: str) -> str:
    """`MOU`, `contract`, `treaty` or `other`, by what it is called."""
    plain = thing.replace(" ", "")
    if re.search(r"계약|合同|contract", plain, re.IGNORECASE):
        return "contract"
    if re.search(r"협정|조약|协定|条约|treaty", plain, re.IGNORECASE):
        return "treaty"
    if re.search(r"협약|양해각서|MOU|MoU|备忘录|memorand", plain, re.IGNORECASE):
        return "MOU"
    return "other"


def find(scene: Scene) -> tuple[Agreement, ...]:
    """Agreements in order, each once however often it is named."""
    if scene.language == "en":
        return english.find(scene)
    found: list[Agreement] = []
    for index, sentence in enumerate(scene.sentences):
        back = _BACK.search(sentence.text)
        for hit in _hits(scene, sentence):
            if found and back and back.start() <= hit.start - sentence.start < back.end():
                continue
            if found and sentence.in_speech(hit.start):
                continue  # somebody speaks of one that was told
            agreement = _agreement(scene, sentence, index, hit)
            if agreement is None:
                continue
            same = next((i for i, each in enumerate(found) if _is_same(each, agreement)), None)
            if same is None:
                found.append(agreement)
            else:
                found[same] = _joined(found[same], agreement)
    return tuple(found)


def _hits(scene: Scene, sentence: Sentence) -> list[_Hit]:
    if scene.language == "zh":
        return [
            _Hit(
                m["thing"],
                "planned" if re.search(r"将|拟|计划", sentence.text[: m.start()][-30:]) else "signed",
                sentence.start + m.start(),
                sentence.start + m.end(),
            )
            for m in _CHINESE.finditer(sentence.text)
        ]
    if scene.language == "en":
        return [
            _Hit(
                m["thing"],
                "planned" if re.search(r"\b(?:will|to|plans?)\s$", sentence.text[: m.start()]) else "signed",
                sentence.start + m.start(),
                sentence.start + m.end(),
            )
            for m in _ENGLISH.finditer(sentence.text)
        ]
    return _korean_hits(sentence)


def _korean_hits(sentence: Sentence) -> list[_Hit]:
    hits = []
    back = _BACK.search(sentence.text)
    for match in _KOREAN.finditer(sentence.text):
        if match["count"] or re.search(r"\d\s?건\s?(?:의|,|\()?\s?[^,.]{0,12}$", sentence.text[: match.start()][-16:]):
            continue
        if re.search(r"체결식|체결\s?품목|체결\s?건수|체결\s?지원", sentence.text[match.start() : match.end() + 4]):
            continue
        after = sentence.text[match.end("verb") : match.end("verb") + 30]
        if re.match(r"(?:을|를)?\s?통해|을\s|의\s", after) and _WISHED.search(sentence.text[match.end() :]):
            continue
        hits.append(
            _Hit(
                "MOU" if re.match(r"\s?\(M[Oo]U\)", sentence.text[match.end("thing") :][:6]) else match["thing"],
                _status(after, sentence),
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
        if all(not hit.start <= begin < hit.end for hit in hits):
            hits.append(
                _Hit(
                    match["thing"] or match["thing2"] or match["thing3"], "signed", begin, sentence.start + match.end()
                )
            )
    return hits


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


def _agreement(scene: Scene, sentence: Sentence, index: int, hit: _Hit) -> Agreement | None:
    parties = _parties(scene, sentence, index, hit)
    title = _title(scene, sentence, hit)
    if title and len(named := _in_title(scene, sentence, title)) > 1:
        parties = named
    if len(parties) < 2 and not title and not (parties and scene.language == "ko" and _two_countries(sentence, hit)):
        return None
    if kind_of(hit.thing) == "contract" and (_COUNTED.search(sentence.text) and len(parties) < 2):
        return None
    date = _date(scene, sentence, hit)
    spans: list[Span] = [(hit.start, hit.end)]
    spans += [(start, end) for start, end, entity in sentence.entities if entity in parties]
    names = tuple(entity.name for entity in parties)
    if len(names) < 2:
        names = _named_in(scene, title, names) if title else names
    if len(names) < 2 and _two_countries(sentence, hit) and (countries := _countries(scene, sentence)):
        names = countries
    return Agreement(
        kind_of(hit.thing), names, hit.status, date, title, tuple(dict.fromkeys(spans)), 0.6 if len(names) > 1 else 0.4
    )


def _in_title(scene: Scene, sentence: Sentence, title: str) -> list[Entity]:
    """The bodies that the name of the agreement joins: `‘KOTRA-IBK기업은행 업무협약’`."""
    start = sentence.start + sentence.text.find(title)
    return _once(entity for _, _, entity in scene.entities_between(start, start + len(title)))


def _countries(scene: Scene, sentence: Sentence) -> tuple[str, ...]:
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


def _named_in(scene: Scene, title: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Parties that the name of the agreement tells: `한-장쑤 … MOU`."""
    others = [
        e.name
        for e in scene.entities
        if e.kind == "local_gov"
        and e.name not in names
        and any(re.sub(r"(?:성|시|도)?(?:\s?정부)?$", "", form) in title for form in e.forms)
    ]
    return (*names, *others[:1])


def _two_countries(sentence: Sentence, hit: _Hit) -> bool:
    return bool(re.search(r"양국|양측|한중|한·중|한-", sentence.text[: hit.start - sentence.start]))


def _parties(scene: Scene, sentence: Sentence, index: int, hit: _Hit) -> list[Entity]:
    if hit.between and len(named := [entity for _, _, entity in scene.entities_between(*hit.between)]) > 1:
        return named
    if re.search(r"\S간에\s(?:체결|맺)", scene.folded[hit.start : hit.end]):
        return _once(entity for _, _, entity in scene.entities_between(hit.start, hit.end))
    if joined := among(scene, sentence, hit.start):
        return _once(joined)
    subjects = topics(scene, sentence, hit.start)
    if not subjects:
        subjects = _speaking(scene, sentence, hit.start) or _topic_before(scene, index, sentence)
    others = partners(scene, sentence, sentence.start, hit.start)
    if len(others) != 1 and (of_state := _of_state(scene, sentence, hit)):
        others = of_state
    if _TAKING_PART.search(sentence.text[: hit.start - sentence.start]):
        return _once(entity for start, _, entity in sentence.entities if start < hit.start)
    parties = [*subjects, *(entity for entity in others if entity not in subjects)]
    parties += [entity for entity in _noted(scene, sentence, index, hit) if entity not in parties]
    if len(parties) < 2 and (
        scene.language != "ko" or re.search(r"(?:양\s?기관|양측|3자|세 기관|기관들|간)\s", sentence.text)
    ):
        parties += [entity for start, _, entity in sentence.entities if start < hit.start and entity not in parties]
    return _once(parties)


def _once(entities: Iterable[Entity]) -> list[Entity]:
    return list({entity.key: entity for entity in entities}.values())


_TAKING_PART = re.compile(r"(?:이|가|등이)\s(?:함께\s)?(?:참여|참석)(?:하여|해|한)\s")
_WITH_STATE = re.compile(r"(?:(?<=^)|(?<=[\s,]))(?P<state>[가-힣]{2,8})(?:와|과)(?:는|도)?\s")


def _of_state(scene: Scene, sentence: Sentence, hit: _Hit) -> list[Entity]:
    """`에티오피아와는 … 양해각서를 체결`: the one body of that country of which the text speaks."""
    for match in _WITH_STATE.finditer(sentence.text[: hit.start - sentence.start]):
        place = places().get(match["state"])
        if place and place.kind == "country" and place.country != "KR":
            bodies = [e for e in scene.entities if e.country == place.country and e.kind in {"ministry", "agency"}]
            if len(bodies) == 1:
                return bodies
    return []


def _speaking(scene: Scene, sentence: Sentence, until: int) -> list[Entity]:
    """The bodies of persons who are the topic: `이… 청장은 … 장관과 양해각서를 교환`."""
    for person in scene.persons:
        for start, end in [*person.names(scene.folded), *(span for _, span in person.others)]:
            if sentence.start <= start < until and re.match(
                r"[^,()]{0,14}(?:은|는|이|가)\s", scene.folded[end : end + 20]
            ):
                entity = next((each for each in scene.entities if each.name == person.org), None)
                return [entity] if entity else []
    return []


def _noted(scene: Scene, sentence: Sentence, index: int, hit: _Hit) -> list[Entity]:
    """Parties that a footnote lists: `주요 6개* 학회들과 … 협약을 체결`."""
    told = sentence.text[: hit.start - sentence.start]
    marks = re.findall(
        r"(?:\d+개\s?[가-힣]{1,8}|들|기관|학회|기업|단체|대학)(\*+)(?=,\s|·|\s?(?:과|와)\s|\s[가-힣]{0,8}(?:들|기관|학회|기업|단체|대학)[가-힣]{0,2}(?:과|와)\s)",
        told,
    ) or re.findall(r"(\*+)\s?[가-힣]{0,8}(?:들|기관|학회|기업|단체|대학)[가-힣]{0,2}(?:과|와)\s", told)
    if not re.search(r"\*\s?[가-힣]{0,8}(?:과|와)\s", told):
        return []
    notes = [each for each in scene.sentences[index + 1 : index + 6] if re.match(r"\*+", each.text)]
    return [
        entity
        for mark in marks
        for note in notes
        if (own := re.match(r"\*+", note.text)) and own.group() == mark
        for _, _, entity in note.entities
    ]


def _topic_before(scene: Scene, index: int, sentence: Sentence) -> list[Entity]:
    """A sentence without a topic of its own goes on with that of the sentence before."""
    for earlier in reversed(scene.sentences[max(0, index - 3) : index]):
        if found := topics(scene, earlier):
            return found
    return [scene.host] if scene.host else []


def _title(scene: Scene, sentence: Sentence, hit: _Hit) -> str | None:
    """A name in quotes that ends in the kind of agreement."""
    for start, end in sentence.names:
        text = scene.folded[start:end]
        if re.search(rf"{_THING}\*?\s?(?:\([^()]*\))?$|备忘录$|协议$", text) and abs(start - hit.start) < 80:
            return text
    return None


def _date(scene: Scene, sentence: Sentence, hit: _Hit) -> str | None:
    before = [
        when
        for when in sentence.whens
        if when.span[1] <= hit.end and not when.until and not sentence.in_speech(when.span[0])
    ]
    if not before and hit.status == "signed":
        # Signed on the day of which the paragraph speaks.
        before = [
            when
            for earlier in scene.sentences
            if earlier.line == sentence.line and earlier.start < sentence.start
            for when in earlier.whens
            if len(when.start) == 10 and when.start == when.end and "X" not in when.start
        ]
    if not before:
        return None
    when = before[-1]
    return (
        when.start
        if when.start == when.end
        else (when.end if hit.status == "planned" and len(when.end) == 10 else when.start)
    )


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
