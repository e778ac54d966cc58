"""Rules for Korean releases and pages, each on invented sentences with positive and negative cases."""

import pytest

import docread
from docread.document import Document


def release(text: str, *, day="05/12/2023 09:00:00", title="견본도 소식", deck="") -> Document:
    return docread.read_text(f"# {title}\n\n- 부처: 환경부\n- 배포일: {day}\n\n## 본문\n\n{deck}\n\n{text}\n")


def bodies(text: str) -> dict[str, str | None]:
    return {organisation.name: organisation.country for organisation in release(text).organisations}


def events(text: str, **more: str) -> set[tuple[str, str | None, str | None]]:
    return {(event.name, event.start, event.end) for event in release(text, **more).events}


def agreements(text: str) -> list[tuple[str, set[str], str, str | None]]:
    return [
        (agreement.kind, set(agreement.parties), agreement.status, agreement.date)
        for agreement in release(text).agreements
    ]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("환경부는 로봇 기업 ‘가온봇’과 만나 협력을 논의했다고 밝혔다.", "가온봇", "KR"),
        ("바다결수산은 3월 14일 민하이과기와 납품 계약을 체결했다고 밝혔다.", "민하이과기", "CN"),
        ("환경부는 탄소중립에 관해 난징수무집단과 협의했다고 밝혔다.", "난징수무집단", "CN"),
        ("행사에는 주한 베트남대사관도 참석했다고 밝혔다.", "주한 베트남대사관", "VN"),
        ("허견본 주선양총영사관은 설명회를 열었고, 주선양총영사관은 자료를 나누었다고 밝혔다.", "주선양총영사관", "KR"),
        ("환경부는 카자흐스탄 가온주와 만났다고 밝혔다. 가온주는 물이 부족하다.", "가온주", "KZ"),
        (
            "환경부는 국내 기업 3개* 사와 함께 참가한다고 밝혔다.\n\n* ㈜가온물, 나래관, 다솜펌프",
            "나래관",
            "KR",
        ),
    ],
)
def test_organisations(text, name, country):
    assert bodies(text).get(name) == country


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("환경부는 제6차 한-케냐 고위급 전략협의회를 계기로 만났다고 밝혔다.", "전략협의회"),
        ("환경부는 한-아세안 특별정상회의에서 발표했다고 밝혔다.", "특별정상회"),
        ("중국시장은 커지고 있다고 환경부는 밝혔다.", "중국시"),
        ("환경부는 이익집단과 대화했다고 밝혔다.", "이익집단"),
        ("케냐 통상산업부(Ministry of Commerce and Industry)와 환경부가 만났다고 밝혔다.", "Ministry of Commerce"),
    ],
)
def test_common_words_are_not_organisations(text, name):
    assert name not in bodies(text)


def test_an_overseas_office_is_the_trade_agency():
    document = release(
        "KOTRA는 행사를 연다고 밝혔다. 행사에는 이견본 KOTRA 청두무역관장이 참석했다. KOTRA 청두무역관은 상담을 주선한다."
    )
    agency = next(organisation for organisation in document.organisations if organisation.name == "KOTRA")
    assert "청두무역관" in agency.aliases
    assert [(person.name, person.org) for person in document.persons] == [("이견본", "KOTRA")]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "이번 협약은 『물산업 전략회의』('22.11) 및 『제10회 물발전협의회』('23.2)의 후속조치이다.",
            ("제10회 물발전협의회", "2023-02", "2023-02"),
        ),
        (
            "환경부는 앞으로 11.30 제12차 한-케냐 물포럼을 부산에서 열 계획이라고 밝혔다.",
            ("제12차 한-케냐 물포럼", "2023-11-30", "2023-11-30"),
        ),
        (
            "환경부는 △제6회 가온 물산업박람회에 참가한다.\n\n가온 물산업박람회는 6월 10일부터 12일까지 열린다.",
            ("제6회 가온 물산업박람회", "2023-06-10", "2023-06-12"),
        ),
        (
            "환경부와 산림청이 손을 잡는다고 밝혔다.\n\n< 물·숲 협력 업무협약식 개요 >\n\n(일시) 5. 10.(수) 10:30\n\n(장소) 가온홀",
            ("물·숲 협력 업무협약식", "2023-05-10", "2023-05-10"),
        ),
        (
            "환경부는 2021년 조사를 마치고 ‘2026 가온세계섬박람회’ 준비를 시작했다.",
            ("2026 가온세계섬박람회", "2026", "2026"),
        ),
        (
            "환경부는 2030가온세계박람회 유치를 응원했다. 유치되면 2030년 5월 1일부터 10월 31일까지 열린다.",
            ("2030가온세계박람회", "2030-05-01", "2030-10-31"),
        ),
        (
            "환경부는 10월에는 물수출상담회(WKF+)와 연계하여 설명회를 연다고 밝혔다.",
            ("물수출상담회", "2023-10", "2023-10"),
        ),
    ],
)
def test_events(text, event):
    assert event in events(text)


def test_a_slogan_is_not_an_event():
    records = events(
        "공모전은 ‘2030 세계박람회를 열자’라는 슬로건 아래 5월 16일부터 20일까지 진행된다고 환경부는 밝혔다."
    )
    assert not [name for name, *_ in records if "열자" in name]


@pytest.mark.parametrize(
    ("text", "agreement"),
    [
        (
            "이견본 산림청장과 박견본 한국환경공단 이사장은 5월 10일 서울에서 「물숲 업무협약」을 체결했다고 밝혔다.",
            ("MOU", {"산림청", "한국환경공단"}, "signed", "2023-05-10"),
        ),
        (
            "환경부는 5월 10일 서울에서 산림청-한국환경공단 업무협약(MOU) 체결식에 참석하였다.",
            ("MOU", {"산림청", "한국환경공단"}, "signed", "2023-05-10"),
        ),
        (
            "환경부는 5월 10일 산림청과 「물숲 업무협약」 체결식을 가졌다.",
            ("MOU", {"환경부", "산림청"}, "signed", "2023-05-10"),
        ),
        (
            "환경부는 5월 10일 회의를 열었다. 산림청은 전날 서울에서 한국환경공단과 업무협약을 맺었다.",
            ("MOU", {"산림청", "한국환경공단"}, "signed", "2023-05-09"),
        ),
        (
            "가온소재는 5월 10일 부품기업 나래정밀과 로봇을 공급하는 계약을 체결했다고 밝혔다.",
            ("contract", {"가온소재", "나래정밀"}, "signed", "2023-05-10"),
        ),
        (
            "환경부(장관 김견본, 이하 환부), 산림청(청장 이견본, 이하 산청)과 한국환경공단(이사장 박견본)은 5월 10일 협력을 위한 "
            "업무협약을 체결했다.",
            ("MOU", {"환경부", "산림청", "한국환경공단"}, "signed", "2023-05-10"),
        ),
        (
            "행사를 계기로 5월 10일‘환경부’와‘산림청’ 간의 물숲 업무협약(MOU)이 체결되어 바탕을 마련하였다.",
            ("MOU", {"환경부", "산림청"}, "signed", "2023-05-10"),
        ),
    ],
)
def test_agreements(text, agreement):
    assert agreement in agreements(text)


def test_implementing_a_treaty_is_not_signing_it():
    assert agreements("이 회의는 1993년에 체결된 한·중 해운협정에 따라 환경부와 산림청이 번갈아 연다.") == []


def test_both_sides_are_named():
    document = release(
        "환경부는 5월 10일 산림청과 업무협약을 체결했다고 밝혔다. 이에 양 기관은 ▲물길 조사 ▲숲길 조사에 협력할 계획이다."
    )
    assert "환경부·산림청" in {commitment.actor for commitment in document.commitments}


def test_lines_of_notes_above_the_article_are_decks():
    document = release(
        "환경부는 5월 10일 서울에서 물산업 회의를 열었다고 밝혔다.",
        deck="※ 물값 할인으로 이어지는 선순환 모델 제시\n\n- 민간의 자율적 관리를 유도하는 체계 구축",
    )
    assert document.body_text.startswith("환경부는")


def test_a_page_without_a_date_takes_the_year_of_its_headline():
    document = docread.read_text(
        "2025 가온 물산업전\n\n가온물산업전 사무국 안내\n\n2025 가온 물산업전이 9월 17일부터 19일까지 부산 벡스코에서 열립니다. "
        "환경부와 부산광역시가 함께 여는 행사로 물기업 삼백 곳이 참가합니다.\n"
    )
    assert document.published is None
    assert ("2025-09-17", "2025-09-19") in {(event.start, event.end) for event in document.events}


NEWS = """가온일보
정치 | 경제 | 사회
경제 > 산업
환경부, 케냐와 물산업 협력 나선다…실증시설 짓기로
이견본 기자
입력 2024.03.05. 10:20
수정 2024.03.05. 11:00
가
환경부가 케냐 나이로비에 물산업 실증시설을 짓는다.
환경부는 5일 케냐 수자원부와 물산업 협력 회의를 열고 실증시설을 짓기로 했다고 밝혔다. 두 나라는 다음 달 실무회의를 연다.
박견본 환경부 물정책관은 "기업이 케냐에서 기회를 얻도록 돕겠다"고 말했다.
이견본 기자 sample@gaon.example
Copyright © 가온일보. 무단 전재 및 재배포 금지
많이 본 기사
오늘의 날씨 맑음
"""


def test_a_page_of_a_newspaper():
    document = docread.read_text(NEWS)
    assert document.title.value == "환경부, 케냐와 물산업 협력 나선다…실증시설 짓기로"
    assert (document.published.value[:10], document.publisher.value) == ("2024-03-05", "가온일보")
    assert "기자" not in document.body_text
    assert {removed.reason for removed in document.removed} >= {"byline"}
