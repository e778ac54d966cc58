"""Meeting logs: topics discussed, and expected deals (상담일지)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from gyoryu.base.fields import ProseField
from gyoryu.meetings.models.applications import Application
from gyoryu.meetings.models.timetable import Meeting
from gyoryu.people.models import User


class Stage(models.TextChoices):
    """Stage of a deal. Amounts of different stages are never added up."""

    CONSULTED = "consulted"
    PURSUING = "pursuing"
    SIGNED = "signed"


class MeetingLog(models.Model):
    """Log of one product discussed in a meeting. `amount` is in `currency`; where quantity and unit price are known it
    is their product. `interest` is from 1 to 5. `author_side`: side of the author."""

    class AuthorSide(models.TextChoices):
        SELLER = "seller"
        BUYER = "buyer"
        INTERPRETER = "interpreter"
        STAFF = "staff"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="logs")
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    author_side = models.CharField(max_length=11, choices=AuthorSide.choices)
    product = models.CharField(max_length=200, blank=True)
    hs6 = models.CharField(max_length=6, blank=True)
    quantity = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    unit_price = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    currency = models.CharField(max_length=3, default="USD")
    amount = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    stage = models.CharField(max_length=9, choices=Stage.choices, default=Stage.CONSULTED)
    interest = models.PositiveSmallIntegerField(null=True, blank=True)
    next_action = models.CharField(max_length=300, blank=True)
    next_on = models.DateField(null=True, blank=True)
    note = ProseField()
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(name="amounts_are_not_negative", condition=models.Q(amount__gte=0)),
            models.CheckConstraint(
                name="interest_from_1_to_5",
                condition=models.Q(interest__isnull=True) | models.Q(interest__gte=1, interest__lte=5),
            ),
        ]

    def __str__(self) -> str:
        return f"log {self.pk}"


class LogAnswer(models.Model):
    """Response of the other side to a log, in the version that it saw. The newest counts."""

    class Verdict(models.TextChoices):
        CONFIRMED = "confirmed"
        DISPUTED = "disputed"

    log = models.ForeignKey(MeetingLog, on_delete=models.CASCADE, related_name="answers")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    verdict = models.CharField(max_length=9, choices=Verdict.choices)
    note = models.CharField(max_length=300, blank=True)
    log_version = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.verdict} {self.log_id}"
