"""Reading takes time linear in the length of a text, however repetitive."""

import time

import pytest

from docread import read_text, windows
from docread.text import break_long_runs, fold

LEADS = {
    "ko": "환경부, 산둥성과 협약 체결\n\n환경부(장관 김견본)는 2026년 11월 26일 산둥성과 업무협약을 체결했다고 밝혔다.\n",
    "zh": "山东省与韩国签署备忘录\n\n2026年11月26日，山东省生态环境厅厅长王样本在济南与韩国环境部副部长金样本签署合作谅解备忘录。双方将于2027年5月在首尔举办出口洽谈会。会议由山东省商务厅主办，来自两国的六十余家企业参加了洽谈活动，取得了良好的效果，为今后合作打下基础。\n",
    "en": "Shandong and Korea sign memorandum\n\nThe Ministry of Environment of Korea signed a memorandum of understanding with the Shandong Department of Ecology on 26 November 2026 in Jinan.\n",
}
PIECES = {
    "ko": ["환경부와 중국 생태환경부는 2026년 11월 3일 서울에서 ", "가나다라마바사아자차카타파하", "100억 ", "환경부·", "환경부 장관 홍길동은 ",
           "(환경부", "업무협약을 체결 ", "환경부는 산둥성과 업무협약을 체결하고 ", "박람회", "㈜한빛", "환경부-", "환경부와 ", "2026년 11월 3일 ",
           "환경부는 산둥성과 업무협약을 체결했다. ", "김견본 장관은 왕견본 청장과 만났다. ", "제1회 강물포럼을 11월 3일 서울에서 개최했다. ",
           "환경부는 사업을 추진할 예정이다. ", "일시: 2026년 11월 3일\n", "“협력하겠다”고 말했다. ", "“환경부", "대표단 ", "도", "담당: "],
    "zh": ["，山东省生态环境厅与韩国环境部签署备忘录", "山东华夏水务有限公司、", "部长王小明与", "王小明表示，“", "100亿元、", "省", "将举办"],
    "en": ["Co., Ltd. ", "Mr. Kim ", "the Ministry of Environment and the Ministry of Ecology ", "Korea signed an MOU with China. ",
           "Minister Kim Min-su met Minister Wang Hao. ", "Seoul, ", "A ", "$100 million and ", "“We will go "],
}  # fmt: skip
EACH = [(language, piece) for language, pieces in PIECES.items() for piece in pieces]


def seconds(text):
    begun = time.process_time()
    read_text(text)
    return time.process_time() - begun


def is_linear(text, length):
    """Whether one of three tries, on a machine that others use as well, stays within six times the time."""
    return any(seconds(text(4 * length)) < max(0.2, 6 * seconds(text(length))) for _ in range(3))


@pytest.fixture(scope="module", autouse=True)
def tables_are_read():
    for lead in LEADS.values():
        read_text(lead)


@pytest.mark.parametrize(("language", "piece"), EACH)
def test_time_is_linear_in_the_length_of_the_text(language, piece):
    def text(length):
        return LEADS[language] + (piece * (length // len(piece) + 1))[:length]

    read_text(text(200))
    assert is_linear(text, 1_500)


@pytest.mark.parametrize("piece", ["환경부는 산둥성과 업무협약을 체결하고 ", "김견본 장관은 왕견본 청장과 만났다. "])
def test_time_is_linear_over_many_windows(piece, monkeypatch):
    monkeypatch.setattr(windows, "WINDOW", 1_500)

    def text(length):
        return LEADS["ko"] + (piece * (length // len(piece) + 1))[:length]

    assert is_linear(text, 3_000)


def test_windows_partition_the_text(monkeypatch):
    monkeypatch.setattr(windows, "WINDOW", 3_000)
    text = "환경부는 협약을 맺었다. 양측은 만났다.\n" * 400
    spans = ((0, 5_000), (5_010, 5_100), (5_200, len(text)))
    groups = list(windows.split_windows(text, spans))
    pieces = [span for group in groups for span in group]
    assert all(sum(end - start for start, end in group) <= 3_000 for group in groups)
    assert sum(end - start for start, end in pieces) == sum(end - start for start, end in spans)
    assert pieces == sorted(pieces)
    assert all(any(a <= start < end <= b for a, b in spans) for start, end in pieces)
    assert all(text[end - 1] == "\n" for start, end in pieces if end not in {b for _, b in spans})


def test_records_of_one_organisation_are_merged_over_windows(monkeypatch):
    monkeypatch.setattr(windows, "WINDOW", 1_000)
    line = "환경부(장관 김견본)는 산둥성 생태환경청(청장 왕견본)과 {} 분야의 업무협약을 체결했다고 밝혔다.\n"
    lines = (line.format(number) for number in range(60))
    document = read_text("환경부, 산둥성과 업무협약 체결\n\n" + "\n".join(lines))
    names = [body.name for body in document.organisations]
    assert len(names) == len(set(names))
    assert {"환경부", "산둥성 생태환경청"} <= set(names)
    ministry = next(body for body in document.organisations if body.name == "환경부")
    assert max(start for start, _ in ministry.spans) > 3_000
    assert len({person.name for person in document.persons}) == len(document.persons) == 2
    for named in (*document.organisations, *document.persons):
        assert all(document.text[start:end] for start, end in named.spans)


def test_only_overlong_runs_are_broken():
    text = fold("환경부는 협약을 맺었다. https://news.example/" + "a" * 300 + " 끝 " + "가" * 250 + " 끝")
    broken = break_long_runs(text)
    assert len(broken) == len(text)
    assert broken.split("끝")[0] == text.split("끝")[0]
    assert max(map(len, broken.split("끝")[1].split(" "))) < 100
