"""Whatever is written, the index keeps it and finds it, within the limits of PostgreSQL."""

import pytest
from django.db import connection
from django.utils import timezone

from gyoryu.base.search.index import BYTES_PER_LEXEME, MAX_BYTES, MAX_LENGTH, Index, _fitting, cut
from gyoryu.base.search.tokens import parse_query, tokenize
from gyoryu.news.board.actions import PostInput, PostTextInput, set_post_shown, write_post
from gyoryu.news.board.queries import PostFilters, shown_posts
from gyoryu.people.models import User

pytestmark = pytest.mark.django_db


def matching_rows(index, query):
    return index.matches(parse_query(query))


LONG = {
    "word": "x" * 5000, "address": "https://a.example/" + "a1" * 4000, "hangul": "가" * 3000, "greek": "ω" * 3000,
    "beyond the first plane": "\U00010400" * 2000, "at the limit": "y" * 2046, "just above": "z" * 2047,
}  # fmt: skip


@pytest.mark.parametrize("kind", LONG)
def test_a_post_with_a_long_word_is_kept_and_found(kind):
    officer = User.objects.create_user("o@a.example")
    entry = PostInput({"ko": PostTextInput("견본 제목", f"앞말 {LONG[kind]} 뒷말")})
    post = write_post(entry, now=timezone.now(), by=officer)
    set_post_shown(post.pk, True, now=timezone.now(), by=officer)
    for query in ("앞말", "뒷말", LONG[kind]):
        assert list(shown_posts(PostFilters(query, "", "", None, None))) == [post], query[:20]


def test_a_document_with_more_words_than_a_row_keeps_is_kept_and_found_by_what_stands_first():
    index = Index("gyoryu_organisation_search")
    tokens = tokenize([" ".join(f"word{n:07d}" for n in range(150_000))])
    index.put([(1, tokens)])
    index.put([(1, [*tokenize(["가나다라"]), *tokens])])
    with connection.cursor() as cursor:
        for query in ("가나다라", "word0000001", "word0040000"):
            sql = index.matches(parse_query(query))
            cursor.execute(sql.sql, sql.params)
            assert cursor.fetchall() == [(1,)], query


def test_words_are_cut_between_letters():
    for character in "xω가\U00010400":
        truncated = cut(character * 5000)
        assert truncated == character * (MAX_LENGTH // len(character.encode()))
    assert cut("short") == "short"


def test_what_fits_stays_within_the_limit_and_keeps_every_word_once_where_places_end():
    repeated = ["가나", "다라"] * 20_000 + ["끝말"]
    assert (16_383, "끝말") in list(_fitting(repeated))
    everything = list(_fitting([f"w{n}" for n in range(400_000)]))
    assert sum(len(token) + BYTES_PER_LEXEME for _, token in everything) <= MAX_BYTES
