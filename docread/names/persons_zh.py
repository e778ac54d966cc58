"""Persons in Chinese texts: role, then name, as officials are written; or name after the body that they lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docread.document import Span
from docread.names.organisations import Entity

if TYPE_CHECKING:
    from docread.names.persons import Found

_ROLES = r"(?:党组书记、?|常务|党委)?(?:副)?(?:书记|省长|市长|区长|部长助理|部长|厅长|局长|司长|处长|主任|主席|会长|理事长|董事长|总经理|总裁|院长|所长|秘书长|大使|总领事|校长|长官|室长|团长|组长|代表|委员长|总理)"
_SURNAMES = "王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文朴安权郑柳车尚葛"
_BEFORE = re.compile(
    rf"(?P<role>{_ROLES})(?P<name>[{_SURNAMES}][一-鿿]{{1,2}})(?=[，、。（\s在与和会表出率一主致介说指强应对代为同])"
)


def find(folded: str, spans: tuple[Span, ...], entities: list[Entity]) -> list[Found]:
    from docread.names.persons import Found

    found: dict[str, Found] = {}
    for start, end in spans:
        for match in _BEFORE.finditer(folded, start, end):
            near = [
                (mention.end, entity)
                for entity in entities
                for mention in entity.mentions
                if mention.end <= match.start() and match.start() - mention.end <= 12
            ]
            org = max(near, key=lambda item: item[0])[1].name if near else None
            name = match["name"]
            if name not in found:
                found[name] = Found(name, match["role"], org, [match.span("name"), match.span("role")], "chinese")
    return list(found.values())
