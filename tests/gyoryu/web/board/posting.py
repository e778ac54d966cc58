"""Posts on the board, for tests."""

from datetime import timedelta

from gyoryu.news.board.actions import PostInput, PostTextInput, set_post_shown, write_post
from tests.gyoryu.articles import NOW


def post(officer, title="견본 소식", body="첫 문단이다.", *, days=0, department="물산업과", topics=("물",), **texts):
    now = NOW + timedelta(days=days)
    words = {"ko": PostTextInput(title, body), **texts}
    entry = PostInput(words, department, "견본부", "https://www.example.org/1", topics)
    return set_post_shown(write_post(entry, now=now, by=officer).pk, True, now=now, by=officer)
