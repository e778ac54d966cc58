"""Documents and posts share one index: even rows and odd ones."""

import pytest
from django.db.models import F

from gyoryu.base.search import parse_query, tokenize
from gyoryu.news.board.models import Post
from gyoryu.news.documents.models import Document
from gyoryu.news.search.index import INDEX, document_row, post_row
from tests.gyoryu.articles import NOW
from tests.gyoryu.news.documents.test_models import create


def test_no_document_has_the_row_of_a_post():
    numbers = range(1, 200)
    assert not {document_row(number) for number in numbers} & {post_row(number) for number in numbers}


@pytest.mark.django_db
def test_a_document_and_a_post_of_one_number_are_told_apart():
    document, post = create(), Post.objects.create(number=1, topics=[], modified_at=NOW)
    INDEX.put([(document_row(document.pk), tokenize(["강물"])), (post_row(post.pk), tokenize(["호수"]))])
    (river,) = parse_query("강물")
    assert Document.objects.alias(row=F("pk") * 2).filter(row__in=INDEX.matches([river])).get() == document
    assert not Post.objects.alias(row=F("pk") * 2 + 1).filter(row__in=INDEX.matches([river])).exists()
