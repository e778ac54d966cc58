"""Each rendered form is taken once."""

from datetime import timedelta

import pytest
from django.db import transaction

from gyoryu.base.sent_forms import RETENTION, SentForm, claim_form, remove_old_forms
from tests.gyoryu.factories import BEGIN

pytestmark = pytest.mark.django_db


def test_the_first_claim_is_new_and_the_second_gets_the_same_row():
    form, is_new = claim_form("a", 7, BEGIN)
    again, is_new_again = claim_form("a", 7, BEGIN + timedelta(minutes=1))
    assert (again, is_new, is_new_again) == (form, True, False)
    assert (again.at, again.user) == (BEGIN, 7)
    assert claim_form("b", 7, BEGIN)[1]


def test_a_claim_is_undone_with_the_transaction_of_what_the_form_does():
    class Broken(Exception):
        pass

    def send():
        with transaction.atomic():
            claim_form("a", 7, BEGIN)
            raise Broken

    with pytest.raises(Broken):
        send()
    assert claim_form("a", 7, BEGIN)[1]


def test_old_ones_are_removed():
    for days in range(4):
        claim_form(str(days), 7, BEGIN - timedelta(days=days))
    assert remove_old_forms(BEGIN) == 1
    assert set(SentForm.objects.values_list("digest", flat=True)) == {"0", "1", str(RETENTION.days)}
