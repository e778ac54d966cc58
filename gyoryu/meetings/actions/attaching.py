"""Files that come with an application."""

from __future__ import annotations

from django.db import transaction

from gyoryu.base.files import MAX_BYTES, store_file
from gyoryu.base.models import record
from gyoryu.base.refusals import Refused
from gyoryu.base.text import normalize_whitespace
from gyoryu.meetings.file_types import type_of
from gyoryu.meetings.models import Application, ApplicationFile
from gyoryu.people.models import User

MAX_FILES = 10


@transaction.atomic
def attach_file(application: Application, name: str, data: bytes, user: User) -> ApplicationFile:
    """Keep a file under the name that it came with. Raises `Refused`: `file_too_large`, `file_is_empty`,
    `file_type_unknown`, `file_is_suspicious`, `too_many_files` (most)."""
    if len(data) > MAX_BYTES:
        raise Refused("file_too_large", most=MAX_BYTES >> 20)
    if not data:
        raise Refused("file_is_empty")
    Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if application.files.count() >= MAX_FILES:
        raise Refused("too_many_files", most=MAX_FILES)
    stored = store_file(data, type_of(data))
    attached, _ = ApplicationFile.objects.get_or_create(
        application=application,
        file=stored,
        defaults={"name": normalize_whitespace(name.replace("/", " ").replace("\\", " "))[-200:]},
    )
    record("attach_file", "application", application.pk, by=user.pk, file=attached.pk, size=len(data))
    return attached


@transaction.atomic
def remove_file(attached: ApplicationFile, user: User) -> None:
    application, number = attached.application_id, attached.pk
    attached.delete()
    record("remove_file", "application", application, by=user.pk, file=number)
