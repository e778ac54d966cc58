"""Terms that an officer sets for a consultation."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from gyoryu.base.fields import ListField
from gyoryu.programmes.models import Event

PRIORITIES = ("mutual", "buyer", "seller", "early", "few")


def default_priorities() -> list[str]:
    return list(PRIORITIES)


class Terms(models.Model):
    """Time windows, limits and the order of priorities of one consultation. A window includes its first moment and
    excludes its last. `priorities` are codes of `PRIORITIES` by decreasing weight; a kind of wish that is missing has
    the lowest weight, a tie-breaker that is missing has none. `keep_months`: retention period of personal data after
    the event, to which applicants consent."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="terms")
    apply_from = models.DateTimeField()
    apply_until = models.DateTimeField()
    wish_from = models.DateTimeField()
    wish_until = models.DateTimeField()
    self_apply = models.BooleanField(default=True)
    seller_min = models.PositiveSmallIntegerField(default=0)
    seller_max = models.PositiveSmallIntegerField(null=True, blank=True)
    buyer_min = models.PositiveSmallIntegerField(default=0)
    buyer_max = models.PositiveSmallIntegerField(null=True, blank=True)
    most_wishes = models.PositiveSmallIntegerField(null=True, blank=True)  # that one participant may send
    priorities = ListField(default=default_priorities)
    max_run = models.PositiveSmallIntegerField(null=True, blank=True)  # meetings without a free slot
    break_spread = models.PositiveSmallIntegerField(null=True, blank=True)
    keep_months = models.PositiveSmallIntegerField(default=24)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="windows_end_after_they_open",
                condition=models.Q(apply_until__gt=models.F("apply_from"), wish_until__gt=models.F("wish_from")),
            )
        ]

    def __str__(self) -> str:
        return f"terms of event {self.event_id}"
