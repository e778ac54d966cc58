"""Persons in Chinese texts: role before the name as officials are written, name before the role, names of other lands."""

from __future__ import annotations

import re

from docread.document import Span
from docread.names.chinese import places as where
from docread.names.chinese.roles import ROLE, ROLE_AFTER, role_start
from docread.names.entities import Entity, PersonMention
from docread.patterns import regex

_DOUBLE = "欧阳|司马|上官|诸葛|南宫|皇甫|夏侯|慕容|令狐|公孙|端木|鲜于|独孤|东方|西门|司徒|尉迟|长孙|宇文|司空|呼延|万俟|闻人|赫连|澹台|公冶|宗政|濮阳|淳于|太叔|申屠|轩辕|钟离|司寇|颛孙|巫马|公西|漆雕|乐正|拓跋|谷梁|百里|东郭|南门|羊舌|梁丘|左丘"
_JAPANESE = "佐藤|铃木|高桥|田中|渡边|伊藤|山本|中村|小林|加藤|吉田|山田|佐佐木|山口|松本|井上|木村|清水|山崎|池田|桥本|阿部|石川|前田|藤田|小川|后藤|冈田|长谷川|村上|近藤|石井|坂本|远藤|青木|藤井|西村|福田|太田|三浦|藤原|松田|中川|原田|小野|田村|竹内|金子|和田|中山|石田|上田|森田|横井|垂秀|金杉|小池|河野|岸田|安倍|丸山|平野|大野|野村|菊池|工藤|今井|高木|大西"
_SURNAMES = (
    "具赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
    "穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢裴陆荣翁荀羊"
    "惠甄曲封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲台从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通"
    "边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾沙养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑亢况有琴商牟佘佴"
    "夫宾庆昔敦弼邸郄禤缐操邝栗鹿肇原仝库雒蹇尉介银归锁冶妥喇占苟户俎员畅郏芦晋卓靖伊"
    "伯赏墨哈谯笪年爱阳佟肖付代闫朴玄罗南奉睦表河片太皇奈卢千智剑辛延邕魚秦承邦芸苑苟岩卓檀展初战由郇衣矫隋亓綦冼岂付覃麦揭冼蒙农韦官欧区尧亢励来裘忻应"
)
_GIVEN = r"[一-鿿]"
# After a name: a sign, or a word with which the sentence goes on.
_VERBS = (
    "此前|随后|此次|介绍|表示|发布|接待|动情|回访|专题|推介|宣传|展示|履新|率先|回国|返|随行|讲述|表达|坦承|证实|补充|号召|倡议|承诺|保证|推荐|牵头|按下|登台|现身|莅临|点评|评价|看望|慰问|检查|督导|走进|接见|迎接|宴请|双双|均|都|先|再|正|刚|今|昨|上午|下午|举行|会面|会晤|交谈|召开|主动|热情|紧紧|连线|代|拟|会同|会后|致信|点赞|兴奋|感慨|激动|笑|也|又|便|要|称赞|盛赞|寄语|畅谈|勉励|转达|转交|委托|赠送|互赠|签订|联合|联袂|受聘|荣获|获|被|因|由|特别|专门|从业|长期|指出|强调|说|称|认为|出席|率|会见|会谈|致辞|致词|致欢迎辞|主持|参加|一行|陪同|宣布|讲话|作|代表|首先|分别|先后|带队|带领|应邀|受邀|透露|告诉|告知|回应|回顾|提出|希望|建议|呼吁|坦言|解读|感谢|欢迎|"
    "随团|专程|前往|赴|到|抵达|来到|走访|考察|调研|参观|访问|拜会|拜访|接受|共同|签署|签约|签字|见证|揭牌|宣读|发表|阐述|演讲|发言|主讲|分享|围绕|结合|就|对|向|为|在|将|与|和|及|以及|等|并|也|还|则|从|于|是|的|已|曾|出任|担任|任|当选|祝贺|期待|高度|积极|充分|深入|进行|开展|通报|汇报|总结|部署|要求|听取|交流|座谈|现场|当天|日前|近日|亲自|一同|一道|携|邀请|视频|线上|以视频|通过|用|最后|重点|详细|简要|全程|参会|到会|与会|率团|同|同时|负责|牵头|教授|先生|女士|博士|院士|\\d|\\(|、|,|。|;|:|!|“|”|《|\\s|$"
)
_AFTER = rf"(?={_VERBS})"
# A single sign that joins cannot stand right before a verb: `王志和出席` is 王志和.
_JOINS = regex(
    r"(?:和|与|及|同|为|在|向|对|就|将|到|于|从)(?:[,。、;:]|介绍|表示|指出|强调|出席|率团|会见|致辞|主持|参加|一行|陪同|宣布|认为|说|等)"
)
_NAME = regex(
    rf"(?P<foreign>[一-鿿]{{1,7}}(?:·[一-鿿A-Z]{{1,8}}?){{1,3}}?){_AFTER}|(?P<double>(?:{_DOUBLE}){_GIVEN}{{1,2}}?){_AFTER}|(?P<japanese>(?:{_JAPANESE})[一-鿿]{{1,2}}?){_AFTER}|(?P<some>[{_SURNAMES}]某{{1,2}}){_AFTER}|(?P<short>[{_SURNAMES}]{_GIVEN}){_AFTER}|(?P<long>[{_SURNAMES}]{_GIVEN}{{2}}){_AFTER}|(?P<spaced>[{_SURNAMES}]\s{{1,2}}[一-鿿]){_AFTER}|(?P<bare>[{_SURNAMES}]{_GIVEN}[^\W发组提在与和为就对表说称指强介出主致率会考调访签展开推进参召举办及等向将已的了同者们处室局厅、])|(?P<any>[一-鿿]{{3}})(?=、|,|。|等|介绍|表示|说|指出|强调|出席|率|与|和|\(|会见|陪同|一行|主持|致辞)|(?P<latin>[A-Z][A-Za-z.'\-]+(?:\s[A-Z][A-Za-z.'\-]+){{1,3}})"
)
_THREE = regex(rf"[{_SURNAMES}]{_GIVEN}{{2}}{_AFTER}")
_NO_NAME = regex(
    r"^(?:经[商济贸理营验典过]|高度|表[示达扬明决态]|平台|方面|安全|国际|国家|时间|有关|相关|利用|能够|通过|相互|连续|广泛|广大|解决|应邀|应当|应用|经过|充分|容易|支撑|计划|谈话|向往|商会|商务|商定|台湾|江北|海外|查看|来自|来访|由衷|公布|公开|公司|公共|东北|东亚|空间|双方|双边|华北|华东|华南|水利|水务|明年|越来|满意|满足|融合|融入|爱心|年度|年初|年轻|阳光|太阳|承办|承接|智能|智慧|智库|延续|延伸|终于|居民|步入|步伐|师生|简单|沙龙|养老|后续|红色|游戏|查询|查阅|相信|平时|平等|平均|全年|从事|应急|成熟|成立|全面|全体|成员|成功|安排|方案|方式|任务|常务|许多|文化|文件|项目|关注|关系|关于|明确|明年|石油|白皮|马上|江苏|温室|都是|强调|强化|解决|管理|包括|于是|和平|成为|成立|项下|石化|安徽|安全|金融|金额|史上|房地|任职|任何|方法|高质|高水|高新|文旅|景区|包含|官方|官员|项链|应对|全程|全国|全球|全省|全市|元旦|成果|成效|时任|代表|党委|党组|宁波|齐鲁|温州|常州|广东|商务|华为|冷链|游客|路径|路演|关键|初步|初次|展开|展示|展览|展商|展会|都表|左右|强烈|盛赞|曾任|单位|边会|南方|费用|麦当|丰富|丰田|经济|解读|党建|谈及|计划|支持|常年|于近|于日|常驻|千万|干部|成都|金牌|高级|高管|方便|万元|龙头|石材|米兰|白云|程序|范围|符合|纪要|纪念|童装|项工|童年|沈阳|郑州|洪水|贺信|贺词|贺电|秦皇|严格|严肃|尤其|安装|万事|毛利|水平|时间|路线|路透|温暖|温馨|强劲|关心|关怀|顾问|夏季|冬季|包装)|[的了是在与和省市部厅局委团们]$|方面|代表|公司|集团|主任|会长|先生|女士$"
)


_STATE = regex(
    r"(?:(?:韩国|中国|日本|美国|越南|德国|法国|英国|俄罗斯|新加坡|蒙古国?|泰国|印度|大韩民国)(?=总统|总理|首相|外长|国家主席|财长|防长|外交部长))|(?:韩国|中国|日本|美国|越南|德国|法国|英国|俄罗斯|新加坡|蒙古国?|泰国|印度|大韩民国)$"
)


_POSTED = regex(r"(?P<post>(?:韩国|日本|中国|美国|德国|法国|英国|新加坡)?驻(?P<place>[一-鿿]{2,6}))$")


class _Finder:
    def __init__(self, folded: str, entities: list[Entity], host: Entity | None) -> None:
        self.folded, self.host, self.entities = folded, host, entities
        self.found: dict[str, PersonMention] = {}
        self.forms = {form for entity in entities for form in entity.forms}
        self.ends: dict[int, Entity] = {}
        for entity in entities:
            for mention in entity.mentions:
                self.ends[mention.end] = entity
            for _, (_, end) in entity.others:
                self.ends.setdefault(end, entity)
                for after in range(end + 1, end + 3):  # the quotes and the bracket of a gloss
                    if folded[after - 1 : after] not in {")", "”", '"'}:
                        break
                    self.ends.setdefault(after, entity)

    def add(self, name: str, span: Span, role: str, role_span: Span, org: str | None) -> None:
        known = self.found.get(name)
        if known is None:
            self.found[name] = PersonMention(name, role, org, [span, role_span], "chinese")
        elif span not in known.spans:
            known.spans.append(span)
            if known.org is None and org:
                known.org = org

    def body_before(self, position: int) -> str | None:
        """The body or the governing place that ends at a position."""
        if position in self.ends:
            return self.ends[position].name
        before = self.folded[max(0, position - 14) : position]
        if match := re.search(r"[一-鿿]{2,4}(?:省|市|区|县|自治区)委$|(?:省|市|区|县)委$", before):
            return _trimmed_committee(match.group())
        matches = list(where.local_pattern().finditer(before))
        if matches and matches[-1].end() == len(before):
            return matches[-1]["name"] or matches[-1]["other"]
        if posted := _POSTED.search(before):
            return self.mission(posted["place"], posted["post"])
        if re.search(r"[省市县区](?:人民)?政府$", before):
            return self.place_of_page()
        state = _STATE.search(before)
        return state.group() if state else None

    def mission(self, place: str, post: str) -> str | None:
        """The embassy or consulate in a place: `驻釜山总领事`; if it is not named, the post itself."""
        posts = [e for e in self.entities if e.kind == "embassy"]
        named = next((e.name for e in posts if any(place[-2:] in form for form in e.forms)), None)
        return named or (posts[0].name if len(posts) == 1 and post.startswith("驻") else post)

    def place_of_page(self) -> str | None:
        """The province or city of the body that speaks: that of `副市长` on its own pages."""
        match = where.at(self.host.name) if self.host else None
        if match and match["suffix"] and where.by_name()[match["stem"]][0] == "CN":
            return match.group()
        cities = [
            m for m in where.place_pattern().finditer(self.folded) if where.by_name()[m["stem"]] == ("CN", "city")
        ]
        if not cities:
            return None
        stems = [m["stem"] for m in cities]
        stem = max(stems, key=stems.count)
        return next((m.group() for m in cities if m["stem"] == stem and m["suffix"] == "市"), stem)

    def of_office(self, role: str) -> str | None:
        """The body that a role names itself: `组委会秘书长`, `管委会副主任`."""
        match = _OWN_OFFICE.match(role.rsplit("、", 1)[-1])
        if match is None:
            return None
        office = match["office"]
        if office in {"公司", "集团"}:
            firms = [e for e in (self.host, *self.entities) if e and e.kind == "company"]
            return firms[0].name if firms else None
        return next(
            (e.name for e in reversed(self.entities) if any(form.endswith(office) for form in e.forms)),
            self.of_host(office),
        )

    def of_host(self, office: str) -> str:
        """The body whose page it is, if it ends so."""
        return self.host.name if self.host and self.host.name.endswith(office) else office

    def of_place(self, start: int, before: int) -> str | None:
        """Whose mayor a `市长` without a place is: that of the place named last in the sentence, else of the page."""
        begin = max(self.folded.rfind("。", start, before), self.folded.rfind("\n", start, before), start - 1) + 1
        if invited := re.search(r"应[^。]*邀请", self.folded[begin:before]):
            begin += invited.end()
        named = list(where.local_pattern().finditer(self.folded, begin, before))
        return (named[-1]["name"] or named[-1]["other"]) if named else self.place_of_page()


def _trimmed_committee(text: str) -> str:
    for match in where.place_pattern().finditer(text):
        return text[match.start() :]
    return text


def find(folded: str, spans: tuple[Span, ...], entities: list[Entity], host: Entity | None) -> list[PersonMention]:
    """The persons named within `spans`, in order."""
    finder = _Finder(folded, entities, host)
    for start, end in spans:
        _roles_first(finder, start, end)
        _names_first(finder, start, end)
    for person in finder.found.values():
        _add_bare(folded, spans, person)
    return sorted(finder.found.values(), key=lambda each: each.spans[0])


def _add_bare(folded: str, spans: tuple[Span, ...], person: PersonMention) -> None:
    """Further mentions of a person by the name alone."""
    pattern = re.escape(person.name) + ("" if len(person.name) > 2 else _AFTER)
    for start, end in spans:
        for match in re.finditer(pattern, folded[:end]):
            if match.start() >= start and match.span() not in person.spans:
                person.spans.append(match.span())


def _roles_first(finder: _Finder, start: int, end: int) -> None:
    """`山东省生态环境厅党组书记、厅长王某某`; in a list a role without a body belongs to the body before."""
    folded, last_org, last_end = finder.folded, None, -1
    for match in ROLE.finditer(folded, start, end):
        name = _name_at(folded, match.end(), end)
        if name is None:
            continue
        begin = role_start(folded, max(start, last_end), match.start(), finder.ends)
        role = folded[begin : match.end()].lstrip("、,的")
        begin = match.end() - len(role)
        role, begin, org = _of_first(finder, start, begin, role, match.end())
        state = _STATE.match(role)
        if state and len(role) > state.end():
            role, begin = role[state.end() :], begin + state.end()
        org = org or finder.body_before(begin) or finder.body_before(begin - 1)
        if org and re.fullmatch(r"[省市区县]委", org):
            role, begin, org = org + role, begin - 2, None
        listed = last_org if re.fullmatch(r"[、,和与及]|以及", folded[last_end:begin]) else None
        org = org or _of_role(finder, start, begin, role, listed)
        at = folded.find(name, match.end())
        finder.add(name, (at, at + len(name)), role, (begin, match.end()), org)
        last_org, last_end = org, at + len(name)


# Roles that speak for no body unless one stands before them.
_OF_NOBODY = regex(
    r"市民|居民|村民|参展商|采购商|客商|经销商|企业家|留学生|研究生|博士生|志愿者|老板|店主|导演|投资人|创业者"
)
_ALONE = regex(r"(?:[与和同及由是的]|会见|以及|陪同|邀请)$")


def _of_role(finder: _Finder, start: int, begin: int, role: str, listed: str | None) -> str | None:
    """The body of a role right before which none stands: what the role names itself, the place that it governs, that
    of the person before in a list, one named shortly before, the body that speaks."""
    if _OF_NOBODY.fullmatch(role):
        return None
    if own := finder.of_office(role):
        return own
    if _OF_PLACES.search(role):
        return finder.of_place(start, begin)
    if re.match(r"[省市区县]委", role) and (place := finder.place_of_page()):
        return place + "委"
    if near := listed or _nearest(finder, start, begin):
        return near
    alone = not re.search(r"\w$", _ALONE.sub("。", finder.folded[max(0, begin - 4) : begin]))
    return finder.host.name if finder.host and alone else None


_OWN_OFFICE = regex(r"(?P<office>组委会|管委会|研究会|协会|学会|商会|联盟|集团|公司|秘书处|工委|理事会)(?=[一-鿿])")
_OF_PLACES = regex(r"^(?:[一-鿿]{0,6}副?|.*、)?(?:常务|政务|经济)?副?(?:省长|市长|区长|县长|州长|知事)$")
_OFFICE_OF = regex(rf"(?:{ROLE.pattern})[、兼]$")


def _of_first(finder: _Finder, start: int, begin: int, role: str, stop: int) -> tuple[str, int, str | None]:
    """`河创院院长、中国工程院院士公孙某`: of two bodies the first, with both roles."""
    for mention_end, entity in finder.ends.items():
        if mention_end != begin:
            continue
        for mention in entity.mentions:
            if mention.end != begin or not _OFFICE_OF.search(
                finder.folded[max(start, mention.start - 14) : mention.start]
            ):
                continue
            before = finder.folded[max(start, mention.start - 14) : mention.start]
            first = mention.start - len(before) + _OFFICE_OF.search(before).start()  # type: ignore[union-attr]
            first = role_start(finder.folded, start, first, finder.ends)
            if org := finder.body_before(first):
                return finder.folded[first:stop], first, org
    return role, begin, None


_NO_ANY = regex(
    r"[的了是在与和对等为将各其及以所有会部厅局长任员记组团队人们就到从向说并被受要能可已还也都不无企业单位代表公司]"
)
# Roles that are hardly ever a word of the sentence, so that a name follows whatever comes after it.
_FIRM_ROLE = regex(
    r"(?:[省市区县厅局司处署院校会社]长|书记|主任|主席|董事长|总经理|总裁|大使|总领事|理事长|秘书长|本部长|室长)$"
)


def _name_at(folded: str, position: int, end: int) -> str | None:
    """The name that begins at a position, perhaps after a blank."""
    if folded[position : position + 1] in {" ", ":"}:
        position += 1
    match = _NAME.match(folded, position, end)
    if match is None:
        return None
    name = match.group()
    if match["short"] and _JOINS.match(folded, match.end()) and (three := _THREE.match(folded, position, end)):
        name = three.group()
    if match["any"] and (_NO_ANY.search(name) or where.at(name)):
        return None
    if (match["bare"] or match["any"]) and not _FIRM_ROLE.search(folded[max(0, position - 3) : position]):
        return None
    if (match["short"] or match["long"] or match["bare"]) and _NO_NAME.search(name):
        return None
    return name


def _nearest(finder: _Finder, start: int, before: int) -> str | None:
    """The body named last in the clause, a few words before the role."""
    near = [finish for finish in finder.ends if start < finish <= before and before - finish <= 16]
    if not near:
        return None
    finish = max(near)
    return None if re.search(r"[。;,]", finder.folded[finish:before]) else finder.ends[finish].name


_HOLDER = regex(
    rf"(?P<name>(?:{_DOUBLE})[一-鿿]{{1,2}}|[{_SURNAMES}](?:某{{1,2}}|[一-鿿]{{1,2}}))(?P<role>{ROLE_AFTER})(?=[一-鿿,。、:;()“]|$)"
)
_BEFORE_HOLDER = regex(r"(?:^|[,。、:;“\n(]|与|和|由|会见了?|邀请|陪同|在)$")
_BRACKETED = regex(r"(?P<name>[一-鿿·]{2,12})\((?P<inside>[一-鿿A-Za-z0-9、,\s·]{2,40})\)")


def _names_first(finder: _Finder, start: int, end: int) -> None:
    """`韩国环境公团金某某理事长`: the name between the body and the role; `王某某(山东省商务厅厅长)`."""
    folded = finder.folded
    for match in _HOLDER.finditer(folded, start, end):
        org = finder.body_before(match.start())
        name = match["name"]
        if (
            org is None
            and len(name) == 3
            and _BEFORE_HOLDER.search(folded[max(start, match.start() - 3) : match.start()])
        ):
            org = _nearest(finder, start, match.start()) or (finder.host.name if finder.host else None)
        if name in finder.forms:
            continue
        if org is None or name in finder.found or _NO_NAME.search(name) or re.search("[副总处厅局长部委]", name):
            continue
        finder.add(name, match.span("name"), match["role"], match.span("role"), org)
    _listed(finder, start, end)
    for match in _BRACKETED.finditer(folded, start, end):
        inside = match["inside"]
        role = next((m for m in ROLE.finditer(inside) if m.end() == len(inside)), None)
        shape = re.search(
            rf"(?:(?:{_DOUBLE})[一-鿿]{{1,2}}|[{_SURNAMES}][一-鿿]{{1,2}}|[一-鿿]+·[一-鿿·]+)$", match["name"]
        )
        if role is None or shape is None or shape.group() != match["name"] or _NO_NAME.search(match["name"]):
            continue
        at = match.start("inside")
        begin = role_start(folded, at, at + role.start(), finder.ends)
        stop = at + len(inside)
        org = finder.body_before(begin) or (folded[at:begin] or None)
        finder.add(match["name"], match.span("name"), folded[begin:stop], (begin, stop), org)


_BEFORE_BODY = regex(
    rf"(?:^|[\n、;:(]|\s)\s?(?P<name>(?:{_DOUBLE})[一-鿿]{{1,2}}|[{_SURNAMES}][一-鿿]{{1,2}})[\s,]{{1,3}}$"
)


def _listed(finder: _Finder, start: int, end: int) -> None:
    """`金某某 韩国环境产业协会会长`: in a list of guests the name stands before the body and the role."""
    folded = finder.folded
    for entity in finder.entities:
        for mention in entity.mentions:
            if not start <= mention.start < end:
                continue
            before = _BEFORE_BODY.search(folded, max(start, mention.start - 9), mention.start)
            role = ROLE.search(folded, mention.end, min(end, mention.end + 18)) if before else None
            if before is None or role is None or before["name"] in finder.found or _NO_NAME.search(before["name"]):
                continue
            office = folded[mention.end : role.end()]
            if re.search(r"[\s,。;、]", office) or not re.match(
                r"[\s,。;、)\n]|$", folded[role.end() : role.end() + 1]
            ):
                continue
            finder.add(before["name"], before.span("name"), office, (mention.end, role.end()), entity.name)
