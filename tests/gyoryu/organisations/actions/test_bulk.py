"""Many organisations at once."""

from datetime import UTC, datetime

import pytest

from gyoryu.base.models import AuditLine
from gyoryu.organisations.actions import bulk
from gyoryu.organisations.models import Identifier, NameKey, Organisation
from gyoryu.organisations.queries import search
from tests.gyoryu.query_counts import query_count

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def columns(*names):
    return [{"name_ko": name, "language": "ko"} for name in names]


def named(typed):
    return list(search(typed).organisations.values_list("pk", flat=True))


def test_they_are_registered_in_order_and_found():
    first, second = bulk.register_all(columns("가람", "누리"), by=7)
    assert (named("가람"), named("누리")) == ([first], [second])
    assert Organisation.objects.get(pk=first).name_ko == "가람"
    line = AuditLine.objects.get()
    assert (line.verb, line.by, line.details) == ("register_organisations", 7, {"count": 2})


def test_edits_keep_former_names_and_count_versions():
    first, second = bulk.register_all(columns("가람", "누리"), by=None)
    bulk.edit_all({first: {"name_ko": "새솔"}, second: {"city": "서울"}}, now=NOW, by=None)
    assert named("가람") == named("새솔") == [first]
    assert dict(NameKey.objects.filter(organisation=first).values_list("key", "is_other")) == {
        "가람": True,
        "새솔": False,
    }
    assert list(Organisation.objects.order_by("pk").values_list("version", "city")) == [(2, ""), (2, "서울")]
    bulk.edit_all({first: {"name_ko": "가람"}}, now=NOW, by=None)
    assert not NameKey.objects.get(organisation=first, key="가람").is_other


def test_numbers_come_and_go():
    (number,) = bulk.register_all(columns("가람"), by=None)
    identifiers = bulk.identify_all([(number, "kr_brn", "1208147521")], by=None)
    assert named("1208147521") == [number]
    bulk.forget_identifiers(identifiers, by=None)
    assert named("1208147521") == []
    assert not Identifier.objects.exists()


def test_what_is_removed_is_not_found_and_nothing_removed_leaves_no_line():
    first, second = bulk.register_all(columns("가람", "누리"), by=None)
    bulk.remove_all([first], by=None)
    assert (named("가람"), named("누리")) == ([], [second])
    bulk.remove_all([], by=None)
    bulk.forget_identifiers([], by=None)
    assert AuditLine.objects.count() == 2


def test_three_take_as_many_queries_as_one_but_for_the_index():
    counts = [query_count(bulk.register_all, columns(*names), by=None) for names in (["가"], ["나", "다", "라"])]
    assert counts[1] <= counts[0] + 4  # the search index is written row by row
    numbers = list(Organisation.objects.values_list("pk", flat=True))
    edits = [
        query_count(bulk.edit_all, {number: {"city": "서울"} for number in numbers[:size]}, now=NOW, by=None)
        for size in (1, 3)
    ]
    assert edits[1] <= edits[0] + 4
