"""Short invented articles, and documents made from them."""

import subprocess
import wave
from datetime import UTC, datetime

from gyoryu.news.documents.actions import ingest
from gyoryu.news.documents.models import Document
from gyoryu.news.reading.actions import read_document
from gyoryu.programmes.rules import Permissions

EDITOR = Permissions(is_editor=True)  # reads everything
NOW = datetime(2026, 5, 12, 3, tzinfo=UTC)
RELEASE = """# 견본도 강물산업, 산둥성과 협력 재개

- 부처: 환경부
- 배포일: 05/12/2023 09:00:00
- 원문: https://www.example.org/news/1

## 본문

- 실무위원회 열고 교환 시찰 다시 시작하기로 -

□ 환경부(장관 김견본)는 5월 12일(금) 서울 가온호텔에서 중국 산둥성 생태환경청과 ‘제7회 강물산업 협력 포럼’을 개최했다고 밝혔다.

□ 환경부와 산둥성 생태환경청은 업무협약(MOU)을 체결하고, 수처리 분야에서 서로 협력하기로 했다. 환경부는 내년 상반기까지 시범사업 세 곳을 정할 계획이다. 사업비는 1조 위안(약 169조 원)이다.

□ 이견본 환경부 물정책관은 “우리 기업이 나아갈 길을 넓히겠다”라고 말했다.

붙임 참석자 명단. 끝.

## 출처

- 정책브리핑 보도자료 API
"""
# As a board posts it again: the commas between names are lost, and the date of the board has no year.
REPOST = """견본도 강물산업, 산둥성과 협력 재개

담당부서 : 환경정책부

  • 견본생산성본부
  • 274
  • 0
  • 05-31

환경부(장관 김견본)는 5월 12일(금) 서울 가온호텔에서 중국 산둥성 생태환경청과 ‘제7회 강물산업 협력 포럼’을 개최했다고 밝혔다.

환경부와 산둥성 생태환경청은 업무협약(MOU)을 체결하고 수처리 분야에서 서로 협력하기로 했다. 환경부는 내년 상반기까지 시범사업 세 곳을 정할 계획이다. 사업비는 1조 위안(약 169조 원)이다.

이견본 환경부 물정책관은 “우리 기업이 나아갈 길을 넓히겠다”라고 말했다.

(환경부, 2023.05.12.)

번호 제목 글쓴이 날짜 조회수
1898 견본 도시의 다른 소식을 전하는 제목입니다 견본생산성본부 2023-12-13 285
"""
CHINESE = """山东省发布工业废水排放新标准
发布时间：2023-06-02 来源：山东省生态环境厅

山东省生态环境厅6月2日发布工业废水排放标准，自2024年1月1日起施行。该厅计划于2023年下半年与韩国环境部举行对接会。
"""


def arrived(text=RELEASE, *, by=None, programme=None, name="release.txt"):
    """Ingest and read a document."""
    document = ingest(text.encode(), name, "upload", now=NOW, by=by, programme=programme).document
    read_document(document.pk, NOW)
    return Document.objects.get(pk=document.pk)


def quiet(seconds):
    """Return a replacement of `subprocess.run` for espeak-ng, which writes silence for each sentence, and the list of its
    commands."""
    commands = []

    def run(command, *, input, **_):
        if command[1] == "-m":
            return subprocess.CompletedProcess(command, 3)
        commands.append((command, input.decode()))
        with wave.open(command[-1], "wb") as recording:
            recording.setparams((1, 2, 8000, 0, "NONE", ""))
            recording.writeframes(bytes(2 * 8000 * seconds))
        return subprocess.CompletedProcess(command, 0)

    return run, commands
