"""One body under its several Chinese names: short forms, glosses in brackets, `以下简称“…”`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docread.document import Span
from docread.names.chinese import places as where
from docread.names.entities import Entity, Mention
from docread.patterns import regex

_NAME = r"[“\"'‘「]?(?P<{group}>[一-鿿A-Za-z0-9·]{{2,14}})[”\"'’」]?"
_GLOSS = regex(
    r"\((?:英文(?:简称|名称|缩写)?[:为]?)?(?P<other>[A-Z][A-Za-z0-9&.\- ]{1,40})(?:[,;:]\s?(?:以下)?(?:统一)?简\s?称(?:为|:)?\s?"
    + _NAME.format(group="also")
    + r")?\)|\((?:[一-鿿A-Za-z :]{0,30}[,;]\s?)?(?:以下|下文)?(?:统一)?(?:简\s?称|下称)(?:为|:)?\s?"
    + _NAME.format(group="short")
    + r"(?:[或、和]"
    + _NAME.format(group="second")
    + r")?\)"
)
_PREFIX = regex(r"^(?:中国|中华人民共和国|大韩民国|韩国|日本|国家|[一-鿿]{2,8}(?:省|市|区|县|道|自治区|广域市)|中共)+$")


@dataclass(slots=True)
class ChineseEntity(Entity):
    """A body of a Chinese text: its name is the fullest form that is printed."""

    known_as: tuple[int, str] = (-1, "")
    """The name with the number of mentions from which it was told."""

    @property
    def name(self) -> str:
        count = len(self.mentions) + len(self.others)
        if self.known_as[0] != count:
            self.known_as = count, self._fullest()
        return self.known_as[1]

    def _fullest(self) -> str:
        printed = list(dict.fromkeys([m.text for m in self.mentions] + [text for text, _ in self.others]))
        if self.kind == "local_gov" and self.mentions:
            return min((mention.text for mention in self.mentions), key=len)
        chinese = [text for text in printed if re.search("[一-鿿]", text)] or printed
        return max(chinese, key=len)


def merged(folded: str, spans: tuple[Span, ...], mentions: list[Mention]) -> list[Entity]:
    """Entities in the order of their first mention."""
    entities: dict[str, Entity] = {}
    for mention in mentions:
        if mention.rule == "local":
            mention.key = re.sub(r"(?:人民)?政府$", "", mention.key)
        entity = entities.setdefault(mention.key, ChineseEntity(mention.key, mention.country, mention.kind))
        entity.mentions.append(mention)
    _join_short_forms(entities)
    for entity in entities.values():
        _add_bare_forms(entity)
    found = list(entities.values())
    for entity in found:
        _add_glosses(folded, entity)
    found = _joined_by_gloss(found)
    taken = {(m.start, m.end) for entity in found for m in entity.mentions}
    taken |= {span for entity in found for _, span in entity.others}
    for entity in found:
        _add_short_mentions(folded, spans, entity, taken)
        entity.mentions.sort(key=lambda mention: mention.start)
    return sorted(found, key=lambda entity: entity.mentions[0].start)


_LAND = regex(
    r"(?:中国|韩国|日本|大韩民国|美国|德国|新加坡)(?=[一-鿿A-Za-z]{3,})(?!驻|人民|商会|银行|石|海|移|联|电|科学院|中车|信|国)"
)


def _add_bare_forms(entity: Entity) -> None:
    """`韩国泰泉能源株式会社` is also printed without its country, and a city without its province."""
    for mention in list(entity.mentions):
        if mention.kind == "local_gov":
            _add_local_forms(entity, mention)
        elif (
            (land := _LAND.match(mention.text))
            and (land.group() != "中国" or mention.text[-1] == "部" or "部" in mention.text)
            and mention.kind in {"company", "ministry", "agency", "university", "institute"}
        ):
            entity.others.append((mention.text[land.end() :], (mention.start + land.end(), mention.end)))


def _add_local_forms(entity: Entity, mention: Mention) -> None:
    """`韩国仁川市政府`: also 仁川市."""
    text = re.sub(r"(?:人民)?政府$", "", mention.text)
    if text != mention.text:
        entity.others.append((text, (mention.start, mention.start + len(text))))


def _join_short_forms(entities: dict[str, Entity]) -> None:
    for short in sorted(entities, key=len):
        longer = [key for key in entities if key != short and is_short_of(short, key)]
        if not longer:
            continue
        at = entities[short].mentions[0].start
        before = [key for key in longer if entities[key].mentions[0].start < at]
        owner = entities[(before or longer)[-1] if before else longer[0]]
        one = entities.pop(short)
        owner.mentions += one.mentions
        if owner.kind in {"agency", "other"} and one.kind != "agency":
            owner.kind = one.kind


def is_short_of(short: str, long: str) -> bool:
    """Whether a name is short for another: `省生态环境厅` or `山东生态环境厅` of `山东省生态环境厅`; `韩国环境公团` of `大韩民国环境公团`."""
    if len(short) < 3 or len(short) >= len(long):
        return False
    if long.endswith(short):
        return bool(_PREFIX.match(long[: len(long) - len(short)])) or (
            short[0] in "省市县区" and bool(re.search(r"[一-鿿]{2,}$", long[: len(long) - len(short)]))
        )
    place = where.at(long)
    if place and place["suffix"]:
        return place["stem"] + long[place.end() :] == short
    return _contracted(long) == short


_CONTRACTED = (
    ("国际贸易促进委员会", "贸促会"), ("发展和改革委员会", "发改委"), ("发展和改革委员会", "发展改革委"), ("人民政府外事办公室", "外办"), ("外事办公室", "外办"), ("外事办公室", "外事办"),
    ("工业和信息化厅", "工信厅"), ("工业和信息化局", "工信局"), ("文化和旅游厅", "文旅厅"), ("文化和旅游局", "文旅局"), ("科学技术厅", "科技厅"), ("科学技术局", "科技局"), ("卫生健康委员会", "卫健委"),
    ("人力资源和社会保障厅", "人社厅"), ("住房和城乡建设厅", "住建厅"), ("国有资产监督管理委员会", "国资委"), ("工商业联合会", "工商联"), ("管理委员会", "管委会"), ("总领事馆", "总领馆"), ("市场监督管理局", "市场监管局"),
    ("人民政府", "政府"), ("有限责任公司", ""), ("股份有限公司", ""), ("集团有限公司", "集团"), ("有限公司", ""), ("株式会社", ""),
)  # fmt: skip


def _without_region(name: str) -> str:
    place = where.at(name)
    return name[place.end() :] if place else name


def _contracted(long: str) -> str | None:
    """A name with its matter or its form of firm as it is shortened."""
    for full, short in _CONTRACTED:
        if long.endswith(full) and len(long) > len(full) + 1:
            return long[: len(long) - len(full)] + short
    return None


def _add_glosses(folded: str, entity: Entity) -> None:
    for mention in list(entity.mentions):
        match = _GLOSS.match(folded, mention.end)
        if match:
            for group in ("other", "also", "short", "second"):
                if match[group] and not re.search(r"\d{4}$", match[group]) and match[group] not in {"公司", "本公司"}:
                    entity.others.append((match[group].strip(), match.span(group)))


def _joined_by_gloss(entities: list[Entity]) -> list[Entity]:
    owners = {text: entity for entity in entities for text, _ in entity.others}
    kept: list[Entity] = []
    for entity in entities:
        owner = next((owners[m.text] for m in entity.mentions if m.text in owners), None)
        if owner is not None and owner is not entity:
            owner.mentions += entity.mentions
        else:
            kept.append(entity)
    return kept


def _add_short_mentions(folded: str, spans: tuple[Span, ...], entity: Entity, taken: set[Span]) -> None:
    """Further mentions under a short name that the text introduced, and under the name of a firm without its form."""
    texts = {text for text, span in entity.others if folded[span[0] - 1] in "(“\"'‘:「称为 "}
    if entity.kind == "company":
        for mention in entity.mentions:
            short = _contracted(mention.text) or ""
            bare = _LAND.sub("", short, count=1) if _LAND.match(short) else short
            texts |= {each for each in (short, bare, _without_region(bare)) if len(each) >= 4}
    for text in sorted(texts, key=len, reverse=True):
        for match in re.finditer(re.escape(text), folded):
            inside = any(start <= match.start() < end for start, end in spans)
            if inside and all(match.end() <= a or b <= match.start() for a, b in taken):
                entity.mentions.append(Mention(*match.span(), text, "known", entity.key, entity.country, entity.kind))
                taken.add(match.span())
