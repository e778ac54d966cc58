"""Single rules of the reader, each on invented sentences with positive and negative cases."""

import pytest

import docread


def release(text, *, day="05/12/2023 09:00:00", title="견본도 소식", deck=""):
    return docread.read_text(f"# {title}\n\n- 부처: 환경부\n- 배포일: {day}\n\n## 본문\n\n{deck}\n\n{text}\n")


def names(document):
    return {body.name for body in document.organisations}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "환경부는 3개 기업*과 두 해 동안 함께 일해 왔다고 밝혔다.\n\n* 가온물, 나래관, 다솜펌프",
            {"가온물", "나래관", "다솜펌프"},
        ),
        (
            "환경부는 견본물연합[Sample Water Association, 이하 SWA]과 만났다고 밝혔다.",
            {"견본물연합"},
        ),
        ("베트남에서 온 가온(Gaon)사의 응우옌 이사는 만족한다고 말했다.", {"가온(Gaon)사"}),
        (
            "행사에는 관계자가 참석했다고 밝혔다.\n\n* 참석기업 : ㈜가온물, 나래관(펌프), 다솜",
            {"㈜가온물", "나래관", "다솜"},
        ),
        ("행사에는 가온(일본), 나래푸드(미국), 다솜샵(홍콩) 등이 참석했다고 밝혔다.", {"가온", "나래푸드", "다솜샵"}),
        ("설명회에는 견본연방조달청(SFP)과 유엔 담당자가 참석했다고 밝혔다.", {"견본연방조달청"}),
        ("환경부와 KOTRA는 가온은행(GAB)에서 만났다고 밝혔다.", {"환경부", "KOTRA"}),
    ],
)
def test_organisations(text, expected):
    assert expected <= names(release(text))


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("환경부는 LG생활체육관에서 행사를 열었다고 밝혔다.", "LG"),
        ("환경부는 다자개발은행(MDB) 등과 협의했다고 밝혔다.", "다자개발은행"),
        ("환경부는 물산업혁신센터 건립을 논의했다고 밝혔다.", "물산업혁신센터"),
    ],
)
def test_no_organisations(text, absent):
    assert absent not in names(release(text))


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("환경부는 설립자 나래 스미스(Narae Smith)와 만났다고 밝혔다.", ("나래 스미스", "설립자")),
        ("환경부 장관은 부산시장(김견본)으로부터 보고를 받았다고 밝혔다.", ("김견본", "부산시장")),
        (
            "국토교통부는 케냐 토지주택부(장관 나래 다솜 가온, Narae Dasom Gaon)와 만났다고 밝혔다.",
            ("나래 다솜 가온", "장관"),
        ),
        ("중국 산둥성 서열 1위 왕젠궈 당서기는 환영한다고 말했다.", ("왕젠궈", "당서기")),
    ],
)
def test_persons(text, person):
    assert person in {(person.name, person.role) for person in release(text).persons}


@pytest.mark.parametrize(
    "text", ["환경부는 온라인 박람회장을 열었다고 밝혔다.", "환경부는 탄소 감축 노력과 녹색성장을 추진한다고 밝혔다."]
)
def test_no_persons(text):
    assert release(text).persons == ()


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "‘제3차 한-견본 물 협력 회의’가 5월 29일 서울 가온호텔에서 개최될 예정이라고 환경부가 밝혔다.",
            ("제3차 한-견본 물 협력 회의", "2023-05-29", "2023-05-29", "서울 가온호텔"),
        ),
        (
            "환경부는 5월 10일부터 이틀간 중국 상하이 가온예술센터에서 ‘제3회 견본 물산업 박람회’를 열었다고 밝혔다.",
            ("제3회 견본 물산업 박람회", "2023-05-10", "2023-05-11", "중국 상하이 가온예술센터"),
        ),
        (
            "환경부는 제3차 한·중 물산업 실무회의(5.10, 베이징)의 결과를 설명했다고 밝혔다.",
            ("제3차 한·중 물산업 실무회의", "2023-05-10", "2023-05-10", "베이징"),
        ),
        (
            "환경부는 해외물산업설명회도 5월 23일부터 24일까지 온라인으로 개최한다고 밝혔다.",
            ("해외물산업설명회", "2023-05-23", "2023-05-24", None),
        ),
        (
            "환경부는 5월 10일 ‘물산업 협의체’ 출범식을 개최했다고 밝혔다.",
            ("물산업 협의체’ 출범식", "2023-05-10", "2023-05-10", None),
        ),
        (
            "환경부 장관은 5월 12일 중국 방문단과 면담을 갖고 물산업 협력을 논의했다고 밝혔다.",
            ("면담", "2023-05-12", "2023-05-12", None),
        ),
    ],
)
def test_events(text, event):
    assert event in [(event.name, event.start, event.end, event.place) for event in release(text).events]


def test_the_deck_states_the_day_that_the_article_omits():
    document = release(
        "환경부 차관은 5월 15일부터 16일까지 광둥성을 방문하여 「제3회 한-광둥 물산업 포럼」에 참석한다고 밝혔다.",
        deck="- 5.16(화) 「제3회 한-광둥 물산업 포럼」 중국 광저우에서 개최 -",
    )
    event = next(event for event in document.events if "포럼" in event.name)
    assert (event.start, event.end) == ("2023-05-16", "2023-05-16")


def test_an_unnamed_signing_is_an_agreement_but_not_an_event():
    document = release(
        "환경부(장관 김견본)는 5월 12일 산림청(청장 이견본)과 업무협약을 체결했다. 이날 업무협약 체결식에는 관계자가 참석했다."
    )
    assert document.events == ()
    assert [(agreement.kind, agreement.status, set(agreement.parties)) for agreement in document.agreements] == [
        ("MOU", "signed", {"환경부", "산림청"})
    ]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "환경부는 5월 12일 산림청(청장 이견본), 가온물(대표 박견본)과 함께 물산업 업무협약을 체결했다고 밝혔다.",
            {"환경부", "산림청", "가온물"},
        ),
        ("환경부 산하 한국환경공단은 5월 12일 산림청과 업무협약을 체결했다고 밝혔다.", {"한국환경공단", "산림청"}),
        ("이날 환경부, 산림청, 한국환경공단 간 물산업 업무협약을 체결했다.", {"환경부", "산림청", "한국환경공단"}),
        (
            "환경부는 2개 기업*과 물산업 전환 업무협약을 체결했다.\n\n* 가온물, 나래관",
            {"환경부", "가온물", "나래관"},
        ),
    ],
)
def test_parties(text, parties):
    assert parties in [set(agreement.parties) for agreement in release(text).agreements]


def test_a_hope_is_not_a_planned_agreement():
    document = release("환경부는 케냐 환경부와 면담하여 조속한 양국 간 물 협정 체결을 통해 협력이 커지기를 희망하였다.")
    assert document.agreements == ()


@pytest.mark.parametrize(
    ("text", "actor", "action"),
    [
        (
            "이를 위해 환경부는 교재를 제공하고, 산림청은 온라인 강의를 제작해 제공할 예정이다.",
            "산림청",
            "온라인 강의를 제작해 제공할 예정",
        ),
        (
            "환경부는 2년마다 회의를 열고 있으며, 다음 협력위원회 회의는 2025년 몽골 울란바토르에서 열기로 했다.",
            "환경부",
            "다음 협력위원회 회의는 2025년 몽골 울란바토르에서 열기로",
        ),
        ("환경부는 물산업 발굴 등에도 힘을 기울일 계획이다.", "환경부", "물산업 발굴 등에도 힘을 기울일 계획"),
    ],
)
def test_commitments(text, actor, action):
    assert (actor, action) in [(commitment.actor, commitment.action) for commitment in release(text).commitments]


def test_a_board_prefix_is_not_part_of_the_headline():
    assert (
        release("환경부는 회의를 열었다고 밝혔다.", title="[보도자료] 물산업 회의 개최").title.value
        == "물산업 회의 개최"
    )
