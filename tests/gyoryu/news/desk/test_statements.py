"""What documents state about one name, year by year."""

import pytest

from gyoryu.news.desk.statements import (
    counts_of_names,
    documents_of,
    name_page,
    names_mentioned,
    sentence_at,
    statements_in,
)
from gyoryu.programmes.rules import Permissions
from tests.gyoryu.articles import EDITOR

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "position", "sentence"),
    [
        ("첫 문장이다. 둘째 문장이다.", 9, "둘째 문장이다."),
        ("첫 줄\n둘째 줄이다.\n셋째", 5, "둘째 줄이다."),
        ("끝", 0, "끝"),
    ],
)
def test_the_sentence_at_a_position_ends_at_its_line(text, position, sentence):
    assert sentence_at(text, position).strip() == sentence


def test_a_page_has_the_sentences_that_name_a_person_and_the_role(stage):
    document, _ = stage
    page = name_page("person", "이견본", EDITOR)
    assert (page.names, page.years, page.undated) == (("이견본",), ((2023, 1),), 0)
    (statement,) = statements_in(list(documents_of(page, EDITOR)), page)
    assert statement.document == document
    assert any("이견본" in sentence for sentence in statement.sentences)
    assert statement.values["role"] == "물정책관"
    assert not documents_of(page, EDITOR, 2022).exists()


def test_who_may_read_nothing_learns_of_no_name(stage):
    assert names_mentioned(EDITOR, "person", "견본").count() == 2
    assert not names_mentioned(Permissions(), "person").exists()
    assert counts_of_names(Permissions()) == {}
    assert counts_of_names(EDITOR)["person"] == 2
