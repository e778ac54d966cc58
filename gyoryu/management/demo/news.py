"""Policy news of the demo: invented articles that arrive, are read, and are posted on the board."""

# ruff: noqa: E501 (articles as they arrive, a paragraph on one line)

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from gyoryu.news.board.actions import PostInput, PostTextInput, entry_from, set_post_shown, write_post
from gyoryu.news.desk.actions import decide
from gyoryu.news.documents.actions import ingest
from gyoryu.news.documents.models import Document
from gyoryu.news.reading.actions import read_document
from gyoryu.news.watches.actions import add_watch
from gyoryu.people.models import User

COMMITTEE = """# [견본] 산둥성과 녹색산업 협력 다시 잇는다

- 부처: 환경부
- 배포일: 04/14/2026 10:00:00
- 원문: https://www.example.org/sample/1

## 본문

- 실무위원회 열고 교환 시찰과 현장 수출상담회 재개하기로 -

□ 환경부(장관 김견본)는 4월 14일(화) 서울 가온호텔에서 중국 산둥성 생태환경청과 ‘제18회 녹색산업 협력 실무위원회’를 개최했다고 밝혔다.

ㅇ 양측은 멈추었던 교환 시찰을 올해 하반기에 다시 시작하기로 했다. 환경부는 내년 상반기까지 현지 발주처와 1대1로 만나는 현장 수출상담회를 마련할 계획이다.

ㅇ 환경부와 산둥성 생태환경청은 폐수 처리 기술 교류를 위한 업무협약(MOU)을 체결하고, 시범사업 세 곳에 모두 3천만 위안(약 58억 원)을 들이기로 했다.

□ 이견본 환경부 녹색협력정책관은 “정책이 바뀌는 때일수록 자주 만나야 한다”라며, “우리 기업이 현지에서 길을 찾도록 돕겠다”라고 말했다.

붙임 실무위원회 참석자. 끝.

## 출처

- 정책브리핑 보도자료 API
"""
REPOST = """[견본] 산둥성과 녹색산업 협력 다시 잇는다

담당부서 : 녹색협력과

  • 견본생산성본부
  • 0
  • 128
  • 04-20

환경부(장관 김견본)는 4월 14일(화) 서울 가온호텔에서 중국 산둥성 생태환경청과 ‘제18회 녹색산업 협력 실무위원회’를 개최했다고 밝혔다.

양측은 멈추었던 교환 시찰을 올해 하반기에 다시 시작하기로 했다. 환경부는 내년 상반기까지 현지 발주처와 1대1로 만나는 현장 수출상담회를 마련할 계획이다.

환경부와 산둥성 생태환경청은 폐수 처리 기술 교류를 위한 업무협약(MOU)을 체결하고 시범사업 세 곳에 모두 3천만 위안(약 58억 원)을 들이기로 했다.

이견본 환경부 녹색협력정책관은 “정책이 바뀌는 때일수록 자주 만나야 한다”라며 “우리 기업이 현지에서 길을 찾도록 돕겠다”라고 말했다.

(환경부, 2026.04.14.)
"""
EXPO = """[견본] 한·중 스마트시티 협력… 합동대표단 파견

입력 2026.04.27 (11:18)

국토교통부는 내일(28일)부터 30일까지 중국 광둥(廣東)성 선전에서 열리는 ‘제12회 견본 스마트시티 엑스포’에 박견본 도시정책실장을 단장으로 하는 민관 합동대표단을 파견한다고 밝혔습니다. 대표단은 행사 기간 고위급 회담과 세미나, 한국관 운영을 진행할 예정입니다.

국토부는 중국 국가발전개혁위원회(NDRC)와 스마트시티 분야 협력을 강화하는 내용의 업무협약(MOU)을 맺습니다. 중국 정부는 2030년까지 2천억 위안(약 39조 원)을 투자할 계획입니다.

박견본 실장은 "다음 달에는 한국에서 열리는 ‘제9회 견본 스마트시티 위크’에 중국이 참여할 예정"이라며 "우리 기업의 진출을 지원하겠다"고 말했습니다.

[사진출처 : 견본통신]
"""
STANDARD = """【样本】山东省发布工业废水排放新标准
发布时间：2026-05-06 09:30  来源：山东省生态环境厅

山东省生态环境厅5月6日发布工业废水排放标准，自2027年1月1日起施行。该厅计划于2026年下半年与韩国环境部举行技术对接会，向企业说明新要求。

责任编辑：样本
"""
CHINESE_POST = PostTextInput(
    "【样本】与山东省重启绿色产业合作",
    "环境部与山东省生态环境厅举行了第18次绿色产业合作工作委员会会议。\n\n双方商定今年下半年恢复企业互访考察，并计划明年上半年举办现场出口洽谈会。",
    "reviewed",
)
ENGLISH_POST = PostTextInput(
    "[Sample] Green industry cooperation with Shandong resumes",
    "The Ministry of Environment and the Shandong department of ecology and environment held the 18th meeting of their working committee.\n\nBoth sides agreed to resume exchange visits in the second half of this year and plan an on-site export consultation for the first half of next year.",
    "machine",
)


def make_news(officer: User, programme: int, city_programme: int | None, now: datetime) -> None:
    """Four documents, one of them a copy; decisions on some of what was read; two posts; a watch."""
    add_watch("산둥성 排放", "daily", owner=officer, now=now, programme=programme)
    committee = _arrived(COMMITTEE, "sample-committee.txt", officer, programme, now)
    _arrived(REPOST, "sample-repost.txt", officer, programme, now)
    expo = _arrived(EXPO, "sample-expo.txt", officer, city_programme, now)
    _arrived(STANDARD, "sample-standard.txt", officer, None, now)
    for proposal in committee.proposals.filter(kind__in=("event", "agreement", "commitment")):
        decide(proposal.pk, "accepted", now=now, by=officer)
    _post(committee, officer, now, {"zh": CHINESE_POST, "en": ENGLISH_POST}, ["녹색산업", "산둥성"])
    _post(expo, officer, now, {}, ["스마트시티"])
    for name, number in (("000", programme), ("004", city_programme)):
        _real(name, officer, number, now)


# Documents that must not be redistributed: taken from beside the program, never stored in it.
CORPUS = Path(__file__).parents[4] / "shared" / "corpus" / "dev"


def _real(name: str, officer: User, programme: int | None, now: datetime) -> None:
    text, about = CORPUS / f"{name}.txt", CORPUS / f"{name}.meta.json"
    if text.exists() and about.exists():
        url = json.loads(about.read_text(encoding="utf-8")).get("url") or ""
        document = ingest(
            text.read_bytes(),
            text.name,
            Document.IngestMethod.UPLOAD,
            now=now,
            by=officer,
            url=url,
            programme=programme,
        )
        read_document(document.document.pk, now)


def _arrived(text: str, name: str, officer: User, programme: int | None, now: datetime) -> Document:
    document = ingest(
        text.encode(), name, Document.IngestMethod.UPLOAD, now=now, by=officer, programme=programme
    ).document
    read_document(document.pk, now)
    return Document.objects.get(pk=document.pk)


def _post(
    document: Document, officer: User, now: datetime, translations: dict[str, PostTextInput], topics: list[str]
) -> None:
    draft = entry_from(document)
    entry = PostInput(
        {**draft.texts, **translations},
        draft.department or "국제협력과",
        draft.source_name,
        draft.source_url,
        topics,
        document.pk,
        True,
        draft.programme,
    )
    set_post_shown(write_post(entry, now=now, by=officer).pk, True, now=now, by=officer)
