"""Places that act in Chinese texts: a province or city is a body where it governs, signs, sends or is led by somebody."""

from __future__ import annotations

import re

from docread.document import Span
from docread.names import chinese_places as where
from docread.names.organisations import Mention

_GOVERNMENT = re.compile(r"(?:人民政府|政府)(?![工采购网门层职间])")
_LED = re.compile(r"(?:委|人民政府|政府)?(?:常委|党委|党组)?[、,]?(?:常务)?副?(?:省长|市长|州长|区长|县长|知事|道知事|书记|行政首长|主席)(?!单位)")
_PARTY = re.compile(r"(?:省|市|区|县|自治区)?委(?:常委|书记|副书记|办公厅|宣传部|组织部|统战部)")
_ACTS = re.compile(
    r"(?:代表团|经贸代表团|政府代表团|方面)|(?:将|拟|愿|愿意|高度重视|与|和|同)(?=[^,。;]{0,30}(?:签署|签订|结好|缔结|友好|合作关系|建立|结为|举行会谈))"
)
_LISTED = re.compile(r"[、和与及](?=[一-鿿]{2,6}(?:省|市|道|广域市|自治区))")
_SIDE = re.compile(r"(?:将|愿|愿意|希望|愿同|愿与|表示)")


def governing(folded: str, spans: tuple[Span, ...], mentions: list[Mention]) -> list[Mention]:
    """Mentions of places as bodies; all further ones in the same form of a place that acts once."""
    found: list[Mention] = []
    taken = [(m.start, m.end) for m in mentions]
    for start, end in spans:
        for match in where.local_pattern().finditer(folded, start, end):
            country = where.by_name()[match["stem"]][0] if match["stem"] else _country_before(folded, start, match)
            if country is None or any(a <= match.start() < b and match.end() < b for a, b in taken):
                continue
            stop = match.end()
            if more := _GOVERNMENT.match(folded, stop):
                stop = more.end()
            elif not (_LED.match(folded, stop) or _PARTY.match(folded, stop) or _ACTS.match(folded, stop)):
                continue
            found.append(
                Mention(match.start(), stop, folded[match.start() : stop], "local", match["name"], country, "local_gov")
            )
    return found


def _country_before(folded: str, start: int, match: re.Match[str]) -> str | None:
    """A city that is not known, right after a place that is: `韩国高敞郡`, `山东省邹城市`."""
    before = folded[max(start, match.start() - 8) : match.start()]
    named = list(where.place_pattern().finditer(before))
    return where.by_name()[named[-1]["stem"]][0] if named and named[-1].end() == len(before) else None
