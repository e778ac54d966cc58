"""Who may do what, and who has to wait."""

import pytest

from gyoryu.people import rules
from gyoryu.people.models import User
from gyoryu.people.rules import AttemptCounts, Source

pytestmark = pytest.mark.django_db


def test_the_right_to_read_the_audit_log():
    assert rules.may_read_audit(User(is_superuser=True))
    assert not rules.may_read_audit(User())
    assert not rules.may_read_audit(User(is_superuser=True, is_active=False))


@pytest.mark.parametrize(
    "rule",
    [rules.may_read_outbox, rules.may_read_access_log, rules.may_handle_personal_data_requests],
    ids=lambda rule: rule.__name__,
)
def test_what_only_an_active_operator_may_do(rule):
    assert rule(User(is_superuser=True))
    assert not rule(User())
    assert not rule(User(is_superuser=True, is_active=False))


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("127.0.0.1", ""),
        ("::1", ""),
        ("::ffff:127.0.0.1", ""),
        ("nonsense", ""),
        ("", ""),
    ],
)
def test_what_one_customer_of_a_network_holds(address, network):
    assert rules.network_of(address) == network


@pytest.mark.parametrize(
    ("counts", "source", "waits"),
    [
        (AttemptCounts(5, 20, 50), Source("192.0.2.7"), False),
        (AttemptCounts(6, 6, 6), Source("192.0.2.7"), True),
        (AttemptCounts(1, 21, 1), Source("192.0.2.7"), True),
        (AttemptCounts(1, 1, 51), Source("192.0.2.7"), True),
        (AttemptCounts(1, 21, 301), Source("192.0.2.7", "known"), False),
        (AttemptCounts(6, 6, 6), Source("192.0.2.7", "known"), True),
        (AttemptCounts(1, 1, 300), Source(), False),
        (AttemptCounts(1, 1, 301), Source(), True),
    ],
)
def test_too_many_attempts_wait_and_strangers_cannot_use_up_those_of_a_known_device(counts, source, waits):
    assert rules.must_wait(counts, source) is waits
