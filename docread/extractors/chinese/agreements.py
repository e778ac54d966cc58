"""Agreements of Chinese texts: what was signed, or is to be signed, between whom."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from docread.document import Agreement, Span
from docread.extractors.chinese.subjects import (
    begins_with_partner,
    chain_before,
    orgs_of_persons,
    pair_before,
    pair_of_persons,
    partings,
    subject_of,
)
from docread.extractors.context import DocumentContext, Sentence
from docread.names.entities import Entity
from docread.patterns import regex

_THING = (
    r"谅解备忘录|合作备忘录|备忘录|战略合作框架协议|战略合作协议|合作框架协议|框架协议|合作协议书?|投资协议书?|投资合同|采购协议|采购合同|供货合同|供货协议|服务合同|服务协议|购销合同|销售合同|贸易合同|成交合同|建设合同|委托合同|"
    r"意向书|意向协议|合作意向|意向性协议|协议书?|合约|合同|自由贸易协定|协定|条约|议定书|联合声明|联合宣言|共同宣言|合作宣言|合作声明|倡议书|MOU|MoU|确认书|友好关系协议|友城协议|友好城市协议"
)
_VERB = r"签署|签订|签下|达成|缔结|互换|交换|续签|换签|签约|签"
_FORWARD = regex(
    rf"(?P<verb>{_VERB})(?:了|成|并交换)?(?P<count>[\d一二三四五六七八九十两多余数]+(?:余|多)?(?:份|项|个|笔))?(?P<between>(?:(?!签署|签订|签约)[^,。;!?\n]){{0,90}}?)(?P<thing>{_THING})(?P<close>》)?"
)
_BACKWARD = regex(
    rf"(?P<thing>{_THING})(?P<close>》)?(?:\([^()]{{2,20}}\))?[”]?(?:书)?(?:上|文本上)?(?:的)?(?:正式|成功|当天|当日|现场|在[^,。]{{1,20}}|由双方)?(?P<verb>签署|签订|签约|签字|签)(?P<after>[^,。;]{{0,6}})"
)
_ALSO = regex(rf"(?:、|和|及|以及|与)(?P<what>[一-鿿]{{0,14}}?(?P<thing>{_THING}))")
_HELD = regex(
    r"(?:举行|举办)(?:了)?(?P<thing>[^,。;:]{0,16}?(?:签约|签字|签署)仪式)|(?:正式|成功|现场|当场|顺利)(?P<bare>签约)(?![仪活项额总金]|\d)"
)
_PLANNED = regex(
    r"(?:将|拟|计划|有望|准备|择机|争取|力争|推动|尽快|即将|预计|希望|商定|同意|适时|条件成熟时|待)[^,。;《]{0,24}$"
)
_PLANNED_AFTER = regex(r"^(?:[^,。;]{0,6})(?:事宜|工作|进程|筹备|前期)")
_NOT_SIGNED = regex(r"(?:未|没有|不再|曾经|此前|去年|过去|已于20\d\d年)[^,。;]{0,6}$")
_COUNTED = regex(r"[\d一二三四五六七八九十两多余数]+(?:余|多)?(?:份|项|个|笔|单)[^,。;《]{0,14}$")
_BACK = regex(r"(?:该|此|上述|这份|这一|根据|按照|依据|履行|落实)[^,。;]{0,6}$")
_CEREMONY = regex(r"^(?:仪式|现场|活动|台|大会|会)")


@dataclass(slots=True)
class _Hit:
    thing: str
    status: str
    start: int
    end: int
    title: Span | None
    verb: int | None = None  # where the verb stands that it shares with the one before


def kind_of(thing: str, what: str, parties: list[Entity]) -> str:
    """`MOU`, `contract`, `treaty` or `other`, by what it is called (`what`: with the words before) and who signs."""
    firms = any(party.kind == "company" for party in parties)
    if re.search(
        r"合同|合约|采购协议|供货|购销|订单|(?:采购|经销|代理|许可|转让|租赁|合资|入园|入驻|落户|投资|供应|供货|销售|承包|服务|委托|购买|收购|并购|贷款|授信|融资|订购|股权)[一-鿿]{0,4}协议",
        what,
    ):
        return "contract"
    if re.search(r"协定|条约", thing) or (thing == "议定书" and all(party.kind == "ministry" for party in parties)):
        return "treaty"
    if re.search(r"友城|友好[^,。]{0,6}城市", what):
        return "MOU" if re.search(r"备忘录|意向书", what) else "other"
    if re.search(r"备忘录|意向|MOU|MoU|战略|框架|合作协议", what):
        return "MOU"
    return (
        "contract"
        if firms and (thing == "签约" or (thing == "协议" and re.search(r"达成|供|购|货|订", what)))
        else "other"
    )


def find(scene: DocumentContext) -> tuple[Agreement, ...]:
    """Agreements in order, each once however often it is named."""
    found: list[Agreement] = []
    vague, pending = False, None
    for index, sentence in enumerate(scene.sentences):
        for hit in _hits(scene, sentence):
            several = _agreements(scene, sentence, index, hit, vague)
            if not several:
                pending = hit.title or pending
                continue
            agreement = several[0]
            if pending and agreement.title in {None, hit.thing}:
                # `见证双方部门签署《…》`, and in the next sentence who signed.
                title = scene.folded[slice(*pending)]
                kind = kind_of(hit.thing, title, [e for e in scene.entities if e.name in agreement.parties])
                agreement = replace(agreement, kind=kind, title=title, spans=(pending, *agreement.spans))
                pending = None
            vague = agreement.date is None
            for each in (agreement, *several[1:]):
                _add(found, each)
    return tuple(found)


def _add(found: list[Agreement], agreement: Agreement) -> None:
    same = next((i for i, each in enumerate(found) if _is_same(each, agreement)), None)
    if same is None:
        found.append(agreement)
    else:
        found[same] = _joined(found[same], agreement)


def _hits(scene: DocumentContext, sentence: Sentence) -> list[_Hit]:
    hits: list[_Hit] = []
    text = sentence.text
    for match in (*_FORWARD.finditer(text), *_BACKWARD.finditer(text), *_HELD.finditer(text)):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        before = text[: match.start()]
        if any(hit.start < end and start < hit.end for hit in hits) or _NOT_SIGNED.search(before[-10:]):
            continue
        groups = match.groupdict()
        title = _title(scene, sentence, start, end)
        counted = groups.get("count") or _COUNTED.search(text[: max(0, match.start("thing"))][-20:])
        if (counted and not title) or _BACK.search(before[-12:]) or sentence.in_speech(start):
            continue
        if match.re is _BACKWARD and _CEREMONY.match(match["after"]) and not title:
            continue
        planned = _PLANNED.search(before[-30:]) or _PLANNED_AFTER.match(text[match.end() :])
        if match.re is _HELD and not _is_signing(scene, sentence, match, hits):
            continue
        hits.append(_Hit(match["thing"] or match["bare"], "planned" if planned else "signed", start, end, title))
        if match.re is _FORWARD and (also := _ALSO.match(text, match.end())):
            first = sentence.start + also.start("what")
            hits.append(_Hit(also["thing"], hits[-1].status, first, sentence.start + also.end(), None, start))
    return hits


def _is_signing(scene: DocumentContext, sentence: Sentence, match: re.Match[str], hits: list[_Hit]) -> bool:
    """`A与B举行战略合作签约仪式`: an agreement of just these two, if none is told otherwise."""
    return not hits and len(chain_before(scene, sentence, sentence.start + match.start())) == 2


def _title(scene: DocumentContext, sentence: Sentence, start: int, end: int) -> Span | None:
    for begin, stop in sentence.names:
        if (
            scene.folded[begin - 1] in "《「“"
            and start - 60 <= begin < end + 2
            and re.search(rf"(?:{_THING})(?:\([^()]*\))?$", scene.folded[begin:stop])
        ):
            return begin, stop
    return None


def _agreements(scene: DocumentContext, sentence: Sentence, index: int, hit: _Hit, vague: bool) -> list[Agreement]:
    """One agreement; several where one body signs with each of others, or pair after pair signs."""
    parties = _parties(scene, sentence, index, hit)
    if len(parties) < 2:
        return []
    return [
        _agreement(scene, sentence, index, hit, vague, each) for each in partings(scene, sentence, hit.start, parties)
    ]


def _agreement(
    scene: DocumentContext, sentence: Sentence, index: int, hit: _Hit, vague: bool, parties: list[Entity]
) -> Agreement:
    """What was signed, by whom, when."""
    title = scene.folded[slice(*hit.title)] if hit.title else _called(scene, hit)
    what = title or scene.folded[hit.start : hit.end]
    if (
        hit.thing.endswith("仪式")
        and scene.title
        and (named := re.search(rf"[一-鿿]{{0,8}}(?:{_THING})", scene.title.text))
    ):
        what = title = named.group()
    when = _date(scene, sentence, index, hit, vague)
    spans: list[Span] = [(hit.start, hit.end)]
    spans += [(start, end) for start, end, entity in sentence.entities if entity in parties]
    names = tuple(dict.fromkeys(entity.name for entity in parties))
    kind = kind_of(hit.thing, what + scene.folded[hit.start : hit.start + 2], parties)
    return Agreement(kind, names, hit.status, when, title, tuple(dict.fromkeys(spans)), 0.65)


_NO_TITLE = regex(r"[,。;:]|双方|^(?:了|该|此|本|的|一)|[\d]+[份项个]")


def _called(scene: DocumentContext, hit: _Hit) -> str | None:
    """What it is called without quotes: `氢能产业合作备忘录`."""
    text = scene.folded[hit.start : hit.end]
    if hit.verb is not None:
        return text
    match = re.match(rf"(?:{_VERB})(?:了|成)?(?:一份|首份)?(?P<name>[^,。;:《》“”]{{1,30}})$", text)
    return match["name"] if match and not _NO_TITLE.search(match["name"]) else None


def _parties(scene: DocumentContext, sentence: Sentence, index: int, hit: _Hit) -> list[Entity]:
    """Those joined before the verb; the one after `与` with the subject; those of the title; the two sides told before."""
    if hit.verb is not None:
        hit = _Hit(hit.thing, hit.status, hit.verb, hit.end, hit.title)
    clause = chain_before(scene, sentence, hit.start)
    if len(clause) > 1:
        led = begins_with_partner(scene, sentence, clause[0], hit.start)
        return _once([*subject_of(scene, sentence, index, hit.start), *clause]) if led else clause
    if people := _by_persons(scene, sentence, hit):
        return people
    inside = [e for a, _, e in sentence.entities if hit.start <= a < hit.end]
    if len(inside) > 1:
        return _once(inside)
    both = _once([*subject_of(scene, sentence, index, hit.start), *(clause or inside)])
    if len(both) > 1:
        return both
    before = _once([e for a, _, e in sentence.entities if a < hit.start])
    return pair_before(scene, sentence, index, hit.start) or (before if len(before) > 1 else [])


def _by_persons(scene: DocumentContext, sentence: Sentence, hit: _Hit) -> list[Entity]:
    """`公孙某与孔某签署`, `…厅长某某、…局长某某代表双方签字`: the bodies of those who sign."""
    if people := pair_of_persons(scene, sentence, hit.start):
        return people
    told = sentence.text[: hit.start - sentence.start]
    if not re.search(r"代表|分别|签字", told) or "见证" in told:
        return []
    people = orgs_of_persons(scene, sentence, hit.start)
    return people if len(people) > 1 else []


def _once(entities: list[Entity]) -> list[Entity]:
    return list({entity.key: entity for entity in entities}.values())


_VAGUE = regex(r"日前|近日|近期|此前|前不久|不久前|已与|已经|已同|已和|早前|最近")


def _date(scene: DocumentContext, sentence: Sentence, index: int, hit: _Hit, vague: bool) -> str | None:
    """The day before the verb in its sentence; else the one day of which the text speaks, unless it is left vague."""
    whens = [w for w in sentence.times if w.span[1] <= hit.start and not sentence.in_speech(w.span[0])]
    before = [w for w in whens if not w.until or hit.status == "planned"]
    between = scene.folded[before[-1].span[1] if before else sentence.start : hit.start]
    if _VAGUE.search(between):
        return None
    if before:
        when = before[-1]
        if scene.folded[slice(*when.span)] == "同日" and vague:
            return None
        if when.start == when.end:
            return when.start
        return when.start[:4] if hit.status == "planned" and len(when.end) == 7 else None
    if hit.status == "planned":
        return None
    told = [w for s in scene.sentences[:index] for w in s.times if len(w.start) == 10 and "X" not in w.start]
    today = scene.reference.isoformat() if scene.reference else "9"
    told = [w for w in told if w.start <= today]
    return told[-1].start if told and told[-1].start == told[-1].end else None


def _is_same(one: Agreement, other: Agreement) -> bool:
    if one.title and other.title and one.title != other.title:
        return False
    shared = set(one.parties) & set(other.parties)
    if one.date and other.date and one.date != other.date:
        return False
    return (one.kind == other.kind or bool(one.title and one.title == other.title)) and len(shared) >= min(
        2, len(one.parties), len(other.parties)
    )


def _joined(one: Agreement, other: Agreement) -> Agreement:
    return Agreement(
        one.kind,
        one.parties if len(one.parties) >= len(other.parties) else other.parties,
        one.status if one.status == other.status else "signed",
        one.date or other.date,
        one.title or other.title,
        tuple(dict.fromkeys((*one.spans, *other.spans))),
        max(one.confidence, other.confidence),
    )
