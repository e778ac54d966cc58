"""Editors: they manage the board, the directory, the sources and the documents of the whole site."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.db import transaction

from gyoryu.base.emails import send_email
from gyoryu.base.models import record
from gyoryu.base.names import Language
from gyoryu.people.actions import get_or_open_account
from gyoryu.people.models import User
from gyoryu.programmes.models import Editor


@transaction.atomic
def appoint_editor(email: str, language: Language, *, now: datetime, by: User) -> Editor:
    """Make the owner of an address an editor, with an account if there is none; an email notifies them. A user who is
    one already stays one."""
    user = get_or_open_account(email, language, by.pk)
    editor, created = Editor.objects.get_or_create(user=user, defaults={"by": by, "given_at": now})
    if created:
        record("appoint_editor", "user", user.pk, by=by.pk)
        send_email("editor_appointed", user.email, cast(Language, user.language), {"link": "/start/"})
    return editor


@transaction.atomic
def dismiss_editor(editor: Editor, *, by: User) -> None:
    """Take the role away; an email notifies them. Roles in programmes stay."""
    user = editor.user
    editor.delete()
    record("dismiss_editor", "user", user.pk, by=by.pk)
    send_email("editor_dismissed", user.email, cast(Language, user.language), {"link": "/start/"})
