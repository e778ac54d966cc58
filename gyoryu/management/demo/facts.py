"""The two programmes. Names of public bodies, years and places are public facts; everything else in the demo is
invented."""

# ruff: noqa: E501 (a text is on one line, and wide characters count two)

from __future__ import annotations

from datetime import date
from typing import Any

from gyoryu.base.text import name_key
from gyoryu.organisations.models import NameKey, Organisation, OrganisationKind
from gyoryu.programmes.models import Event, Party, Programme

BODIES: dict[str, dict[str, str]] = {
    "me": {
        "name_ko": "환경부",
        "name_zh": "韩国环境部",
        "name_en": "Ministry of Environment",
        "country": "KR",
        "language": "ko",
        "kind": OrganisationKind.GOVERNMENT,
        "city": "세종",
    },
    "shandong": {
        "name_ko": "산둥성 생태환경청",
        "name_zh": "山东省生态环境厅",
        "name_en": "Department of Ecology and Environment of Shandong Province",
        "country": "CN",
        "language": "zh",
        "kind": OrganisationKind.GOVERNMENT,
        "city": "济南",
    },
    "molit": {
        "name_ko": "국토교통부",
        "short_ko": "국토부",
        "name_zh": "韩国国土交通部",
        "name_en": "Ministry of Land, Infrastructure and Transport",
        "country": "KR",
        "language": "ko",
        "kind": OrganisationKind.GOVERNMENT,
        "city": "세종",
    },
    "ndrc": {
        "name_ko": "국가발전개혁위원회",
        "name_zh": "国家发展和改革委员会",
        "short_zh": "国家发改委",
        "name_en": "National Development and Reform Commission",
        "short_en": "NDRC",
        "country": "CN",
        "language": "zh",
        "kind": OrganisationKind.GOVERNMENT,
        "city": "北京",
    },
}

GREEN = {
    "name_ko": "한국 환경부–중국 산둥성 녹색산업 협력",
    "name_zh": "韩国环境部与中国山东省绿色产业合作",
    "name_en": "Green industry cooperation, Ministry of Environment of Korea and Shandong Province",
    "about_ko": "2005년부터 정부 간 실무위원회를 운영하고, 그에 따라 기업 간 교환 시찰과 현장 기술교류·수출상담회를 열어 왔습니다. "
    "코로나19로 중단된 대면 협력을 다시 잇기로 2023년 10월 5일 실무위원회에서 결정했습니다.",
    "about_zh": "自2005年起设立政府间工作委员会，并据此开展企业互访考察、现场技术交流和出口洽谈会。"
    "2023年10月5日，工作委员会决定恢复因新冠疫情中断的线下合作。",
    "about_en": "A working committee of the two governments since 2005, with exchange visits of firms and on-site export "
    "consultations. On 5 October 2023 it decided to resume the meetings in person that COVID-19 had interrupted.",
    "since": 2005,
    "source": "https://www.korea.kr/briefing/pressReleaseView.do?newsId=156593224",
}
CITY = {
    "name_ko": "한중 스마트시티 협력",
    "name_zh": "韩中智慧城市合作",
    "name_en": "Korea–China smart city cooperation",
    "about_ko": "2018년 8월 선전에서 열린 국제 스마트시티 엑스포에 민관 합동대표단을 보내고 한국관을 운영했습니다. 스마트시티 분야 교류와 "
    "협력을 강화하는 업무협약(MOU)을 바탕으로 시범도시 공동건설과 제3국 공동진출을 추진합니다.",
    "about_zh": "2018年8月，双方在深圳举办的国际智慧城市博览会上开展高层会谈、研讨会和商务洽谈，并设立韩国馆。"
    "以加强智慧城市领域交流合作的谅解备忘录为基础，推进共建示范城市和共同开拓第三国市场。",
    "about_en": "In August 2018 a joint delegation of government and firms went to the international smart city expo in "
    "Shenzhen, with a national pavilion. A memorandum on exchange and cooperation leads to pilot cities built together "
    "and joint entry to third countries.",
    "since": 2018,
    "source": "",
}
EXPO: dict[str, Any] = {
    "kind": Event.Kind.EXPO,
    "name_ko": "제4회 2018 국제 스마트시티 엑스포",
    "name_zh": "第四届国际智慧城市博览会（2018）",
    "name_en": "4th International Smart City Expo 2018",
    "venue_ko": "중국 광둥성 선전",
    "venue_zh": "中国广东省深圳市",
    "venue_en": "Shenzhen, Guangdong, China",
    "country": "CN",
    "time_zone": "Asia/Shanghai",
    "other_time_zone": "Asia/Seoul",
    "starts_on": date(2018, 8, 21),
    "ends_on": date(2018, 8, 23),
    "is_public": True,
}


def make_programmes() -> tuple[Programme, Programme]:
    """The green and the city programme with their parties, and the expo of 2018."""
    bodies = {code: _body(facts) for code, facts in BODIES.items()}
    green_programme, city_programme = Programme.objects.create(**GREEN), Programme.objects.create(**CITY)
    for programme, pair in ((green_programme, ("me", "shandong")), (city_programme, ("molit", "ndrc"))):
        for order, code in enumerate(pair):
            part = Party.Part.LEAD if order == 0 else Party.Part.COUNTERPART
            Party.objects.create(programme=programme, organisation=bodies[code], part=part, order=order)
    Event.objects.create(programme=city_programme, **EXPO)
    return green_programme, city_programme


def _body(facts: dict[str, str]) -> Organisation:
    organisation = Organisation.objects.create(**facts)
    names = {facts[f"name_{language}"] for language in ("ko", "zh", "en")}
    names |= {name for code, name in facts.items() if code.startswith("short_")}
    for key, name in {name_key(name): name for name in names}.items():
        NameKey.objects.create(organisation=organisation, key=key, name=name)
    return organisation
