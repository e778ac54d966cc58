"""Documents as ingested, and the hashes of their texts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gyoryu.base.fields import LanguageField
from gyoryu.base.files import StoredFile
from gyoryu.people.models import User
from gyoryu.programmes.models import Programme


class Document(models.Model):
    """A document as received. Its bytes are stored once; it can be read again whenever the reader improves. `reading`
    is an object of the format docread/1, whose spans count characters of `text`."""

    class IngestMethod(models.TextChoices):
        UPLOAD = "upload"
        PASTE = "paste"
        MAIL = "mail"
        ADDRESS = "address"
        FEED = "feed"
        RELEASES = "releases"

    class State(models.TextChoices):
        WAITING = "waiting"
        READ = "read"
        REFUSED = "refused"
        UNPACKED = "unpacked"  # an archive, whose members are documents of their own

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    url = models.URLField(max_length=1000, blank=True)
    ingest_method = models.CharField(max_length=10, choices=IngestMethod.choices)
    programme = models.ForeignKey(Programme, on_delete=models.SET_NULL, null=True, related_name="documents")
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    received_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    refusal = models.CharField(max_length=40, blank=True)
    reader_version = models.CharField(max_length=20, blank=True)
    language = LanguageField()
    title = models.CharField(max_length=400, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    ministry = models.CharField(max_length=200, blank=True)  # or agency that the text comes from
    published_on = models.DateField(null=True)
    text = models.TextField(blank=True)
    reading = models.JSONField(default=dict)
    original = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="copies")
    archive = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="members")

    class Meta:
        ordering = ("-received_at", "-pk")
        indexes: ClassVar = [models.Index(fields=["state", "-received_at"], name="documents_by_state")]
        constraints: ClassVar = [  # a programme sees nothing of another's, so that each may hold the same bytes
            models.UniqueConstraint(fields=["file", "programme"], name="documents_once_by_content"),
            models.UniqueConstraint(
                fields=["file"], name="documents_without_programme_once", condition=Q(programme=None)
            ),
        ]

    def __str__(self) -> str:
        return f"document {self.pk}"


class Shingle(models.Model):
    """One of the least hashes of a document's text: copies share most of theirs."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="shingles")
    value = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["value"], name="shingles_by_value")]

    def __str__(self) -> str:
        return f"shingle {self.pk}"
