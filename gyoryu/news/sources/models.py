"""Sources of documents, and the entries that were taken from them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gyoryu.news.documents.models import Document
from gyoryu.people.models import User
from gyoryu.programmes.models import Programme


class Source(models.Model):
    """Where documents come from by themselves: a feed, or the open press-release service. `last_error` is the code of
    the last poll that failed; a successful poll clears it."""

    class Kind(models.TextChoices):
        FEED = "feed"
        RELEASES = "releases"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=120)
    address = models.URLField(max_length=1000, blank=True)
    programme = models.ForeignKey(Programme, on_delete=models.SET_NULL, null=True, related_name="+")
    interval_hours = models.PositiveSmallIntegerField(default=6)  # between two polls
    is_on = models.BooleanField(default=True)
    next_poll_at = models.DateTimeField()
    polled_at = models.DateTimeField(null=True)  # the last successful poll
    last_error = models.CharField(max_length=40, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)  # in a row
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("name", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "address"], name="sources_once_by_address"),
            models.CheckConstraint(name="sources_rest_between_visits", condition=Q(interval_hours__gt=0)),
        ]

    def __str__(self) -> str:
        return self.name


class SourceItem(models.Model):
    """Entry of a source that was ingested. `key` is the digest of its identifier at the source."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="items")
    key = models.CharField(max_length=64)
    document = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "key"], name="items_once_by_source")]

    def __str__(self) -> str:
        return f"item {self.pk} of source {self.source_id}"
