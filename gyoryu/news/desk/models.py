"""Proposals of the reader, the records that people confirmed, and names mentioned."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from gyoryu.base.fields import ListField
from gyoryu.news.documents.models import Document
from gyoryu.organisations.models import Organisation
from gyoryu.people.models import User
from gyoryu.programmes.models import Programme


class Proposal(models.Model):
    """Record proposed by the reader. `fingerprint` is the same when a later reading proposes the same; `values` are the
    values read, `corrected_values` those corrected by a person."""

    class State(models.TextChoices):
        OPEN = "open"
        ACCEPTED = "accepted"
        EDITED = "edited"
        REJECTED = "rejected"

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="proposals")
    kind = models.CharField(max_length=20)
    position = models.PositiveIntegerField()  # in the order of the reading
    fingerprint = models.CharField(max_length=40)
    values = models.JSONField()
    spans = models.JSONField()
    confidence = models.FloatField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    corrected_values = models.JSONField(null=True)
    is_stale = models.BooleanField(default=False)  # a later reading no longer proposes it
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("position", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "fingerprint"], name="proposals_once_by_fingerprint")
        ]

    def __str__(self) -> str:
        return f"{self.kind} proposed from document {self.document_id}"

    @property
    def shown(self) -> dict[str, object]:
        """The corrected values if there are any, else the values read."""
        return dict(self.corrected_values if self.corrected_values is not None else self.values)


class ConfirmedRecord(models.Model):
    """An event, an agreement or a commitment that a person confirmed: a record of the programme, with its evidence."""

    class Kind(models.TextChoices):
        EVENT = "event"
        AGREEMENT = "agreement"
        COMMITMENT = "commitment"

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="record")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="news_records")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.TextField()
    actors = ListField()
    starts = models.CharField(max_length=20, blank=True)  # ISO as far as the text goes
    ends = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=20, blank=True)
    confirmed_at = models.DateTimeField()

    class Meta:
        ordering = ("-confirmed_at", "-pk")

    def __str__(self) -> str:
        return f"{self.kind} confirmed in programme {self.programme_id}"


class Mention(models.Model):
    """Mention of a body, person, place or agreement in a document. `key` is the name without blanks and case."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="mentions")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, related_name="mentions")
    count = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "key"], name="mentions_by_key")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "kind", "key"], name="mentions_once_by_key")
        ]

    def __str__(self) -> str:
        return f"mention {self.pk}"
