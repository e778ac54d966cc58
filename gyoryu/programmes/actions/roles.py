"""Assignment of roles in a programme."""

from __future__ import annotations

from typing import cast

from django.db import transaction

from gyoryu.base.emails import send_email
from gyoryu.base.models import record
from gyoryu.base.names import Language
from gyoryu.base.refusals import Refused
from gyoryu.organisations.models import Organisation
from gyoryu.people.actions import get_or_open_account
from gyoryu.people.models import User
from gyoryu.programmes.models import Programme, Role


@transaction.atomic
def give_role(
    programme: Programme,
    email: str,
    kind: str,
    language: Language,
    by: User,
    *,
    organisation: Organisation | None = None,
) -> Role:
    """Give the owner of an address a role, and an account if there is none; an email notifies them. A role that someone
    has already stays as it is. Raises `Refused("needs_an_organisation")` for a participant without one."""
    if kind == Role.Kind.PARTICIPANT and organisation is None:
        raise Refused("needs_an_organisation")
    represented = organisation if kind == Role.Kind.PARTICIPANT else None
    user = get_or_open_account(email, language, by.pk)
    role, created = Role.objects.get_or_create(programme=programme, user=user, kind=kind, organisation=represented)
    if created:
        record("give_role", "programme", programme.pk, by=by.pk, user=user.pk, role=kind)
        user_language = cast(Language, user.language)
        params = {"programme": programme.names.in_language(user_language), "role": kind, "link": "/start/"}
        send_email("role_given", user.email, user_language, params, occasion=f"role.{role.pk}")
    return role


@transaction.atomic
def take_role(role: Role, by: User) -> None:
    """Remove a role. Raises `Refused("last_officer")`: a programme needs an officer who can assign roles."""
    Programme.objects.select_for_update().get(pk=role.programme_id)
    officers = Role.objects.filter(programme=role.programme_id, kind=Role.Kind.OFFICER)
    if role.kind == Role.Kind.OFFICER and not officers.exclude(pk=role.pk).exists():
        raise Refused("last_officer")
    record("take_role", "programme", role.programme_id, by=by.pk, user=role.user_id, role=role.kind)
    role.delete()
