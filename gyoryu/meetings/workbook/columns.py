"""The one table of sheets and columns from which workbooks are read and templates are written.

A sheet or column is found by any of its names, compared without case, spaces and signs. The first name of each language
is the one that the template writes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gyoryu.base.names import Language
from gyoryu.base.sheets import Value
from gyoryu.meetings.workbook import values


@dataclass(frozen=True, slots=True)
class Column:
    """`names` by language, the template's own first. `carries`: a merged cell speaks for all rows it covers.
    `is_identity`: rows that have none of these are no records of their own."""

    code: str
    ko: str
    zh: str
    en: str
    read: Callable[[Value], Any] = values.as_text
    required: bool = False
    carries: bool = True
    is_identity: bool = False
    choices: str = ""  # code of a list in `gyoryu.meetings.workbook.template_texts`
    width: int = 14

    def names(self, language: Language) -> list[str]:
        return str(getattr(self, language)).split("|")

    def header(self, language: Language) -> str:
        return self.names(language)[0]


@dataclass(frozen=True, slots=True)
class SheetKind:
    """`one_of`: of each group at least one column must be there."""

    code: str
    ko: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    required: bool = True
    one_of: tuple[tuple[str, ...], ...] = ()

    def names(self, language: Language) -> list[str]:
        return str(getattr(self, language)).split("|")

    def column(self, code: str) -> Column:
        return next(column for column in self.columns if column.code == code)


_NAMES_OF_PEOPLE = (
    Column(
        "name_ko",
        "성명(국문)|성명|이름|통역사|통역사명|통역원|한글이름|한글성명|국문성명|통역",
        "姓名(韩文)|韩文姓名|韩文名",
        "Name (Korean)|Korean name",
        carries=False,
        is_identity=True,
    ),
    Column(
        "name_zh",
        "성명(중문)|중문성명|중국어이름|중문이름",
        "姓名(中文)|姓名|译员|口译员|译员姓名|口译员姓名|中文姓名|翻译",
        "Name (Chinese)|Chinese name",
        carries=False,
        is_identity=True,
    ),
    Column(
        "name_en",
        "성명(영문)|영문성명|영문이름",
        "姓名(英文)|英文姓名|英文名|拼音",
        "Name (English)|Name|Interpreter|Interpreter name|English name|Full name",
        carries=False,
        is_identity=True,
    ),
)


def _names_of_firms(ko: str, zh: str, en: str) -> tuple[Column, ...]:
    """The three name columns; each argument holds the words for "name" of this side in one language."""
    return (
        Column(
            "name_ko",
            f"기업명(국문)|{ko}|기업명(한글)|업체명(국문)|업체명(한글)|회사명(국문)|회사명(한글)|국문기업명|국문회사명|국문명"
            "|한글명|기관명(국문)|바이어명(국문)|국문",
            "企业名称(韩文)|公司名称(韩文)|单位名称(韩文)|韩文名称|韩文名",
            "Company name (Korean)|Company (Korean)|Korean name|Name (Korean)|Korean company name|Name in Korean",
            carries=False,
            is_identity=True,
            width=24,
        ),
        Column(
            "name_zh",
            "기업명(중문)|업체명(중문)|회사명(중문)|중문기업명|중문회사명|중문명|중국어명|기관명(중문)|바이어명(중문)|중문",
            f"企业名称(中文)|{zh}|公司名称(中文)|单位名称(中文)|中文名称|中文名",
            "Company name (Chinese)|Company (Chinese)|Chinese name|Name (Chinese)|Chinese company name|Name in Chinese",
            carries=False,
            is_identity=True,
            width=24,
        ),
        Column(
            "name_en",
            "기업명(영문)|업체명(영문)|회사명(영문)|영문기업명|영문회사명|영문명|기관명(영문)|바이어명(영문)|영문",
            "企业名称(英文)|公司名称(英文)|单位名称(英文)|英文名称|英文名",
            f"Company name (English)|{en}|Company (English)|English name|Name (English)|English company name|Name in English",
            carries=False,
            is_identity=True,
            width=28,
        ),
    )


def _attendee_columns(identity: Column, names: tuple[Column, ...]) -> tuple[Column, ...]:
    return (
        identity,
        *names,
        Column(
            "country",
            "국가|국적|나라|소재국|국가명",
            "国家|国别|国家/地区|所在国家|国家地区",
            "Country|Country/Region|Nationality",
        ),
        Column(
            "field",
            "분야|업종|품목|기술분야|전문분야|산업분야|주요품목|취급품목|관심분야|관심품목|희망분야",
            "领域|行业|产品|技术领域|主要产品|产品类别|采购需求|需求领域|业务领域",
            "Field|Sector|Industry|Products|Product|Technology|Category|Interests",
            width=16,
        ),
        Column(
            "languages",
            "언어|사용언어|상담언어|사용가능언어|가능언어|구사언어",
            "语言|使用语言|洽谈语言|工作语言|语种",
            "Languages|Language|Working language|Spoken languages",
            values.as_languages,
            choices="languages",
        ),
        Column(
            "away",
            "불참 시간|불참시간|불가시간|상담불가시간|상담불가|불참|부재|부재시간|참가불가시간",
            "缺席时段|不便时段|不参加时段|缺席时间|不可用时段|缺席",
            "Away|Not available|Unavailable|Absent|Absence|Not available at",
            values.as_lines,
            width=20,
        ),
        Column(
            "min",
            "최소 상담|최소|최소상담수|최소건수|최소 상담건수|최소 상담 건수",
            "最少场次|最少|最少洽谈场次|最低场次",
            "Min|Minimum|Min meetings|Minimum meetings|At least",
            values.as_count,
        ),
        Column(
            "max",
            "최대 상담|최대|최대상담수|최대건수|최대 상담건수|최대 상담 건수",
            "最多场次|最多|最多洽谈场次|最高场次",
            "Max|Maximum|Max meetings|Maximum meetings|At most",
            values.as_count,
        ),
        Column(
            "table",
            "지정 테이블|고정테이블|테이블|테이블번호|좌석|고정좌석|배정테이블|상담테이블|상담석",
            "固定洽谈桌|洽谈桌|桌号|固定桌号|座位|台号",
            "Table|Fixed table|Table no.|Seat|Table number|Assigned table",
        ),
        Column(
            "online",
            "온라인|화상|온라인여부|화상상담|비대면|참가방식|온라인 참가",
            "线上|线上参加|是否线上|参会方式|网络参会",
            "Online|Remote|Online?|Attendance|Virtual",
            values.as_truth,
            choices="truth",
        ),
        Column(
            "contact",
            "연락처|담당자|담당자 연락처|전화|전화번호|이메일|휴대폰|e-mail",
            "联系方式|联系人|电话|手机|邮箱|联系电话|电子邮箱",
            "Contact|Phone|E-mail|Email|Contact person|Tel",
            width=26,
        ),
    )


_SELLER_ID = Column(
    "id",
    "기업번호|번호|ID|코드|기업ID|기업코드|참가번호|관리번호|접수번호",
    "企业编号|编号|代码|参展编号",
    "Firm ID|ID|No. ID|Code|Firm no.|Company ID|Seller ID",
    carries=False,
    is_identity=True,
    width=10,
)
_BUYER_ID = Column(
    "id",
    "바이어번호|번호|ID|코드|바이어ID|바이어코드|관리번호",
    "采购商编号|编号|代码|买家编号",
    "Buyer ID|ID|Code|Buyer no.",
    carries=False,
    is_identity=True,
    width=10,
)
_INTERPRETER_ID = Column(
    "id",
    "통역번호|번호|ID|코드|통역ID",
    "译员编号|编号|代码|口译员编号",
    "Interpreter ID|ID|Code|Interpreter no.",
    carries=False,
    is_identity=True,
    width=10,
)

EVENT = SheetKind(
    "event",
    "행사|행사정보|행사개요|기본정보|개요|설정",
    "活动|活动信息|基本信息|活动概况|设置|会议信息",
    "Event|Event info|General|Settings|About the event",
    required=False,
    columns=(
        Column(
            "title_ko",
            "행사명(국문)|행사명|행사명칭|행사|제목|상담회명",
            "活动名称(韩文)|韩文名称",
            "Title (Korean)|Korean title",
        ),
        Column(
            "title_zh",
            "행사명(중문)|중문행사명",
            "活动名称(中文)|活动名称|名称|洽谈会名称|活动|中文名称",
            "Title (Chinese)|Chinese title",
        ),
        Column(
            "title_en",
            "행사명(영문)|영문행사명",
            "活动名称(英文)|英文名称",
            "Title (English)|Title|Event|Event title|Event name|Name|English title",
        ),
        Column("venue_ko", "장소(국문)|장소|행사장|개최장소|상담장", "地点(韩文)|韩文地点", "Venue (Korean)"),
        Column("venue_zh", "장소(중문)", "地点(中文)|地点|会场|举办地点|场地", "Venue (Chinese)"),
        Column("venue_en", "장소(영문)", "地点(英文)", "Venue (English)|Venue|Place|Location"),
        Column(
            "time_zone", "시간대|표준시|기준시|현지시간", "时区|当地时间", "Time zone|Timezone", values.as_time_zone
        ),
        Column(
            "language",
            "언어|문서언어|출력언어",
            "语言|文件语言",
            "Language",
            values.as_language,
            choices="workbook_language",
        ),
        Column(
            "break_spread",
            "공백 수 차이 한도|공백차이|공백편차",
            "空档差上限|空档差",
            "Break spread|Largest difference in breaks",
            values.as_count,
        ),
        Column(
            "max_run",
            "연속 상담 한도|연속상담|최대연속상담",
            "连续洽谈上限|连续场次上限|最多连续场次",
            "Longest run|Max run|Meetings in a row",
            values.as_count,
        ),
        Column(
            "tables",
            "테이블 수|테이블수|상담테이블수|테이블",
            "洽谈桌数|桌数|洽谈桌数量",
            "Number of tables|Tables|Table count",
            values.as_count,
        ),
    ),
)

SELLERS = SheetKind(
    "sellers",
    "참가기업|참가업체|국내기업|국내업체|참가사|셀러|기업|한국기업|수출기업",
    "参展企业|参会企业|企业|韩国企业|供应商|卖方|韩方企业",
    "Sellers|Seller|Firms|Companies|Exhibitors|Participants|Suppliers|Korean firms",
    columns=_attendee_columns(
        _SELLER_ID,
        _names_of_firms(
            "기업명|업체명|회사명|상호|상호명|기업|업체|참가기업|참가기업명|참가업체명|기관명|법인명",
            "企业名称|公司名称|企业名|公司名|单位名称|企业|参展企业|企业全称",
            "Company name|Company|Firm|Firm name|Name|Organisation|Organization|Seller|Exhibitor",
        ),
    ),
    one_of=(("name_ko", "name_zh", "name_en"),),
)
BUYERS = SheetKind(
    "buyers",
    "바이어|바이어·발주처|발주처|해외바이어|바이어명단|구매처|중국바이어|초청바이어",
    "采购商|采购商·业主|业主|买家|采购方|海外采购商|买方",
    "Buyers|Buyer|Buyers and project owners|Project owners|Purchasers",
    columns=_attendee_columns(
        _BUYER_ID,
        _names_of_firms(
            "기업명|바이어|바이어명|업체명|회사명|상호|기관명|발주처|발주처명|바이어사",
            "企业名称|采购商|采购商名称|公司名称|企业名|公司名|单位名称|业主|买家|业主单位",
            "Company name|Company|Buyer|Buyer name|Firm|Firm name|Name|Organisation|Organization|Project owner",
        ),
    ),
    one_of=(("name_ko", "name_zh", "name_en"),),
)
WISHES = SheetKind(
    "wishes",
    "상담신청|상담신청서|상담희망|신청|상담요청|매칭신청|상담신청현황",
    "洽谈意向|洽谈申请|意向|洽谈需求|配对申请|洽谈意向表",
    "Wishes|Meeting requests|Requests|Meeting wishes|Preferences",
    columns=(
        Column(
            "id",
            "신청번호|상담번호|번호|ID|접수번호",
            "意向编号|申请编号|编号",
            "Request ID|ID|Wish ID|Request no.",
            carries=False,
            width=10,
        ),
        Column(
            "seller",
            "참가기업|기업명|업체명|회사명|기업|업체|참가업체|기업번호|셀러|참가기업명",
            "参展企业|企业名称|公司名称|企业|参会企业|供应商|企业编号",
            "Seller|Company|Firm|Company name|Exhibitor|Firm ID|Supplier",
            width=26,
        ),
        Column(
            "buyer",
            "바이어|발주처|바이어명|희망바이어|바이어번호|상담바이어|해외바이어|바이어사",
            "采购商|业主|买家|采购商名称|意向采购商|采购商编号|买方",
            "Buyer|Project owner|Buyer name|Buyer ID|Purchaser",
            width=26,
        ),
        Column(
            "asker",
            "신청기관|신청처|신청인|신청업체|신청기업|신청사",
            "申请方|申请单位|申请企业|提出方",
            "Applicant|From|Asker|Who asks",
            width=26,
        ),
        Column(
            "asked",
            "상담상대|상대|상대방|희망상대|상담희망처|희망업체|피신청기업|상대기업",
            "洽谈对象|意向对象|对方|对象单位|被申请方",
            "Partner|To|With|Whom|Counterpart",
            width=26,
        ),
        Column(
            "asked_by",
            "신청 측|신청구분|신청자구분|신청주체|신청측|신청자",
            "意向方|申请方类别|提出意向方|由谁提出",
            "Asked by|Requested by|Side",
            values.as_sides,
            choices="sides",
        ),
        Column(
            "kind",
            "구분|종류|상담구분|유형|필수여부|상담유형",
            "类型|类别|性质|洽谈类型",
            "Kind|Type|Status",
            values.as_kind,
            choices="kinds",
        ),
        Column(
            "rank",
            "순위|희망순위|우선순위|지망|선호순위",
            "志愿顺序|志愿|优先级|顺序|排序|意向顺序|优先顺序",
            "Rank|Priority|Choice|Preference",
            values.as_rank,
        ),
        Column("weight", "가중치|점수|배점|중요도", "权重|分值|得分", "Weight|Score|Points", values.as_weight),
        Column(
            "fixed",
            "확정 시간|지정시간|고정시간|확정시간|지정 상담 시간",
            "确定时段|指定时段|固定时段|指定时间",
            "Fixed time|Fixed slot|Fixed at",
            values.as_lines,
            width=18,
        ),
        Column(
            "slots",
            "가능 시간|가능시간|희망시간|상담가능시간",
            "可用时段|希望时段|可选时段|可洽谈时段",
            "Allowed times|Possible times|Preferred time|Available",
            values.as_lines,
            width=18,
        ),
        Column(
            "after",
            "먼저 할 상담|선행상담|먼저상담|선행",
            "须先进行的洽谈|先行洽谈|前置洽谈|先谈对象",
            "After|Only after|Held after|Earlier meeting",
            values.as_items,
            width=22,
        ),
    ),
    one_of=(("seller", "asker"), ("buyer", "asked")),
)
INTERPRETERS = SheetKind(
    "interpreters",
    "통역|통역사|통역원|통역인력|통역명단|통역배정",
    "口译|口译员|译员|翻译|翻译人员",
    "Interpreters|Interpreter|Interpreting",
    required=False,
    columns=(
        _INTERPRETER_ID,
        *_NAMES_OF_PEOPLE,
        Column(
            "languages",
            "언어|통역언어|가능언어|구사언어|담당언어|언어쌍",
            "语言|口译语种|语种|工作语言|语言对",
            "Languages|Language|Language pair|Working languages",
            values.as_languages,
            required=True,
            choices="language_pairs",
        ),
        Column(
            "away",
            "불참 시간|불참시간|불가시간|근무불가시간|부재시간|불참",
            "缺席时段|不便时段|缺席时间|不可用时段|缺席",
            "Away|Not available|Unavailable|Absent|Absence",
            values.as_lines,
            width=20,
        ),
        Column(
            "max",
            "최대 상담|최대|최대건수|최대통역수|최대 통역 건수|최대 상담 건수",
            "最多场次|最多|最多口译场次|最高场次",
            "Max|Maximum|Max meetings|At most",
            values.as_count,
        ),
        Column(
            "contact",
            "연락처|전화|전화번호|이메일|휴대폰",
            "联系方式|电话|手机|邮箱|联系电话",
            "Contact|Phone|E-mail|Email|Tel",
            width=22,
        ),
    ),
    one_of=(("name_ko", "name_zh", "name_en", "id"),),
)
SLOTS = SheetKind(
    "slots",
    "상담시간|상담시간표|시간|시간표|상담일정|상담시간대|타임",
    "洽谈时间|时段|洽谈时段|时间|时间表|洽谈日程",
    "Slots|Time slots|Times|Schedule|Meeting times|Slot",
    columns=(
        Column(
            "id",
            "시간번호|번호|ID|회차|타임",
            "时段编号|编号|场次",
            "Slot ID|ID|Slot|Slot no.",
            carries=False,
            width=10,
        ),
        Column("day", "날짜|일자|상담일|일시|상담일자", "日期|洽谈日期|日", "Date|Day", values.as_date, required=True),
        Column(
            "start",
            "시작|시작시간|시작시각|부터|개시",
            "开始|开始时间|起|起始时间",
            "Start|From|Begin|Start time",
            values.as_clock,
        ),
        Column(
            "end",
            "종료|종료시간|종료시각|까지|끝",
            "结束|结束时间|止|终止时间",
            "End|To|Until|End time",
            values.as_clock,
        ),
        Column("span", "시간|상담시간|시간대", "时间|时段|洽谈时间", "Time|Hours|Slot time", values.as_text),
        Column(
            "minutes",
            "상담 길이(분)|상담시간(분)|상담길이|1회 상담시간|상담분|분|단위(분)|상담 단위(분)",
            "每场时长(分钟)|每场分钟|时长|每场时长|洽谈时长(分钟)",
            "Minutes|Meeting length|Length (min)|Duration|Duration (min)|Minutes per meeting",
            values.as_minutes,
        ),
        Column(
            "pause",
            "쉬는 시간(분)|휴식|쉬는시간|휴식(분)|이동시간(분)|간격(분)|휴식시간",
            "间歇(分钟)|间歇|休息|间隔(分钟)|休息(分钟)",
            "Pause (min)|Pause|Gap|Break|Gap (min)",
            values.as_minutes,
        ),
        Column(
            "lunch_start",
            "점심 시작|점심시작|중식시작|점심부터",
            "午餐开始|午休开始",
            "Lunch from|Lunch start|Lunch begins",
            values.as_clock,
        ),
        Column(
            "lunch_end",
            "점심 종료|점심종료|중식종료|점심까지",
            "午餐结束|午休结束",
            "Lunch to|Lunch end|Lunch until|Lunch ends",
            values.as_clock,
        ),
        Column("lunch", "점심|점심시간|중식|중식시간", "午餐|午休|午餐时间|午休时间", "Lunch|Lunch break|Lunch time"),
        Column("session", "세션|시간구분|부|오전/오후", "场次名称|上下午|半天|环节", "Session|Half day|Part"),
    ),
    one_of=(("start", "span"), ("end", "span")),
)
TABLES = SheetKind(
    "tables",
    "테이블|상담테이블|상담석|테이블배치|좌석",
    "洽谈桌|桌位|洽谈桌位|座位|桌",
    "Tables|Table|Meeting tables|Desks",
    required=False,
    columns=(
        Column(
            "id",
            "테이블번호|번호|ID|테이블|테이블 번호|상담석번호",
            "桌号|编号|洽谈桌|洽谈桌号",
            "Table ID|ID|Table|Table no.|Table number",
            carries=False,
            is_identity=True,
        ),
        Column(
            "name",
            "테이블명|명칭|이름|표시명|표지",
            "桌名|名称|标识|桌牌",
            "Table name|Name|Label|Sign",
            carries=False,
            is_identity=True,
        ),
        Column(
            "closed",
            "사용 불가 시간|사용불가|사용불가시간|미사용시간",
            "停用时段|不可用时段|停用",
            "Closed|Closed times|Not in use|Unavailable",
            values.as_lines,
            width=20,
        ),
        Column(
            "count",
            "테이블 수|테이블수|개수|수량|총 테이블 수",
            "桌数|数量|洽谈桌数|洽谈桌总数",
            "Number of tables|Count|How many|Quantity",
            values.as_count,
        ),
    ),
    one_of=(("id", "name", "count"),),
)

SHEETS = (EVENT, SELLERS, BUYERS, WISHES, INTERPRETERS, SLOTS, TABLES)
