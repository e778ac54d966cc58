"""Documents as ingested, and the hashes of their texts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gyoryu.base.fields import LanguageField
from gyoryu.base.files import StoredFile
from gyoryu.people.models import User
from gyoryu.programmes.models import Programme


class Arrival(models.Model):
    """A document as received. Its bytes are stored once; it can be read again whenever the reader improves. `reading`
    is an object of the format docread/1, whose spans count characters of `text`."""

    class How(models.TextChoices):
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
        UNPACKED = "unpacked"  # an archive, whose documents are arrivals of their own

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    url = models.URLField(max_length=1000, blank=True)
    how = models.CharField(max_length=10, choices=How.choices)
    programme = models.ForeignKey(Programme, on_delete=models.SET_NULL, null=True, related_name="arrivals")
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    received_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    refusal = models.CharField(max_length=40, blank=True)
    reader = models.CharField(max_length=20, blank=True)
    language = LanguageField()
    title = models.CharField(max_length=400, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200, blank=True)  # the ministry or agency that the text comes from
    published_on = models.DateField(null=True)
    text = models.TextField(blank=True)
    reading = models.JSONField(default=dict)
    original = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="copies")
    archive = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="members")

    class Meta:
        ordering = ("-received_at", "-pk")
        indexes: ClassVar = [models.Index(fields=["state", "-received_at"], name="arrivals_by_state")]
        constraints: ClassVar = [  # a programme sees nothing of another's, so that each may hold the same bytes
            models.UniqueConstraint(fields=["file", "programme"], name="arrivals_once_by_content"),
            models.UniqueConstraint(
                fields=["file"], name="arrivals_of_nobody_once_by_content", condition=Q(programme=None)
            ),
        ]

    def __str__(self) -> str:
        return f"arrival {self.pk}"


class Shingle(models.Model):
    """One of the least hashes of an arrival's text: copies share most of theirs."""

    arrival = models.ForeignKey(Arrival, on_delete=models.CASCADE, related_name="shingles")
    value = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["value"], name="shingles_by_value")]

    def __str__(self) -> str:
        return f"shingle {self.pk}"
