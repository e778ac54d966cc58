"""Arrivals of participants."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from gyoryu.meetings.models import Application
from gyoryu.people.models import User
from gyoryu.programmes.models import Event


class CheckIn(models.Model):
    """The arrival of a participant on a day (of the venue's calendar)."""

    class Method(models.TextChoices):
        SEARCH = "search"
        BADGE = "badge"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="check_ins")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="check_ins")
    day = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    method = models.CharField(max_length=6, choices=Method.choices)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["application", "day"], name="arrived_once_a_day")]

    def __str__(self) -> str:
        return f"check-in {self.pk}"
