"""What of the news is about somebody: what they watch."""

import pytest

from gyoryu.news.watches.models import Watch
from gyoryu.privacy.subjects import Subject
from tests.gyoryu.factories import BEGIN, make_user
from tests.gyoryu.privacy.register.records import rows_about

pytestmark = pytest.mark.django_db


def test_a_watch_is_its_owners():
    first, second = (
        Watch.objects.create(owner=make_user(), kind="words", words="수처리", made_at=BEGIN) for _ in range(2)
    )
    assert rows_about("watch", Subject(accounts=frozenset({first.owner_id}))) == [first]
    assert rows_about("watch", Subject(accounts=frozenset({second.owner_id}))) == [second]
