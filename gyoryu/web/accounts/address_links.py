"""Links that confirm a new e-mail address."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse

from gyoryu.people.models import User
from gyoryu.web.accounts.sign_in_links import moment_of

SECONDS = 24 * 3600


SALT = "gyoryu.new-address"


def address_link(user: User, email: str) -> str:
    return reverse("confirm-address", args=[signing.dumps([user.pk, moment_of(user), email], salt=SALT, compress=True)])


def _read(token: str) -> tuple[User, str] | None:
    try:
        number, moment, email = signing.loads(token, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=number, is_active=True).first()
    return (user, email) if user and moment_of(user) == moment else None
