"""Actions on accounts. Each one that changes facts runs in one transaction and
leaves one audit line."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import cast

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils.crypto import salted_hmac

from gyoryu.base.emails import send_email
from gyoryu.base.models import AuditLine, record
from gyoryu.base.names import Language, Names
from gyoryu.base.queue import enqueue
from gyoryu.base.refusals import Refused
from gyoryu.people import rules
from gyoryu.people.models import ApiToken, SignInAttempt, UsedProof, User

TOKEN_PREFIX = "gyoryu_"  # so that scanners find one that was published by mistake
USE_NOTED_EVERY = timedelta(minutes=1)
# Longer than any link or code is good for.
PROOFS_KEPT_FOR = timedelta(days=4)


@transaction.atomic
def change_language(user: User, language: Language, by: User) -> None:
    """Change the language of `user`."""
    former = user.language
    if former == language:
        return
    user.language = language
    user.save(update_fields=["language"])
    record("change_language", "user", user.pk, by=by.pk, former=former, new=language)


def begin_sign_in(email: str, proof: rules.Proof, source: rules.Source, now: datetime) -> bool:
    """Note an attempt before the proof is looked at, and return whether it may go on.

    No transaction, on purpose: the note is committed before attempts are counted, so that of a hundred at the same
    moment no more go on than of a hundred in a row. A refused one is not stored: waiting ends."""
    forget_old_attempts(now)
    account = _digest(email.strip().lower())
    attempt = SignInAttempt.objects.create(account=account, proof=proof, **_source_columns(source))
    if rules.must_wait(_count_attempts(attempt), source):
        attempt.delete()
        enqueue("warn_of_attempts", {"account": account}, by=None, unique_key=f"warn_of_attempts {account}")
        return False
    return True


def _count_attempts(attempt: SignInAttempt) -> rules.AttemptCounts:
    """One query. A known device is a source of its own, wherever it is."""
    of_account = Q(account=attempt.account, proof=attempt.proof)
    without_device = Q(device="")
    of_source = Q(device=attempt.device) if attempt.device else without_device & Q(network=attempt.network)
    counts = SignInAttempt.objects.aggregate(
        of_source=Count("pk", filter=of_account & of_source),
        of_account=Count("pk", filter=of_account & without_device),
        of_network=Count("pk", filter=without_device & Q(network=attempt.network)),
    )
    return rules.AttemptCounts(**counts)


def _source_columns(source: rules.Source) -> dict[str, str]:
    return {
        "network": _digest(source.network) if source.network else "",
        "device": _digest(source.device) if source.device else "",
    }


def forget_old_attempts(now: datetime) -> None:
    """Delete attempts that no longer count."""
    SignInAttempt.objects.filter(at__lt=now - rules.ATTEMPTS_COUNT_FOR).delete()


@transaction.atomic
def complete_sign_in(user: User, source: rules.Source) -> None:
    """Forget attempts after a successful sign-in: earlier ones from the same source no longer count."""
    forget_attempts(user, source)
    record("sign_in", "user", user.pk, by=user.pk)


def forget_attempts(user: User, source: rules.Source) -> None:
    """Delete attempts from the same device or network. Those from elsewhere continue to count."""
    columns = _source_columns(source)
    same_source = Q(network=columns["network"]) | (Q(device=columns["device"]) if source.device else Q(pk=None))
    SignInAttempt.objects.filter(same_source, account=_digest(user.email)).delete()


@transaction.atomic
def notify_of_attempts(account: str, now: datetime) -> None:
    """Notify the owner of `account`, the digest in an attempt, of failed sign-ins; once a day. Done by the
    worker, so that the time an answer takes does not show whether there is such an account."""
    for user in User.objects.filter(is_active=True).iterator():
        if _digest(user.email) == account:
            break
    else:
        return
    earlier = AuditLine.objects.filter(verb="warn_of_attempts", kind="user", key=user.pk)
    if not earlier.filter(at__gt=now - rules.WARN_OWNER_EVERY).exists():
        send_email("sign_in_attempts", user.email, _language_of(user), {"link": "/account/"})
        record("warn_of_attempts", "user", user.pk, by=None)


def consume_proof(purpose: str, proof: str, now: datetime) -> bool:
    """Return whether `proof`, a link or a code, is used for the first time. Of several concurrent requests only one
    gets True: the database decides."""
    UsedProof.objects.filter(used_at__lt=now - PROOFS_KEPT_FOR).delete()
    try:
        with transaction.atomic():
            UsedProof.objects.create(digest=_digest(f"{purpose} {proof}"), used_at=now)
    except IntegrityError:
        return False
    return True


@transaction.atomic
def get_or_open_account(email: str, language: Language, by: int | None) -> User:
    """Get or create the account of an address. A new one has no password: its owner signs in by a link, or
    chooses one."""
    address = email.strip().lower()
    user, created = User.objects.get_or_create(email=address, defaults={"language": language, "password": "!"})
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        record("open_account", "user", user.pk, by=by)
    return user


@transaction.atomic
def open_accounts(accounts: Sequence[dict[str, str]], by: int | None) -> list[int]:
    """Create accounts for addresses that have none, as `account_for` does; return their numbers in the same order. Each
    of `accounts` has `email` in lower case, `language` and names."""
    users = User.objects.bulk_create([User(password=make_password(None), **columns) for columns in accounts])
    record("open_accounts", "user", "", by=by, count=len(users))
    return [user.pk for user in users]


@transaction.atomic
def close_unused_accounts(users: Sequence[int], by: int | None) -> int:
    """Delete accounts that were never used to sign in and that no row refers to. Return their number."""
    unused = User.objects.filter(pk__in=users, last_login=None)
    for relation in User._meta.related_objects:
        model = relation.related_model
        if not isinstance(model, str) and not relation.many_to_many:
            in_use = model._default_manager.filter(**{f"{relation.field.name}__in": users})
            unused = unused.exclude(pk__in=in_use.values(relation.field.attname))
    count = unused.delete()[1].get("gyoryu.User", 0)
    record("close_accounts", "user", "", by=by, count=count)
    return count


@transaction.atomic
def send_sign_in_link(user: User, link: str, minutes: int) -> None:
    """Send `link`, a path of this site that signs `user` in for so many minutes."""
    send_email("sign_in_link", user.email, _language_of(user), {"link": link, "minutes": str(minutes)})
    record("send_sign_in_link", "user", user.pk, by=None)


@transaction.atomic
def notify_of_changed_sign_in(user: User, change: str, email: str, now: datetime) -> None:
    """Record a change to how `user` signs in, and notify them at `email`, in case it was someone else. With a new
    password, tokens of programs end, as expected after a leak of the former one."""
    if change == "password":
        ApiToken.objects.filter(user=user, revoked_at=None).update(revoked_at=now)
    send_email("account_changed", email, _language_of(user), {"what": change})
    record("change_sign_in", "user", user.pk, by=user.pk, what=change)


def change_email(user: User, email: str, now: datetime) -> None:
    """Change to another, verified address; notify the former one. Raises `Refused("address_taken")`."""
    former, user.email = user.email, email.strip().lower()
    try:
        with transaction.atomic():
            user.save(update_fields=["email"])
            notify_of_changed_sign_in(user, "email", former, now)
    except IntegrityError:
        user.email = former
        raise Refused("address_taken") from None


def send_new_address_link(user: User, email: str, link: str) -> None:
    """Send a verification link to the new address. One with an account already gets no email, without notice."""
    if not User.objects.filter(email=email).exists():
        send_email("confirm_email", email, _language_of(user), {"link": link})


@transaction.atomic
def change_profile(user: User, names: Names, language: Language, time_zone: str, by: User) -> None:
    """Change the names, the language and the time zone of an account."""
    user.name_ko, user.name_zh, user.name_en = names.ko, names.zh, names.en
    user.language, user.time_zone = language, time_zone
    user.full_clean(exclude=["email", "password"])
    user.save(update_fields=["name_ko", "name_zh", "name_en", "language", "time_zone"])
    record("change_profile", "user", user.pk, by=by.pk)


@transaction.atomic
def sign_out_elsewhere(user: User, session_key: str, now: datetime) -> int:
    """End all sessions of the account but the one with `session_key`; return their number."""
    count = end_sessions(user, now, except_key=session_key)
    record("sign_out_elsewhere", "user", user.pk, by=user.pk, sessions=count)
    return count


def end_sessions(user: User, now: datetime, except_key: str = "") -> int:
    """End the sessions of the account except one. Return their number. The user is only in the session's data."""
    sessions = Session.objects.filter(expire_date__gt=now).exclude(session_key=except_key)
    keys = [session.pk for session in sessions.iterator() if session.get_decoded().get(SESSION_KEY) == str(user.pk)]
    Session.objects.filter(pk__in=keys).delete()
    return len(keys)


@transaction.atomic
def make_token(
    user: User, name: str, scopes: Sequence[str], now: datetime, *, expires_at: datetime | None = None
) -> tuple[ApiToken, str]:
    """Create a token for programs that act for `user`. Return it with its text, which is not stored.

    Raises `Refused`: `bad_scope_of_token` (none, or an unknown one), `bad_end` (not in the future)."""
    if not scopes or not set(scopes) <= set(rules.SCOPES):
        raise Refused("bad_scope_of_token")
    if expires_at is not None and expires_at <= now:
        raise Refused("bad_end")
    text = TOKEN_PREFIX + secrets.token_urlsafe(32)
    ordered = [scope for scope in rules.SCOPES if scope in scopes]
    token = ApiToken.objects.create(
        user=user, name=name.strip()[:80], digest=_digest_of_token(text), scopes=ordered, expires_at=expires_at
    )
    record("make_token", "user", user.pk, by=user.pk, token=token.pk, scopes=len(ordered))
    return token, text


@transaction.atomic
def revoke_token(token: ApiToken, by: User, now: datetime) -> None:
    """Revoke a token. Revoking it twice has no further effect."""
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
        record("revoke_token", "user", token.user_id, by=by.pk, token=token.pk)


def token_of(text: str, now: datetime) -> ApiToken | None:
    """Return the valid token of this text with its user; the time of use is recorded once a minute."""
    rows = ApiToken.objects.select_related("user").filter(digest=_digest_of_token(text), revoked_at=None)
    token = rows.filter(user__is_active=True).first()
    if token is None or (token.expires_at is not None and token.expires_at <= now):
        return None
    if token.used_at is None or now - token.used_at > USE_NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(used_at=now)
    return token


def _digest_of_token(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _language_of(user: User) -> Language:
    return cast(Language, user.language)


def _digest(text: str) -> str:
    return salted_hmac("gyoryu.people.sign_in", text, algorithm="sha256").hexdigest()
