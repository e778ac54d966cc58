"""Firms, buyers and people that do not exist, with names in three scripts.

Every name is put together from coined first parts and words of the trade, so that a firm of that very name is unlikely.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Invented:
    ko: str
    zh: str
    en: str
    trade: str = ""  # key of TRADES


# Field as written in a workbook (ko, zh, en), and the last part of the name of a firm in it.
TRADES = {
    "water": (("수처리", "水处理", "Water treatment"), ("워터텍", "水处理科技", "Watertec")),
    "air": (("대기오염 방지", "大气治理", "Air pollution control"), ("에어텍", "大气科技", "Airtec")),
    "waste": (("폐기물 자원화", "固废资源化", "Waste to resources"), ("자원순환", "资源循环", "Resource Cycle")),
    "soil": (("토양 정화", "土壤修复", "Soil remediation"), ("토양기술", "土壤技术", "Soil Tech")),
    "measuring": (("환경 측정", "环境监测", "Environmental measuring"), ("계측", "监测仪器", "Instruments")),
    "city": (("스마트시티", "智慧城市", "Smart city"), ("시티랩", "智城科技", "Citylab")),
    "energy": (("재생에너지", "可再生能源", "Renewable energy"), ("에너지솔", "能源方案", "Energysol")),
    "sludge": (("슬러지 처리", "污泥处理", "Sludge treatment"), ("슬러지텍", "污泥科技", "Sludgetec")),
}

_FIRM_HEADS = """
솔벗슬 率柏瑟 Solbeotseul|늘품결 纳品洁 Neulpumgyeol|도담해 道潭海 Dodamhae|여울찬 如蔚灿 Yeoulchan
미르샘벗 米路泉 Mireusaem|한별결 韩别洁 Hanbyeolgyeol|아람숲결 雅蓝森 Aramsup|나래담 娜来潭 Naraedam
다온슬기 多恩瑟 Daonseul|보담찬 宝潭灿 Bodamchan|새별물 赛别木 Saebyeolmul|참빛누림 真光丽 Chambitnurim
해온들 海温德 Haeondeul|가람슬 嘉岚瑟 Garamseul|물빛담 慕比潭 Mulbitdam|푸르미결 普绿洁 Pureumigyeol
초롬별 初隆别 Chorombyeol|두레솔 斗来率 Duresol|온새찬 温赛灿 Onsaechan|라솔빛 罗率光 Rasolbit
마루담결 马路潭 Marudam|바람숲이 巴蓝森 Baramsupi|사랑샘터 思朗泉 Sarangsaemteo|잔디울 赞地蔚 Jandiul
큰솔들 坤率德 Keunsoldeul|하늘여찬 河娜灿 Haneulyeo|윤슬터 允瑟特 Yunseulteo|이든숲 以登森 Ideunsup
단비솔 丹飞率 Danbisol|맑음별 茂音别 Malgeumbyeol|그린여울 格林蔚 Greenyeoul|새솔결 赛率洁 Saesolgyeol
들빛찬 德光灿 Deulbitchan|고운터울 高云特 Gounteoul|누림해 努林海 Nurimhae|벼리솔 别里率 Byeorisol
소담결찬 素潭洁 Sodamgyeol|아름누빛 雅凛光 Areumnubit|우솔담 宇率潭 Usoldam|청아름터 清雅特 Cheongareum
파란슬 帕兰瑟 Paranseul|흙내음찬 赫纳灿 Heuknaeum|다솜울 多松蔚 Dasomul|샘이든 泉以登 Saemideun
자람해결 佳蓝海 Jaramhae|한올빛 韩兀光 Hanolbit|여명솔 黎明率 Yeomyeongsol|미담울 美潭蔚 Midamul
길벗찬 吉柏灿 Gilbeotchan|은물결터 银波特 Eunmulgyeol
"""

_BUYER_HEADS = """
칭루이허 清瑞禾 Qingruihe|란위안성 岚远盛 Lanyuansheng|뤼저카이 绿泽恺 Lüzekai|허밍위안 禾铭源 Hemingyuan
카이린방 恺霖邦 Kailinbang|밍저팅 明泽庭 Mingzeting|루이하오친 瑞灏沁 Ruihaoqin|성위캉 晟雨康 Shengyukang
란팅허 澜庭禾 Lantinghe|쯔위안란 紫源岚 Ziyuanlan|보청린 泊澄霖 Bochenglin|위저헝 雨泽恒 Yuzeheng
자위안펑 嘉沅沣 Jiayuanfeng|친하이루 沁海麓 Qinhailu|쑤허칭 溯禾清 Suheqing|린치쉬안 麟淇轩 Linqixuan
하오란커 灏岚科 Haolanke
"""

_CITIES = (
    ("지난", "济南", "Jinan"),
    ("칭다오", "青岛", "Qingdao"),
    ("옌타이", "烟台", "Yantai"),
    ("웨이팡", "潍坊", "Weifang"),
    ("쯔보", "淄博", "Zibo"),
    ("린이", "临沂", "Linyi"),
    ("웨이하이", "威海", "Weihai"),
)
_BUYER_TAILS = (
    ("환보과기", "环保科技有限公司", "Environmental Technology Co., Ltd."),
    ("수무", "水务有限公司", "Water Co., Ltd."),
    ("성시건설투자", "城市建设投资有限公司", "Urban Construction Investment Co., Ltd."),
)
_OTHER_BUYERS = (
    ("메콩란초 환경", "湄公兰草环境", "Mekong Lanthao Environment JSC", "VN", ("vi",)),
    ("홍하빈뚜 수자원", "红河滨秀水资源", "Hongha Bintu Water JSC", "VN", ("vi",)),
    ("다낭코이산 산업단지", "岘港奎山工业园", "Da Nang Khoison Industrial Park", "VN", ("vi",)),
    ("알타이누르 에코", "阿尔泰努尔生态", "Altainur Eco LLP", "KZ", ("ru",)),
    ("스텝아크 워터", "草原阿克水务", "Stepaq Water LLP", "KZ", ("ru",)),
    ("테를지온 그린", "特日勒吉绿色", "Tereljion Green LLC", "MN", ("mn", "en")),
)


def _triples(text: str) -> list[tuple[str, str, str]]:
    parts = (entry.split() for line in text.strip().splitlines() for entry in line.split("|"))
    return [(ko, zh, en) for ko, zh, en in parts]


def firms(count: int, random: Random) -> list[Invented]:
    """Up to 150 Korean firms, each trade about as often as the next, no head used twice in one trade."""
    heads, trades = _triples(_FIRM_HEADS), list(TRADES)
    companies = []
    for number in range(count):
        ko, zh, en = heads[number % len(heads)]
        trade = trades[(number + number // len(heads) * 3) % len(trades)]
        tail = TRADES[trade][1]
        form = random.choice(("㈜{}", "{}㈜", "{}", "주식회사 {}", "(주) {}"))
        legal = random.choice((" Co., Ltd.", "", " Inc.", " Corp."))
        companies.append(Invented(form.format(ko + tail[0]), zh + tail[1], f"{en} {tail[2]}{legal}", trade))
    random.shuffle(companies)
    return companies


def chinese_buyers(count: int, random: Random) -> list[Invented]:
    """Up to 51 Chinese buyers and project owners."""
    companies = []
    heads, trades = _triples(_BUYER_HEADS), list(TRADES)
    for number in range(count):
        ko, zh, en = heads[number % len(heads)]
        city, tail = _CITIES[number % len(_CITIES)], _BUYER_TAILS[number // len(heads) % len(_BUYER_TAILS)]
        name = (f"{city[0]} {ko} {tail[0]}", f"{city[1]}{zh}{tail[1]}", f"{city[2]} {en} {tail[2]}")
        companies.append(Invented(*name, trades[random.randrange(len(trades))]))
    return companies


def other_buyers() -> list[tuple[Invented, str, tuple[str, ...]]]:
    """Buyers from elsewhere, with country and languages."""
    trades = list(TRADES)
    return [
        (Invented(ko, zh, en, trades[k]), country, codes)
        for k, (ko, zh, en, country, codes) in enumerate(_OTHER_BUYERS)
    ]


def interpreters(count: int) -> list[Invented]:
    """People who cannot be mistaken for real ones: the sample's own numbering."""
    return [
        Invented(f"견본통역 {k:02d}", f"样本译员{k:02d}", f"Sample Interpreter {k:02d}") for k in range(1, count + 1)
    ]
