"""How often one may try to sign in, and that strangers use up nobody else's attempts."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from gyoryu.base.emails import Email
from gyoryu.base.models import AuditLine
from gyoryu.base.queue import Job
from gyoryu.people import rules
from gyoryu.people.actions import begin_sign_in, complete_sign_in, notify_of_attempts
from gyoryu.people.models import SignInAttempt, User
from gyoryu.people.rules import Source

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
MAX = rules.MAX_ATTEMPTS_OF_SOURCE
PROOFS: tuple[rules.Proof, ...] = ("password", "mail", "code")
UNKNOWN = Source()
STRANGER = Source(network="192.0.2.1")
OWNER = Source(network="198.51.100.7")
OWNERS_PHONE = Source(network="192.0.2.1", device="phone")  # in the same network as the stranger


@pytest.fixture(autouse=True)
def at_one_moment(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def attempt(source=STRANGER, proof="password", email="a@b.example", now=NOW):
    return begin_sign_in(email, proof, source, now)


@pytest.mark.parametrize("source", [UNKNOWN, STRANGER, OWNERS_PHONE])
@pytest.mark.parametrize("proof", PROOFS)
def test_so_many_attempts_and_then_a_pause(source, proof):
    assert [attempt(source, proof) for _ in range(MAX + 2)] == [True] * MAX + [False, False]
    assert attempt(source, proof, " A@B.example ") is False
    assert attempt(source, proof, "other@b.example") is True


def test_refused_attempts_do_not_prolong_the_pause():
    for _ in range(MAX + 3):
        attempt()
    assert SignInAttempt.objects.count() == MAX
    assert attempt(now=NOW + rules.ATTEMPTS_COUNT_FOR + timedelta(seconds=1)) is True
    assert SignInAttempt.objects.count() == 1


@pytest.mark.parametrize(("tried", "own"), [pair for pair in product(PROOFS, PROOFS) if pair[0] != pair[1]])
def test_a_stranger_who_uses_up_one_proof_leaves_the_others(tried, own):
    for network in range(100):
        attempt(Source(network=f"203.0.113.{network}"), tried)
    assert attempt(OWNER, own) is True


@pytest.mark.parametrize("proof", PROOFS)
def test_a_stranger_who_uses_up_everything_leaves_the_known_device(proof):
    for network, tried in product(range(50), PROOFS):
        attempt(Source(network=f"192.0.2.{network}"), tried)
    assert attempt(OWNER, proof) is False
    assert attempt(OWNERS_PHONE, proof) is True


@pytest.mark.parametrize("proof", PROOFS)
def test_many_networks_together_try_one_account_so_often(proof):
    allowed = [attempt(Source(network=f"203.0.113.{network}"), proof) for network in range(50)]
    assert allowed.count(True) == rules.MAX_ATTEMPTS_OF_ACCOUNT


@pytest.mark.parametrize(
    ("source", "most"),
    [(STRANGER, rules.MAX_ATTEMPTS_OF_NETWORK), (UNKNOWN, rules.MAX_ATTEMPTS_OF_UNKNOWN_NETWORK)],
)
def test_one_network_tries_so_many_accounts(source, most):
    allowed = [attempt(source, "mail", f"{number}@b.example") for number in range(most + 1)]
    assert allowed == [True] * most + [False]
    assert attempt(OWNER, "mail", "new@b.example") is True


def test_success_forgets_attempts_on_that_account_from_that_source():
    user = User.objects.create_user("a@b.example")
    for source, email in ((OWNER, "a@b.example"), (OWNER, "c@d.example"), (STRANGER, "a@b.example")):
        attempt(source, email=email)
    complete_sign_in(user, OWNER)
    assert SignInAttempt.objects.count() == 2
    assert AuditLine.objects.get().verb == "sign_in"


def test_attempts_hold_nothing_that_names_a_person_or_place():
    attempt(OWNERS_PHONE)
    row = SignInAttempt.objects.get()
    for digest in (row.account, row.network, row.device):
        assert len(digest) == 64
        assert not {"@", "192.0.2.1", "phone"} & {digest}
    assert str(row) == f"attempt {row.pk}"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("127.0.0.1", ""),
        ("::1", ""),
        ("::ffff:127.0.0.1", ""),
        ("unknown", ""),
        ("", ""),
    ],
)
def test_what_counts_as_one_network(address, network):
    assert rules.network_of(address) == network


def test_the_owner_is_warned_once_a_day_and_nobody_without_an_account():
    user = User.objects.create_user("a@b.example", language="ko")
    for email in (user.email, "nobody@b.example"):
        for _ in range(MAX + 3):
            attempt(email=email)
    warnings = Job.objects.filter(kind="warn_of_attempts")
    assert warnings.count() == 2  # both alike: the time of an answer tells nothing
    for job in warnings:
        assert "@" not in str(job.args)
        notify_of_attempts(job.args["account"], NOW)
        notify_of_attempts(job.args["account"], NOW)
    letter = Email.objects.get()
    assert (letter.to, letter.code) == (user.email, "sign_in_attempts")
