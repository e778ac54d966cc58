"""Each budget raises its own refusal once its limit is passed, not before."""

import pytest

from docread.formats.limits import Budget, Limits, RefusalError


def code_of(call, *arguments):
    with pytest.raises(RefusalError) as error:
        call(*arguments)
    return error.value.code


def test_characters_are_added_up():
    budget = Budget(Limits(characters=10))
    budget.count_characters(6)
    budget.count_characters(4)
    assert code_of(budget.count_characters, 1) == "too_large"


def test_unpacked_bytes_are_added_up():
    budget = Budget(Limits(unpacked=10))
    budget.count_unpacked(10)
    assert code_of(budget.count_unpacked, 1) == "archive_bomb"


def test_the_deadline():
    Budget(Limits(seconds=600)).check_deadline()
    assert code_of(Budget(Limits(seconds=-1)).check_deadline) == "too_slow"
