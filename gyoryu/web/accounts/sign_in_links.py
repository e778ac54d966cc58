"""Links that sign a user in once: signed, and good for some minutes."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse

from gyoryu.people.models import User

MINUTES = 15


SALT = "gyoryu.sign-in-link"


def link_for(user: User, onward: str = "") -> str:
    """Return the path of a link that signs `user` in once, and redirects to the path `onward`."""
    token = signing.dumps([user.pk, moment_of(user), onward], salt=SALT, compress=True)
    return reverse("use-link", args=[token])


def moment_of(user: User) -> str:
    """Return a fingerprint that changes with the address, the password and every sign-in."""
    last = user.last_login.isoformat() if user.last_login else ""
    return signing.Signer(salt=SALT).signature(f"{user.email} {user.password} {last}")


def read_link(token: str) -> tuple[User, str] | None:
    """Return the user and the redirect path of a link; `None` where it is too old, used or forged."""
    try:
        number, moment, onward = signing.loads(token, salt=SALT, max_age=MINUTES * 60)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=number, is_active=True).first()
    return (user, onward) if user and moment_of(user) == moment else None
