"""What can be done with accounts. Each verb that changes facts runs in one transaction and
leaves one audit line."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from gyoryu.base.models import record
from gyoryu.base.names import Language
from gyoryu.people import rules
from gyoryu.people.models import SignInAttempt, User


@transaction.atomic
def change_language(user: User, language: Language, by: User) -> None:
    """Let Gyoryu speak another language to `user`."""
    former = user.language
    if former == language:
        return
    user.language = language
    user.save(update_fields=["language"])
    record("change_language", "user", user.pk, by=by.pk, former=former, new=language)


def begin_sign_in(email: str, address: str) -> bool:
    """Note an attempt before the password is looked at, and say whether it may go on. `address` is "" if not known.

    No transaction, on purpose: the note is committed before attempts are counted, so that of a hundred at the same
    moment no more go on than of a hundred in a row. A refused one is not kept: waiting ends."""
    since = timezone.now() - rules.ATTEMPTS_COUNT_FOR
    SignInAttempt.objects.filter(at__lt=since).delete()
    account_digest, address_digest = _digest(email.strip().lower()), _digest(address) if address else ""
    attempt = SignInAttempt.objects.create(account=account_digest, address=address_digest)
    of_account = SignInAttempt.objects.filter(account=account_digest).count()
    of_address = SignInAttempt.objects.filter(address=address_digest).count() if address else 0
    if rules.must_wait(of_account, of_address):
        attempt.delete()
        return False
    return True


@transaction.atomic
def complete_sign_in(user: User) -> None:
    """The password was right: earlier attempts on the account no longer count."""
    SignInAttempt.objects.filter(account=_digest(user.email)).delete()
    record("sign_in", "user", user.pk, by=user.pk)


def _digest(text: str) -> str:
    return salted_hmac("gyoryu.people.sign_in", text, algorithm="sha256").hexdigest()
