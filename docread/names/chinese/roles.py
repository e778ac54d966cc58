"""What people are, as Chinese texts write it before their names: `党组书记、厅长`, `国际合作处处长`, `常务副市长`."""

from __future__ import annotations

import re
from typing import Any

from docread.names.chinese import places as where
from docread.patterns import regex

_HEADS = (
    "总书记|党委书记|党组书记|书记|部长助理|部长级?|省长|市长|州长|区长|县长|镇长|乡长|厅长|局长|司长|处长|科长|署长|关长|行长|社长|馆长|台长|站长|所长|校长|院长|会长|理事长|秘书长|董事长|议长|室长|团长|组长|队长|班长|次长|课长|本部长|支社长|支部长|院士|"
    "主任委员|主任科员|主任|主席|总经理|经理|总裁|首席执行官|首席运营官|首席科学家|首席代表|首席专家|首席经济学家|CEO|首席|大使|公使衔参赞|公使|参赞|总领事|领事|代办|长官|代表理事|代表董事|代表|委员长|委员|总理|总统|国务委员|外长|议员|"
    "事务总长|事务局长|法人长|中心长|事业团长|支厅长|机构长|总务长|财长|防长|参事官|书记官|政策官|企划官|担当官|事务官|行政官|调整官|协力官|监查官|外交官|首席[一-鿿]{2,3}官|郡守|参展商|采购商|客商|经销商|企业家|设计师|留学生|研究生|博士生|志愿者|技术员|老板|店主|船长|教练|导演|投资人|创业者|业务员|老师|医生|市民|居民|村民|副院士|会长代行|知事|次官补|次官|专务|常务|理事|监事长|监事|董事|总监|负责人|发言人|巡视员|调研员|专员|督察专员|总工程师|工程师|总工|总会计师|教授|研究员|研究委员|专家|创始人|联合创始人|合伙人|主管|顾问|干事长|干事|法人代表|主编|总编辑|厂长|店长|园长|场长|主持人|常委|联络员|联络官|秘书|审议官|政策官|企划官|馆员|博士|特使|特派员|协调员|传教士|律师"
)
_MODIFIED = r"(?:第一|常务|代理|执行|名誉|荣誉|前|原|时任|现任|新任|首席|高级|资深|联席|候任|轮值|共同)?(?:副|代|总)?"
_GRADE = r"(?:\((?:正|副)?[一-鿿]{1,4}级?\))?"
ROLE = regex(rf"{_MODIFIED}(?:{_HEADS}){_GRADE}(?!们|团|处|性|人|院)")
ROLE_AFTER = rf"{_MODIFIED}(?:总书记|党委书记|书记|部长|省长|市长|区长|县长|厅长|局长|司长|处长|科长|署长|行长|社长|馆长|所长|校长|院长|会长|理事长|秘书长|董事长|议长|室长|团长|本部长|支社长|次官|主任|主席|总经理|总裁|大使|公使|参赞|总领事|领事|长官|代表|委员长|委员|总理|知事|教授|研究员|议员|专务|常务|先生|女士|博士)"
# Between a body and the head word: a department, an honour. What is before a verb or a sign is none of it.
_OFFICE = regex(r"[一-鿿A-Za-z0-9·\-(]{0,16}$")
_NO_OFFICE = regex(
    r".*(?:会见|拜会|邀请|陪同|在|由|与|和|同|是|为|的|了|到|从|对|向|率|请|及|说|据|以及|听取|欢迎|感谢|听|见|来自|随|介绍|出席|参加|致辞|主持|担任|任|特邀|嘉宾|其中|其|该|并|等|时任(?!)|访问|考察|[。,;:!?“”])"
)
_CHAIN = regex(rf"(?:{_MODIFIED}(?:{_HEADS}){_GRADE})(?:、|兼|,|暨|\s)$")
_COMMITTEE = regex(
    r"(?:党组成员|党委委员|党组副书记|党委副书记|党委常委|[省市县区]委常委|常委会委员|党组|党委|党工委)(?:、|兼)?$"
)


def role_start(folded: str, start: int, position: int, ends: dict[int, Any]) -> int:
    """Where the role begins whose head stands at `position`: with the roles joined before it and the department that it
    heads, up to the body that is named before."""
    begin = position
    while True:
        left = folded[max(start, begin - 24) : begin]
        part = _COMMITTEE.search(left) or _CHAIN.search(left)
        if part:
            begin -= len(left) - part.start()
            continue
        break
    return _with_office(folded, start, begin, ends)


def _with_office(folded: str, start: int, begin: int, ends: dict[int, Any]) -> int:
    """A department right before the head: `国际合作处(处长)`."""
    after = [finish for finish in ends if max(start, begin - 16) <= finish <= begin]
    between = folded[max(after) : begin] if after else ""
    if between in {"委", "省委", "市委"}:
        return begin
    if after and not re.search(r"[。,;:!?“”《》]|[与和及]", between) and not _NO_OFFICE.match(between):
        return begin - len(between.lstrip("、)的"))
    match = _OFFICE.search(folded[max(start, begin - 16) : begin])
    return begin - len(_office(folded, begin, match.group())) if match else begin


def _office(folded: str, begin: int, words: str) -> str:
    """What of the words before a head is its office."""
    cut = _NO_OFFICE.match(words)
    office = re.sub(r"^.*(?:省|市|县|区|道)(?=副|常|代)", "", words[cut.end() :] if cut else words)
    placed = False
    while (place := where.at(office)) and len(office) > place.end():
        office, placed = office[place.end() :], True
    office = re.sub(r"^驻[一-鿿]{2,6}$|^委$", "", office)
    if placed and len(office) <= 8:
        return office
    delimited = folded[begin - len(office) - 1 : begin - len(office)] in {"、", ",", "和", "与", "及", "("}
    if delimited and len(office) <= 7 and not re.search(r"[的了在是]|双方|一行", office):
        return office
    return office if _DEPARTMENT.search(office) and len(office) <= 12 else ""


_DEPARTMENT = regex(r"(?:处|科|室|部|司|局|中心|课|本部|区|分会|事业部|办)$")
