"""What the database refuses becomes a refusal."""

import pytest
from django.db import IntegrityError, OperationalError

from gyoryu.base.refusals import Refused
from gyoryu.base.sent_forms import SentForm
from gyoryu.base.transactions import CONFLICTS, conflicts_refused
from tests.gyoryu.factories import BEGIN

pytestmark = pytest.mark.django_db


def store(*digests):
    for digest in digests:
        SentForm.objects.create(digest=digest, user=1, at=BEGIN)


def test_all_is_stored_or_nothing():
    def write(*digests):
        with conflicts_refused("taken_meanwhile"):
            store(*digests)

    with pytest.raises(Refused, match="taken_meanwhile") as refusal:
        write("a", "b", "a")
    assert not isinstance(refusal.value.__cause__, IntegrityError), "the words of the database are not shown"
    assert not SentForm.objects.exists()
    write("a", "b")
    assert SentForm.objects.count() == 2


class Cause(Exception):
    def __init__(self, sqlstate):
        self.sqlstate = sqlstate


def fail(sqlstate):
    with conflicts_refused("taken_meanwhile"):
        raise OperationalError from Cause(sqlstate)


@pytest.mark.parametrize("sqlstate", sorted(CONFLICTS))
def test_a_conflict_with_a_concurrent_transaction_is_refused(sqlstate):
    with pytest.raises(Refused, match="taken_meanwhile"):
        fail(sqlstate)


@pytest.mark.parametrize("sqlstate", ["08006", "53300", None])
def test_other_faults_of_the_database_are_none_of_the_users(sqlstate):
    with pytest.raises(OperationalError):
        fail(sqlstate)
