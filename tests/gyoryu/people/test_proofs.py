"""Links and codes are used once, also by several processes at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from gyoryu.people.actions import PROOFS_KEPT_FOR, consume_proof
from gyoryu.people.models import UsedProof

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
THREADS = 12


@pytest.mark.django_db
def test_a_proof_is_used_once_for_each_purpose():
    assert consume_proof("link", "abc", NOW) is True
    assert consume_proof("link", "abc", NOW) is False
    assert consume_proof("link", "abd", NOW) is True
    assert consume_proof("code", "abc", NOW) is True
    assert not UsedProof.objects.filter(digest__contains="abc").exists()


@pytest.mark.django_db
def test_proofs_that_are_good_for_nothing_any_more_are_forgotten():
    consume_proof("link", "abc", NOW)
    consume_proof("link", "abd", NOW + PROOFS_KEPT_FOR + timedelta(seconds=1))
    assert UsedProof.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_at_the_same_moment_one_gets_in():
    start = Barrier(THREADS)

    def use(_thread: int) -> bool:
        start.wait()
        try:
            return consume_proof("link", "abc", NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        assert sorted(pool.map(use, range(THREADS))) == [False] * (THREADS - 1) + [True]
