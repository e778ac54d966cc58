"""Results of events."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from gyoryu.people.models import User
from gyoryu.programmes.models import Event


class ReferenceRate(models.Model):
    """Reference exchange rate of a day: won for one unit of a currency, and its source."""

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
    """Results of an event at the time of closing; every closing is kept."""

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
