"""Queries for documents: what may be a copy, and where documents come from."""

import pytest

from gyoryu.news.documents.models import Shingle
from gyoryu.news.documents.queries import document_tokens, ministries, sharing_shingles
from gyoryu.programmes.rules import Permissions
from tests.gyoryu.articles import EDITOR
from tests.gyoryu.news.documents.test_models import create

pytestmark = pytest.mark.django_db


def with_shingles(values):
    document = create()
    Shingle.objects.bulk_create(Shingle(document=document, value=value) for value in values)
    return document


def test_candidates_share_eight_hashes_and_come_with_all_of_theirs(django_assert_num_queries):
    own, near, far = with_shingles(range(20)), with_shingles(range(12, 32)), with_shingles(range(13, 33))
    with django_assert_num_queries(2):
        candidates = sharing_shingles(own.pk, list(range(20)))
    assert {number: sorted(values) for number, values in candidates.items()} == {near.pk: list(range(12, 32))}
    assert far.pk not in candidates


def test_a_short_text_needs_half_of_its_hashes():
    own, near, far = with_shingles([1, 2, 3, 4]), with_shingles([3, 4]), with_shingles([4])
    assert set(sharing_shingles(own.pk, [1, 2, 3, 4])) == {near.pk}
    assert far.pk not in sharing_shingles(own.pk, [1, 2, 3, 4])


def test_ministries_come_by_their_frequency():
    for ministry in ("외교부", "환경부", "환경부", ""):
        create(ministry=ministry)
    assert ministries(EDITOR) == ["환경부", "외교부"]
    assert ministries(Permissions()) == []


def test_a_title_is_searched_as_the_text_is():
    assert set(document_tokens(create(title="강물", text="forum"))) == {*document_tokens(create(title="강물")), "forum"}
