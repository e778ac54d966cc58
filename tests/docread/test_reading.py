"""Readings of invented releases, with a span for every value."""

import json

import pytest

import docread

RELEASE = """# 견본도 물산업, 산둥성과 협력 재개

- 부처: 환경부
- 배포일: 05/12/2023 09:00:00

## 본문

- 실무위원회 열고 교환 시찰 다시 시작하기로 -

□ 환경부(장관 김견본, 이하 “환부”)는 5월 12일(금) 서울 가온호텔에서 중국 산둥성 생태환경청과 ‘제7회 강물산업 협력 포럼(RIVER 2023)’을 개최했다고 밝혔다.

ㅇ 환경부와 산둥성 생태환경청은 업무협약(MOU)을 체결하고, 수처리 분야에서 서로 협력하기로 했다.

ㅇ 환부는 내년 상반기까지 시범사업 세 곳을 정할 계획이다. 사업비는 1조 위안(약 169조 원)이며 32억 4천만 달러를 더 들인다.

□ 이견본 환경부 물정책관은 “우리 기업이 나아갈 길을 넓히겠다”라고 말했다.

붙임 참석자 명단. 끝.

* 문의 : 물산업과 박견본 사무관 (044-000-0000)

## 출처

- 정책브리핑 보도자료 API
"""


@pytest.fixture(scope="module")
def document():
    return docread.read_text(RELEASE)


def test_removed_parts_have_reasons(document):
    body = document.body_text
    assert body.startswith("환경부(장관 김견본")
    assert body.endswith("말했다.")
    reasons = {document.text[a:b].split()[0]: removed.reason for removed in document.removed for a, b in [removed.span]}
    assert reasons["붙임"] == "attachment"
    assert "contact" in reasons.values()


def test_metadata(document):
    assert document.title.value == "견본도 물산업, 산둥성과 협력 재개"
    assert document.published.value == "2023-05-12T09:00"
    assert document.source.name == "환경부"
    assert [attachment.name for attachment in document.attachments] == ["참석자 명단"]


def test_the_event_with_date_and_place(document):
    event = document.events[0]
    assert (event.name, event.start, event.end) == ("제7회 강물산업 협력 포럼", "2023-05-12", "2023-05-12")
    assert event.place == "서울 가온호텔"
    assert "RIVER 2023" in event.aliases


def test_organisations_with_country_kind_and_aliases(document):
    by_name = {organisation.name: organisation for organisation in document.organisations}
    assert (by_name["환경부"].country, by_name["환경부"].kind) == ("KR", "ministry")
    assert "환부" in by_name["환경부"].aliases
    assert by_name["산둥성 생태환경청"].country == "CN"


def test_persons_with_role_and_organisation(document):
    assert {(person.name, person.role, person.org) for person in document.persons} == {
        ("김견본", "장관", "환경부"),
        ("이견본", "물정책관", "환경부"),
    }


def test_agreement_and_commitments(document):
    agreement = document.agreements[0]
    assert (agreement.kind, agreement.status) == ("MOU", "signed")
    assert set(agreement.parties) == {"환경부", "산둥성 생태환경청"}
    by_strength = {commitment.strength: commitment for commitment in document.commitments}
    assert by_strength["plan"].due == "2024-06"
    assert by_strength["plan"].actor == "환경부"
    assert by_strength["agreed"].action.endswith("협력하기로")
    assert by_strength["pledge"].actor == "이견본"


def test_a_converted_amount_is_a_separate_amount(document):
    assert {(amount.value, amount.currency) for amount in document.amounts} == {
        (10**12, "CNY"),
        (169 * 10**12, "KRW"),
        (3_240_000_000, "USD"),
    }


def test_every_value_has_spans(document):
    for kind in ("events", "organisations", "persons", "agreements", "commitments", "amounts", "quotes", "delegations"):
        for record in getattr(document, kind):
            assert record.spans
            assert all(0 <= a < b <= len(RELEASE) for a, b in record.spans)
            assert 0 < record.confidence <= 1


def test_the_format_is_json_with_the_names_of_the_contract(document):
    plain = json.loads(json.dumps(document.as_json(), ensure_ascii=False))
    assert plain["format"] == "docread/1"
    assert plain["published"]["basis"] == "text"
    assert plain["body"][0]["span"][0] < plain["body"][-1]["span"][1]


def test_duplicates_and_contacts_are_removed():
    article = (
        "견본부는 5월 12일 서울에서 견본 협력 포럼을 개최했다고 밝혔다. 두 나라는 앞으로도 협력을 이어 가기로 했다."
    )
    page = f"견본 소식의 제목입니다\n\n입력 2023.05.12 (11:18)\n\n{article}\n\n■ 제보하기\n▷ 전화 : 02-000-0000\n\n{article}\n"
    document = docread.read_text(page)
    assert document.body_text == article
    assert "duplicate_body" in {removed.reason for removed in document.removed}
    assert "hotline" in {removed.reason for removed in document.removed}


def test_contradictions_are_warned_of():
    text = RELEASE.replace("5월 12일(금)", "5월 12일(월)").replace(
        "ㅇ 환부는", "◇ 일시·장소 : 2023.5.11.(목) 15:00, 서울 가온호텔\n\nㅇ 환부는"
    )
    codes = {warning.code for warning in docread.read_text(text).warnings}
    assert {"weekday_mismatch", "contradiction"} <= codes


def test_a_name_of_another_year_is_flagged():
    text = RELEASE.replace("부처: 환경부", "부처: 기후에너지환경부").replace("환경부(장관", "기후에너지환경부(장관")
    assert "name_of_another_year" in {warning.code for warning in docread.read_text(text).warnings}


def test_without_a_publication_date_relative_times_stay_open():
    text = (
        "견본부는 내년 5월에 서울에서 ‘제2회 견본 협력 포럼’을 개최할 예정이라고 밝혔다. 두 나라가 함께 준비하고 있다."
    )
    document = docread.read_text(text)
    assert document.published is None
    assert document.events[0].start is None


def test_a_chinese_text():
    text = (
        "样本省商务代表团访问首尔\n发布时间：2023-09-14 10:22\n\n9月12日至14日，第八届中韩样本合作交流会在首尔举行。"
        "山东省商务厅与大韩贸易投资振兴公社签署了谅解备忘录，计划于2024年上半年举办对接会，投资3000亿元。\n\n责任编辑：样本\n"
    )
    document = docread.read_text(text)
    assert document.language == "zh"
    assert (document.events[0].start, document.events[0].end) == ("2023-09-12", "2023-09-14")
    assert document.agreements[0].parties == ("山东省商务厅", "大韩贸易投资振兴公社")
    assert document.commitments[0].due == "2024-06"
    assert document.amounts[0].value == 300_000_000_000
