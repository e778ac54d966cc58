"""What is written into the access log."""

import pytest

from gyoryu.privacy.actions.accesses import MAX_KEYS, log_access, record_failed_sign_in
from gyoryu.privacy.models import AccessEntry
from tests.gyoryu.factories import BEGIN, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "192.0.2.7"


def test_an_access_names_who_saw_how_many_and_whom_as_far_as_the_list_goes():
    user = make_user("o@agency.example")
    keys = list(range(MAX_KEYS + 5))
    log_access(user, ADDRESS, "applications", "read", BEGIN, kind="application", keys=keys, filters="a" * 300)
    entry = AccessEntry.objects.get()
    assert (entry.user, entry.account, entry.address, entry.at) == (user.pk, "o@agency.example", ADDRESS, BEGIN)
    assert (entry.task, entry.deed, entry.kind) == ("applications", "read", "application")
    assert (entry.keys, entry.count, len(entry.filters)) == (keys[:MAX_KEYS], MAX_KEYS + 5, 200)


def test_a_failed_sign_in_names_an_account_only_where_there_is_one():
    user = make_user("o@agency.example")
    record_failed_sign_in(" O@Agency.example ", ADDRESS, BEGIN)
    record_failed_sign_in("my secret password", ADDRESS, BEGIN)
    strange, known = AccessEntry.objects.order_by("-pk")
    assert (known.user, known.account, known.keys, known.count) == (user.pk, "o@agency.example", [user.pk], 1)
    assert (strange.user, strange.account, strange.keys, strange.count) == (None, "", [], 0)
    assert {known.deed, strange.deed} == {"failed_sign_in"}
