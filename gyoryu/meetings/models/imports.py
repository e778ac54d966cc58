"""Workbooks that were brought in, and how each can be taken back."""

from __future__ import annotations

from django.db import models

from gyoryu.base.files import StoredFile
from gyoryu.people.models import User
from gyoryu.programmes.models import Event


class ImportBatch(models.Model):
    """One workbook that was brought in. `undo` holds, row by row, what was made and what stood there before."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="imports")
    what = models.CharField(max_length=20)  # organisations, applications, wishes, interpreters, all
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    made = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    undo = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"import {self.pk}"
