"""Places that act in Chinese texts: a province or city is a body where it governs, signs, sends or is led by somebody."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from itertools import accumulate

from docread.document import Span
from docread.names.chinese import places as where
from docread.names.entities import Mention
from docread.patterns import regex

_GOVERNMENT = regex(r"(?:人民政府|政府)(?![工采购网门层职间])")
_LED = regex(
    r"(?:委|人民政府|政府)?(?:常委|党委|党组)?[、,]?(?:常务|经济|政务|行政|国际|环境|[一-鿿]{2,4}(?=副知事|副市长|室长))?副?(?:[一-鿿]{0,4}室长|省长|市长|州长|区长|县长|知事|道知事|书记|行政首长|主席)(?!单位)"
)
_PARTY = regex(r"(?:省|市|区|县|自治区)?委(?:常委|书记|副书记|办公厅|宣传部|组织部|统战部)")
_ACTS = regex(
    r"(?:代表团|经贸代表团|政府代表团|方面)|(?:将|拟|计划|决定|愿|承诺|成为|组团|派出|高度重视)|(?:与|和|同)[^,。;]{0,40}(?:签署|签订|结好|缔结|友好|合作关系|建立|结为|举行会谈|共同|联合)|(?:日前|近日|当天|在[^,。;]{2,8})?(?:签署|签订)"
)
_LISTED = regex(
    r"(?:、[一-鿿]{2,9}(?:省|市|道|广域市|自治区|特别市))*(?:和[一-鿿]{2,9}(?:省|市|道|广域市))?等?(?:\d+个)?[^,。;、]{0,10}?(?:地方政府|组团|参展|参会|共同|派|代表)"
)
_PARTNER = regex(r"[与和同](?:韩国|日本|中国)?$")
_SIGNS = regex(r"[^,。;]{0,30}(?:签署|签订|结为|缔结|建立友好|友好合作)")


def _acts(folded: str, start: int, match: re.Match[str], end: int) -> bool:
    """Whether a place governs here: is led, sends, signs, or stands in a list of such."""
    stop = match.end()
    before = folded[max(start, match.start() - 4) : match.start()]
    if re.search(r"(?:在|于|位于|来自|赴|从|至|由|落户|抵达|前往|访问)(?:韩国|中国|日本)?$", before):
        return bool(_LED.match(folded, stop))
    if _LED.match(folded, stop) or _PARTY.match(folded, stop) or _ACTS.match(folded, stop, end):
        return True
    if _PARTNER.search(before) and _SIGNS.match(folded, stop, end):
        return True
    return bool(_LISTED.match(folded, stop, end))


def governing(folded: str, spans: tuple[Span, ...], mentions: list[Mention]) -> list[Mention]:
    """Mentions of places as bodies; all further ones in the same form of a place that acts once."""
    found: list[Mention] = []
    taken = sorted((m.start, m.end) for m in mentions)
    reach = list(accumulate((end for _, end in taken), max))  # how far those reach that begin up to one
    for start, end in spans:
        for match in where.local_pattern().finditer(folded, start, end):
            group = "name" if match["name"] else "other"
            name, first = match[group], match.start(group)
            country = where.country_of(name if match["name"] else match.group())
            if country is None or _is_within(taken, reach, first, match.end()):
                continue
            stop = match.end()
            if more := _GOVERNMENT.match(folded, stop):
                stop = more.end()
            elif not _acts(folded, start, match, end):
                continue
            found.append(Mention(first, stop, folded[first:stop], "local", name, country, "local_gov"))
    return [*found, *_counties(folded, spans, [*taken, *((m.start, m.end) for m in found)])]


def _is_within(taken: list[Span], reach: list[int], start: int, end: int) -> bool:
    """Whether something longer is taken there already."""
    at = bisect_right(taken, (start, sys.maxsize))
    return at > 0 and reach[at - 1] > end


# A county or city that no table knows, told by who leads it or by its government.
_COUNTY = regex(
    r"(?:(?<=^)|(?<=[,。、;:的与和由同在“\n 市省道]))(?P<name>[一-鿿]{2}[市县区郡])(?:(?P<gov>人民政府|政府)|(?=(?:委|人大|政协)?(?:常委|党组)?[、,]?(?:常务|代)?副?(?:市长|县长|区长|郡守|书记)))"
)
_NO_COUNTY = regex(
    r"^(?:两地|全市|我市|各市|该市|本市|开发|高新|园区|城区|市区|景区|社区|地区|新区|片区|辖区|[两三各全我该本]|[一-鿿]副|[党常])"
)


def _counties(folded: str, spans: tuple[Span, ...], taken: list[Span]) -> list[Mention]:
    found = []
    for start, end in spans:
        for match in _COUNTY.finditer(folded, start, end):
            begin, stop = match.start(), match.end("gov") if match["gov"] else match.end("name")
            if _NO_COUNTY.search(match["name"]) or any(a < stop and begin < b for a, b in taken):
                continue
            before = where.last_country_in(folded[max(start, begin - 8) : begin])
            country = "KR" if match["name"].endswith("郡") else before or "CN"
            found.append(Mention(begin, stop, folded[begin:stop], "local", match["name"], country, "local_gov"))
    return found
