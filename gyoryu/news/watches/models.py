"""Watches, and the documents that match them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gyoryu.news.documents.models import Document
from gyoryu.people.models import User
from gyoryu.programmes.models import Programme


class Watch(models.Model):
    """Saved search with notification: words that must all occur in a document, a body or a region under any of its
    names, or a code of the Harmonized System including its subdivisions."""

    class Kind(models.TextChoices):
        WORDS = "words"
        BODY = "body"
        REGION = "region"
        CODE = "code"

    class Frequency(models.TextChoices):
        ONCE = "once"  # at once
        DAILY = "daily"
        NEVER = "never"  # shown on the site only

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="watches")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, null=True, related_name="watches")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.WORDS)
    words = models.CharField(max_length=200)
    frequency = models.CharField(max_length=10, choices=Frequency.choices, default=Frequency.DAILY)
    made_at = models.DateTimeField()
    is_on = models.BooleanField(default=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"watch {self.pk}"


class WatchHit(models.Model):
    watch = models.ForeignKey(Watch, on_delete=models.CASCADE, related_name="hits")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="hits")
    at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)  # by an officer on the page of the programme

    class Meta:
        ordering = ("-at", "-pk")
        indexes: ClassVar = [models.Index(fields=["watch"], name="hits_to_mail", condition=Q(mailed_at=None))]
        constraints: ClassVar = [models.UniqueConstraint(fields=["watch", "document"], name="hits_once_a_document")]

    def __str__(self) -> str:
        return f"hit {self.pk}"
