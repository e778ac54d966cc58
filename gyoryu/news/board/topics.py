"""Names of topics in each language: editors type them freely, and common ones are translated."""

from __future__ import annotations

from functools import cache

from gyoryu.base.names import Language, Names
from gyoryu.base.text import name_key
from gyoryu.news.search.spellings import body_in
from gyoryu.organisations.technology import FIELDS

# Beside the fields of technology: subjects and places of the news between Korea and China.
COMMON_TOPICS: tuple[Names, ...] = (
    Names("녹색산업", "绿色产业", "Green industry"),
    Names("환경", "环境", "Environment"),
    Names("환경산업", "环保产业", "Environmental industry"),
    Names("물", "水", "Water"),
    Names("물산업", "水务产业", "Water industry"),
    Names("수질", "水质", "Water quality"),
    Names("대기", "大气", "Air"),
    Names("미세먼지", "细颗粒物", "Fine dust"),
    Names("폐기물", "固体废物", "Waste"),
    Names("토양", "土壤", "Soil"),
    Names("순환경제", "循环经济", "Circular economy"),
    Names("탄소중립", "碳中和", "Carbon neutrality"),
    Names("기후변화", "气候变化", "Climate change"),
    Names("에너지", "能源", "Energy"),
    Names("재생에너지", "可再生能源", "Renewable energy"),
    Names("수소", "氢能", "Hydrogen"),
    Names("스마트시티", "智慧城市", "Smart cities"),
    Names("교통", "交通", "Transport"),
    Names("도시개발", "城市开发", "Urban development"),
    Names("국제협력", "国际合作", "International cooperation"),
    Names("한중협력", "中韩合作", "Korea–China cooperation"),
    Names("업무협약", "谅解备忘录", "Memoranda of understanding"),
    Names("수출", "出口", "Exports"),
    Names("수출상담회", "出口洽谈会", "Export consultations"),
    Names("투자", "投资", "Investment"),
    Names("통상", "经贸", "Trade"),
    Names("박람회", "博览会", "Fairs"),
    Names("규제", "监管", "Regulation"),
    Names("표준", "标准", "Standards"),
    Names("산둥성", "山东省", "Shandong"),
    Names("장쑤성", "江苏省", "Jiangsu"),
    Names("저장성", "浙江省", "Zhejiang"),
    Names("광둥성", "广东省", "Guangdong"),
    Names("랴오닝성", "辽宁省", "Liaoning"),
    Names("지린성", "吉林省", "Jilin"),
    Names("베이징", "北京", "Beijing"),
    Names("상하이", "上海", "Shanghai"),
    Names("톈진", "天津", "Tianjin"),
)


@cache
def _names_by_key() -> dict[str, Names]:
    names = [*COMMON_TOPICS, *FIELDS.values()]
    return {name_key(form): name for name in names for form in (name.ko, name.zh, name.en)}


def topic_in(topic: str, language: Language) -> str:
    """Return the name of a known topic, or of a body that is one, in `language`; an unknown topic as it is stored."""
    names = _names_by_key().get(name_key(topic))
    return names.in_language(language) if names else body_in(topic, language)
