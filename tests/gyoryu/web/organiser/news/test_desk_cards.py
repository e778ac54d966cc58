"""The article as the desk shows it, without what a page only counts."""

import random

import pytest

from gyoryu.news.desk.models import Proposal
from gyoryu.web.organiser.news.desk_cards import Piece, pieces_of, render_pieces

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


def test_the_desk_shows_one_blank_line_where_a_board_prints_five():
    text = "머리\n\n \n\n\n본문 하나\n \n\n본문 둘\n끝"
    html = render_pieces(pieces_of(text, [], [(text.index("본문 하나"), text.index("\n끝"))]))
    assert html == '<span class="boilerplate">머리\n\n</span>본문 하나\n\n본문 둘<span class="boilerplate">\n끝</span>'


def test_pieces_are_the_text_and_name_the_proposals_that_cover_them():
    generator = random.Random(4)
    for _ in range(50):
        text = "가나다라마바사아자차" * 3
        spans = [sorted(generator.sample(range(len(text) + 1), 2)) for _ in range(8)]
        proposals = [Proposal(pk=n, spans=spans[2 * n : 2 * n + 2]) for n in range(4)]
        body = [(3, 12), (12, 20)]
        pieces = pieces_of(text, proposals, body)
        assert "".join(piece.text for piece in pieces) == text
        position = 0
        for piece in pieces:
            covering = {str(proposal.pk) for proposal in proposals if any(a <= position < b for a, b in proposal.spans)}
            assert set(piece.numbers.split()) == covering
            assert piece.is_body == (3 <= position < 20)
            position += len(piece.text)


def test_markdown_markers_are_not_shown():
    text = "# 제목\n## 본문\n- 부처 A-B # 1\n"
    position = text.index("부처")
    pieces = [
        Piece(text[:position], "", True),
        Piece(text[position : position + 2], "7", True),
        Piece(text[position + 2 :], "", True),
    ]
    assert render_pieces(pieces) == '제목\n본문\n· <mark data-of="7">부처</mark> A-B # 1\n'
