"""The article as the desk shows it, without what a page only counts."""

import pytest

from gyoryu.web.organiser.news.desk_cards import Piece, render_pieces

COUNTERS = ["• 0 • 128 • 04-20", "  • 128", "浏览 128 ｜ 评论 0", "128 views | 3 comments"]
LINES = ["• 견본생산성본부", "3월 20일", "12 | 34 | 56", "담당부서 : 녹색협력과"]


@pytest.mark.parametrize("counter", COUNTERS)
def test_lines_that_only_count_are_left_out_around_the_article(counter):
    around = "".join(f"{line}\n{counter}\n" for line in LINES)
    shown = render_pieces([Piece(around, "", False), Piece("본문이다.\n", "", True), Piece(counter, "", False)])
    assert counter.strip() not in shown
    assert [line for line in (*LINES, "본문이다.") if line not in shown] == []


def test_evidence_and_the_article_itself_are_shown_whole():
    line = "• 0 • 128 • 04-20"
    shown = render_pieces([Piece(f"{line}\n", "", True), Piece("04-20", "7", False)])
    assert shown == f'{line}\n<mark data-of="7" class="boilerplate">04-20</mark>'
