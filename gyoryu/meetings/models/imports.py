"""Imports of workbooks, and how each can be reverted."""

from __future__ import annotations

from django.db import models

from gyoryu.base.fields import LanguageField
from gyoryu.base.files import StoredFile
from gyoryu.people.models import User
from gyoryu.programmes.models import Event


class ImportBatch(models.Model):
    """Import of one workbook, validated and possibly committed. `chosen`: the chosen meaning of sheets and columns, in
    the form of `workbook.incoming`; `decisions`: the organisation of each ambiguous row. `found` is the result of the
    dry run: counts, faults, notes, near matches. `undo` holds, row by row, what was created and the former values.
    `job` is the job that works on it at present."""

    class State(models.TextChoices):
        LOOKING = "looking"
        LOOKED = "looked"
        BRINGING = "bringing"
        DONE = "done"
        UNDONE = "undone"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="imports")
    state = models.CharField(max_length=8, choices=State.choices, default=State.LOOKING)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    language = LanguageField()
    with_slots = models.BooleanField(default=False)
    without_hidden = models.BooleanField(default=False)  # hidden rows, columns and sheets of the workbook
    chosen = models.JSONField(default=dict, blank=True)
    decisions = models.JSONField(default=dict, blank=True)
    found = models.JSONField(default=dict, blank=True)
    failure = models.CharField(max_length=60, blank=True)
    job = models.PositiveBigIntegerField(null=True, blank=True)
    made = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    undo = models.JSONField(default=list)
    done_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"import {self.pk}"
