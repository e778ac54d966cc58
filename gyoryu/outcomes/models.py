"""What came of an event, counted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from gyoryu.people.models import User
from gyoryu.programmes.models import Event


class ReferenceRate(models.Model):
    """What one unit of a currency was worth in won on a day, and who says so."""

    currency = models.CharField(max_length=3)
    on = models.DateField()
    krw = models.DecimalField(max_digits=14, decimal_places=6)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ("-on", "currency")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["currency", "on"], name="one_rate_a_day"),
            models.CheckConstraint(name="rates_are_positive", condition=models.Q(krw__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.currency} on {self.on}"


class Closing(models.Model):
    """The figures of an event as they stood when an officer closed them. Each is kept."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="closings")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    figures = models.JSONField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "number"], name="closings_are_numbered")]

    def __str__(self) -> str:
        return f"closing {self.number} of event {self.event_id}"
