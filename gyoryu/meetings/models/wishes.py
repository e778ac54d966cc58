"""Meeting requests, rules for pairs, and interpreters."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from gyoryu.base.fields import LanguageField, ListField, NameField
from gyoryu.base.names import Names
from gyoryu.meetings.models.applications import Application, new_token
from gyoryu.people.models import User
from gyoryu.programmes.models import Event, Slot


class Wish(models.Model):
    """Meeting request: a preference, not a booking. `rank` 1 is the first choice of `asker`."""

    class Answer(models.TextChoices):
        OPEN = "open"
        ACCEPTED = "accepted"
        DECLINED = "declined"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="wishes")
    asker = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="wishes")
    asked = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="requests")
    rank = models.PositiveSmallIntegerField(default=1)
    note = models.CharField(max_length=300, blank=True)
    answer = models.CharField(max_length=8, choices=Answer.choices, default=Answer.OPEN)
    answered_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("asker", "rank", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["asker", "asked"], name="asked_once"),
            models.CheckConstraint(name="nobody_asks_itself", condition=~models.Q(asker=models.F("asked"))),
        ]
        indexes: ClassVar = [models.Index(fields=["event", "rank"], name="wishes_by_choice")]

    def __str__(self) -> str:
        return f"wish {self.pk}"


class PairRule(models.Model):
    """Rule that an officer sets for a pair: they must meet, or must not. `reason` is a code (met_before, exclusive,
    risk, delegation …), `note` gives details."""

    class Kind(models.TextChoices):
        MUST = "must"
        FORBIDDEN = "forbidden"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="pair_rules")
    seller = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    buyer = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    reason = models.CharField(max_length=20, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["seller", "buyer"], name="one_rule_a_pair")]

    def __str__(self) -> str:
        return f"{self.kind} {self.seller_id} {self.buyer_id}"


class Interpreter(models.Model):
    """Interpreter at an event. `language` is the language of the agenda, `languages` those that the person speaks."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="interpreters")
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="interpreting")
    name_ko = NameField(max_length=100)
    name_zh = NameField(max_length=100)
    name_en = NameField(max_length=100)
    number = models.CharField(max_length=8)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = LanguageField()
    languages = ListField()
    fields = ListField()
    most = models.PositiveSmallIntegerField(null=True, blank=True)  # meetings in the whole event
    away = models.ManyToManyField(Slot, blank=True, related_name="interpreters_away")
    calendar = models.CharField(max_length=40, unique=True, default=new_token)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("number",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "number"], name="an_interpreter_a_number")]

    def __str__(self) -> str:
        return f"interpreter {self.pk}"

    @property
    def names(self) -> Names:
        return Names(self.name_ko, self.name_zh, self.name_en)
