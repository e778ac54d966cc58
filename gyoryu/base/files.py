"""Uploaded and generated files, stored once under the digest of their content."""

from __future__ import annotations

import hashlib
import os
from datetime import datetime
from pathlib import Path
from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models

from gyoryu.base.fields import LanguageField
from gyoryu.base.full_disk import is_disk_full
from gyoryu.base.refusals import Refused

MAX_BYTES = 20 << 20
DRAFT = ".part"  # the ending of a file that is being written


class StoredFile(models.Model):
    """Bytes on disk under their SHA-256; `media_type` is detected from the bytes, never taken from a browser."""

    digest = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(name="files_hold_something", condition=models.Q(size__gt=0))]

    def __str__(self) -> str:
        return f"file {self.digest[:12]}"

    @property
    def path(self) -> Path:
        return Path(settings.FILES) / self.digest[:2] / self.digest[2:]

    def read(self) -> bytes:
        return self.path.read_bytes()


class Output(models.Model):
    """A file that a job makes for a user: an export, a print. `event` is the number of an event, not a foreign key:
    events belong to a higher layer. `file` is None until it is made; `by` is the number of the requesting user.
    `failure` is the code of why it failed; `notes` are issues about the file, as objects."""

    event = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=30)
    language = LanguageField()
    by = models.PositiveBigIntegerField(null=True)
    job = models.PositiveBigIntegerField(null=True)
    name = models.CharField(max_length=120)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    failure = models.CharField(max_length=60, blank=True)
    notes = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-pk",)
        indexes: ClassVar = [models.Index(fields=["event", "-created_at"], name="outputs_of_an_event")]

    def __str__(self) -> str:
        return f"{self.kind} of event {self.event}"


def store_file(data: bytes, media_type: str) -> StoredFile:
    """Store `data`, whose type the caller has detected from the bytes. The same bytes are stored once. Raises
    `Refused("disk_full")`."""
    digest = hashlib.sha256(data).hexdigest()
    file = StoredFile(digest=digest, size=len(data), media_type=media_type)
    if not _holds(file.path, data):
        write_whole(file.path, data)
    return StoredFile.objects.get_or_create(digest=digest, defaults={"size": len(data), "media_type": media_type})[0]


def _holds(path: Path, data: bytes) -> bool:
    """Return whether the file exists and is complete: after a power failure it may be truncated."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False


def write_whole(path: Path, data: bytes) -> None:
    """Write atomically and durably, also with concurrent writers of the same file and after a power failure. Refuses
    `disk_full`."""
    try:
        _write(path, data)
    except OSError as fault:
        if is_disk_full(fault):
            raise Refused("disk_full") from fault
        raise


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{uuid4().hex}{DRAFT}")
    try:
        with draft.open("xb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def remove_drafts(before: datetime) -> int:
    """Remove what processes that were killed have left of files since before that moment; how many."""
    drafts = [path for path in Path(settings.FILES).rglob(f"*{DRAFT}") if path.stat().st_mtime < before.timestamp()]
    for draft in drafts:
        draft.unlink(missing_ok=True)
    return len(drafts)
