"""Chinese pages: invented articles of departments, wire services, newspapers and company accounts."""

import pytest

import docread
from docread.chinese_variants import to_simplified
from docread.extractors.chinese import amounts
from docread.text import fold

PAGE = """样本省生态环境厅
首页 机构概况 新闻中心 政务公开
当前位置：首页 > 新闻中心 > 工作动态
山东省生态环境厅与京畿道举行环保合作座谈会
发布时间：2024-05-14 10:22　来源：山东省生态环境厅　浏览次数：123　【字号：大 中 小】
5月13日上午，山东省生态环境厅与韩国京畿道环境局在济南举行环保合作座谈会。山东省生态环境厅党组书记、厅长王建国，韩国环境公团（K-eco）理事长金某某出席会议并致辞。
会上，双方签署了《山东省生态环境厅与京畿道环境局关于大气污染防治合作的谅解备忘录》。双方商定，2025年底前在水原市举办第二届中韩环境技术对接会；每年互派一次考察团。项目总投资2.5亿元人民币（约合480亿韩元）。
图为座谈会现场
附件：参会名单.docx
上一篇：关于公布2024年名单的通知
相关阅读
· 另一场会议召开 2024-06-07
版权所有：山东省生态环境厅 鲁ICP备00000000号
"""


def _read(text: str, url: str = "") -> docread.Document:
    return docread.read_text(text, url=url)


def test_boilerplate_is_not_in_the_article():
    document = _read(PAGE)
    assert document.title
    assert document.title.value == "山东省生态环境厅与京畿道举行环保合作座谈会"
    assert document.body_text.startswith("5月13日上午")
    assert document.body_text.endswith("（约合480亿韩元）。")
    assert {"navigation", "meta", "caption", "attachment", "related", "copyright"} <= {
        removed.reason for removed in document.removed
    }


def test_metadata_of_a_page():
    document = _read(PAGE)
    assert document.published
    assert document.published.value == "2024-05-14T10:22"
    assert document.source
    assert document.source.name == "山东省生态环境厅"
    assert document.publisher
    assert document.publisher.value == "山东省生态环境厅"
    assert document.views
    assert document.views.value == 123
    assert document.attachments[0].name == "参会名单.docx"


def test_records_of_a_meeting():
    document = _read(PAGE)
    assert next((event.name, event.start, event.place) for event in document.events) == (
        "环保合作座谈会",
        "2024-05-13",
        "济南",
    )
    people = {person.name: (person.role, person.org) for person in document.persons}
    assert people == {"王建国": ("党组书记、厅长", "山东省生态环境厅"), "金某某": ("理事长", "韩国环境公团")}
    agreement = document.agreements[0]
    assert (agreement.kind, agreement.status, agreement.date) == ("MOU", "signed", "2024-05-13")
    assert agreement.parties == ("山东省生态环境厅", "韩国京畿道环境局")
    assert {(amount.value, amount.currency) for amount in document.amounts} == {
        (250_000_000, "CNY"),
        (48_000_000_000, "KRW"),
    }
    assert [commitment.due for commitment in document.commitments] == ["2025", None]
    assert document.commitments[1].action == "每年互派一次考察团"


def test_every_value_has_its_span():
    document = _read(PAGE)
    for group in (document.events, document.organisations, document.persons, document.commitments):
        for item in group:
            assert item.spans
            assert all(0 <= start < end <= len(document.text) for start, end in item.spans)
    for body in document.organisations:
        assert body.name in document.text
        assert all(alias in document.text for alias in body.aliases)


def _lead(sentence: str, published: str = "2024-05-14") -> docread.Document:
    return _read(f"关于样本会议的新闻报道标题\n发布时间：{published}\n{sentence}\n")


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("9月12日至10月3日", "2024-09-12", "2024-10-03"),
        ("9月12—14日", "2024-09-12", "2024-09-14"),
        ("明年上半年", "2025-01", "2025-06"),
        ("今年第四季度", "2024-10", "2024-12"),
        ("下月", "2024-06", "2024-06"),
        ("6月中旬", "2024-06", "2024-06"),
    ],
)
def test_dates_of_events(words, first, last):
    document = _lead(f"据样本省商务厅介绍，{words}将在济南举办第三届中韩样本产业合作洽谈会，欢迎各界企业报名参加。")
    assert [(event.start, event.end) for event in document.events] == [(first, last)]


def test_a_vague_time_is_not_a_date():
    document = _lead("近日，第三届中韩样本产业合作洽谈会在济南举行，两国企业代表一百余人参加了本次会议。")
    assert document.events[0].start is None


def test_a_weekday_that_contradicts_its_date():
    document = _lead("5月13日（星期五），第三届中韩样本产业合作洽谈会在济南举行，两国企业代表一百余人参加。")
    assert [warning.code for warning in document.warnings] == ["weekday_mismatch"]


def test_the_current_time_on_a_page_is_not_its_date():
    text = "今天是2025年1月7日 星期二\n样本博览会圆满落幕\n点击：2,318\n第三届样本博览会日前在济南落下帷幕，共有两国企业一百余家参展。\n"
    assert _read(text).published is None


def test_relative_times_refer_to_the_dateline():
    text = "样本会议召开\n2024-05-15 08:00 来源：新华社\n新华社济南5月14日电（记者王某）第三届中韩样本产业合作洽谈会今天在济南开幕，两国企业参加。\n"
    document = _read(text)
    assert document.events[0].start == "2024-05-14"
    assert document.body_text.startswith("第三届")


def test_a_notice_is_dated_by_its_signature():
    text = "关于举办样本博览会的通知\n各有关单位：\n为深化合作，定于2024年10月16日至18日在青岛举办样本博览会，请于8月31日前报名。\n样本省商务厅\n二〇二四年五月八日\n"
    document = _read(text)
    assert document.published
    assert document.published.value == "2024-05-08"
    assert document.source
    assert document.source.name == "样本省商务厅"


def test_traditional_characters_are_restored():
    text = "香港與韓國簽署合作備忘錄的新聞公報\n發布時間：2024-10-23\n創新科技及工業局局長孫某某今日在首爾表示，特區政府會撥款一億二千萬港元，資助本地大學開展研究。\n"
    document = _read(text)
    assert document.organisations[0].name == "創新科技及工業局"
    assert (document.persons[0].name, document.persons[0].role) == ("孫某某", "局長")
    assert document.amounts[0].value == 120_000_000
    assert document.amounts[0].currency == "HKD"
    assert len(to_simplified(text)) == len(text)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("五千万韩元", [(50_000_000, "KRW")]),
        ("2亿5000万元", [(250_000_000, "CNY")]),
        ("1,200余万美元", [(12_000_000, "USD")]),
        ("约合人民币6500万元", [(65_000_000, "CNY")]),
        ("新台币500万元", [(5_000_000, "TWD")]),
        ("十几亿元", []),
        ("2019元旦", []),
    ],
)
def test_chinese_amounts(words, expected):
    folded = fold(words)
    assert [(item.value, item.currency) for item in amounts.find(folded, ((0, len(folded)),))] == expected


def test_parties_of_an_agreement():
    document = _lead(
        "5月13日，海天集团有限公司分别与韩国斗星精密株式会社、大宇样本株式会社签署供货协议和合作备忘录。威海市政府与华城市政府签署友好合作意向书。"
    )
    pairs = {(agreement.kind, agreement.parties) for agreement in document.agreements}
    assert ("contract", ("海天集团有限公司", "韩国斗星精密株式会社")) in pairs
    assert ("contract", ("海天集团有限公司", "大宇样本株式会社")) in pairs
    assert any(set(agreement.parties) == {"威海市政府", "华城市政府"} for agreement in document.agreements)


def test_a_forecast_is_not_a_commitment():
    document = _lead(
        "样本省商务厅有关负责人表示，此次合作将有助于扩大双边贸易，预计将成为新的增长点，标志着两地合作迈上新台阶。"
    )
    assert document.commitments == ()


def test_short_names_are_resolved():
    document = _lead(
        "5月13日，山东绿源膜科技有限公司（以下简称“绿源科技”）在济南发布新产品。绿源科技计划于2025年在平泽设立海外仓，扩大出口。"
    )
    body = next(
        organisation for organisation in document.organisations if organisation.name == "山东绿源膜科技有限公司"
    )
    assert "绿源科技" in body.aliases
    assert document.commitments[0].actor == "山东绿源膜科技有限公司"
    assert document.commitments[0].due == "2025"


def test_a_chinese_article_among_korean_menus_is_chinese():
    menus = (
        "본문 바로가기 주메뉴 바로가기 로그인 회원가입 통합검색 사이트맵 기관소개 알림마당 정책자료 민원참여 정보공개 "
        * 12
    )
    assert _read(menus + "\n" + PAGE * 2).language == "zh"
