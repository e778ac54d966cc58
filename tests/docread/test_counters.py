"""Lines of list pages that only count are no part of an article; figures and dates of the text are."""

from itertools import product

import pytest

import docread
from docread.article_extraction import boilerplate, chinese_boilerplate, english
from docread.article_extraction.counters import is_counter_line

COUNTERS = {
    "ko": [
        "• 0 • 128 • 04-20", "• 0", "• 1,204", "• 04-20", "· 3 · 52 · 2026-04-20", "0 • 128 • 04.20.", "• 12 • 3시간 전",
        "조회 128 | 댓글 0 | 04-20", "조회수 1.2만회 · 추천 3", "댓글 0 / 조회 128 / 2026.04.20", "• 조회수 : 128",
        "추천(3) | 조회(1,204)", "• 0 • 128 • 어제",
    ],
    "zh": [
        "• 0 • 128 • 04-20", "浏览 128 | 评论 0 | 04-20", "阅读量：1.2万 · 点赞 35", "回复 3 / 浏览量 128 / 2026-04-20",
        "• 12 • 3小时前", "阅读(128) | 收藏(2)", "128次浏览 · 2026-04-20 09:30", "• 0 • 56 • 昨天", "• 浏览次数：128",
    ],
    "en": [
        "• 0 • 128 • 04-20", "128 views | 3 comments | 04-20", "Views: 1,204 · Likes 12", "0 replies / 128 views / 2026-04-20",
        "• 12 • 3 hours ago", "• 0 • 1.2K • 04/20", "• 5 comments", "Hits (128) | Comments (0)", "• 0 • 56 • Yesterday",
    ],
}  # fmt: skip
TEXT = {
    "ko": [
        "3월 20일", "• 3월 20일", "3월 20일 · 서울", "3월 20일 | 128곳", "구분 | 2025 | 2026", "12 | 34 | 56", "12 · 34 · 56",
        "2026-04-20 | 128 | 256", "수출액 • 128 • 256", "• 128개사", "• 2026", "128", "04-20", "2026. 4. 20.", "4·19", "3·1",
        "• 3.5 • 4.20", "14:00 | 개회식 | 1층", "10:00 / 11:00", "조회", "• 조회 공무원 128명", "1,204억 원", "• 10~20", "-3 | -5",
    ],
    "zh": [
        "3月20日", "• 3月20日", "3月20日 · 首尔", "项目 | 2025 | 2026", "12 | 34 | 56", "2026-04-20 | 128 | 256", "• 128家企业",
        "2026年4月20日", "09:30 | 开幕式", "• 2026", "128", "评论", "浏览量增长 128 | 35", "出口额 · 128 · 256",
    ],
    "en": [
        "March 20", "• March 20", "20 March · Seoul", "Year | 2025 | 2026", "12 | 34 | 56", "2026-04-20 | 128 | 256",
        "• 128 firms", "09:30 | Opening", "• 2026", "128", "Comments", "Views of 128 firms | 04-20", "Exports • 128 • 256",
        "24/7 | 365",
    ],
}  # fmt: skip
REASON_FOR = {"ko": boilerplate.reason_for, "zh": chinese_boilerplate.reason_for, "en": english.reason_for}
PARAGRAPHS = {
    "ko": (
        "환경부는 4월 14일 서울에서 산둥성 생태환경청과 실무위원회를 개최했다고 밝혔다.",
        "양측은 멈추었던 교환 시찰을 올해 하반기에 다시 시작하기로 했다고 밝혔다.",
    ),
    "zh": (
        "山东省生态环境厅5月6日发布工业废水排放标准，自2027年1月1日起在全省范围内施行。",
        "该厅计划于2026年下半年与韩国环境部举行技术对接会，向有关企业说明新的排放要求。",
    ),
    "en": (
        "The Ministry of Environment held the working committee with Shandong in Seoul on April 14, officials said.",
        "Both sides agreed to resume the exchange visits of their firms in the second half of this year.",
    ),
}


def cases(labelled):
    return [(language, line) for language, lines in labelled.items() for line in lines]


@pytest.mark.parametrize(("language", "line"), cases(COUNTERS))
def test_a_line_that_only_counts_is_removed_in_the_article_and_around_it(language, line):
    assert REASON_FOR[language](docread.text.fold(line)) == "counters"
    first, second = PARAGRAPHS[language]
    text = f"{line}\n\n{first}\n\n{line}\n\n{second}\n"
    document = docread.read_text(text)
    removed = [text[slice(*removed.span)] for removed in document.removed if removed.reason == "counters"]
    assert document.language == language
    assert removed == [line] * 2
    assert first[:30] in document.body_text
    assert second[:30] in document.body_text


@pytest.mark.parametrize(("language", "line"), cases(TEXT))
def test_dates_and_tables_of_figures_stay(language, line):
    assert REASON_FOR[language](docread.text.fold(line)) != "counters"


SEPARATORS = (" • ", " · ", "•", " ∙ ", " ・ ")
COUNTS = ("0", "7", "128", "1,204", "12.5k", "3만", "2.4万", "100+")
MOMENTS = (
    "04-20",
    "12/31",
    "2026-04-20",
    "26.04.20",
    "2026.4.20.",
    "09:30",
    "3분 전",
    "2天前",
    "5 minutes ago",
    "04-20 09:30",
)


@pytest.mark.parametrize("separator", SEPARATORS)
def test_every_order_of_counts_and_a_moment_is_one_class(separator):
    for first, second, moment in product(COUNTS, COUNTS, MOMENTS):
        for parts in ((first, second, moment), (moment, first, second), (first, moment)):
            line = separator.join(parts)
            assert is_counter_line(line), line
            assert is_counter_line(f"{separator.strip()} {line}"), line
    for first, second in product(COUNTS, COUNTS):
        assert not is_counter_line(separator.join((first, second))), "figures alone are a table"
