"""Planning runs, the draft that officers edit, and published meetings.

Database constraints prevent double booking, in drafts and in meetings: of either participant, a table or an interpreter
in a slot."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from gyoryu.meetings.models.applications import Application
from gyoryu.meetings.models.wishes import Interpreter
from gyoryu.people.models import User
from gyoryu.programmes.models import Event, Slot, Table


class PlanRun(models.Model):
    """Planning run with its input and its result. `problem`, `plan`, `score` and `bounds` are in `meetplan`'s formats,
    `reasons` explains the heaviest unmet wishes; `job` is the number of the job that works on it. `number` counts from
    1 in each event.

    `kept`: meetings that were to stay where they are (held, begun, locked) without being required; `score` and `bounds`
    count required meetings without them. `ended_early`: why the search was stopped. `doubtful`: names of bounds that
    were dropped because the plan is better than they allow. `snapshot`: the best plan during the search, with its
    problem.

    A repair has `changes`, the changes since version `base` was published, and `basis`, the meetings that it started
    from: rows of seller, buyer, slot, table, interpreter; `carried_out`: whether it was published."""

    class Early(models.TextChoices):
        CANCELLED = "cancelled"
        MEMORY = "memory"
        WORKER_LOST = "worker_lost"
        BROKEN = "broken"

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="plan_runs")
    number = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    job = models.PositiveBigIntegerField(null=True, blank=True)
    seconds = models.PositiveIntegerField(default=60)
    seed = models.PositiveIntegerField(default=0)
    keeps_locked = models.BooleanField(default=True)
    changes = models.JSONField(null=True, blank=True)
    base = models.PositiveIntegerField(default=0)
    basis = models.JSONField(null=True, blank=True)
    carried_out = models.BooleanField(default=False)
    problem = models.JSONField(null=True, blank=True)
    plan = models.JSONField(null=True, blank=True)
    score = models.JSONField(null=True, blank=True)
    bounds = models.JSONField(null=True, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    kept = models.PositiveIntegerField(default=0)
    ended_early = models.CharField(max_length=11, choices=Early.choices, blank=True)
    doubtful = models.JSONField(default=list, blank=True)
    snapshot = models.JSONField(null=True, blank=True)
    failure = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "number"], name="runs_are_numbered", condition=~models.Q(number=0))
        ]

    def __str__(self) -> str:
        return f"run {self.pk}"


class Draft(models.Model):
    """Working timetable of an event: the run that it comes from, and the published version that it is based on."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="draft")
    run = models.ForeignKey(PlanRun, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    base = models.PositiveIntegerField(default=0)
    is_changed = models.BooleanField(default=False)  # since the last publication
    breaks = models.PositiveIntegerField(default=0)  # of all participants

    def __str__(self) -> str:
        return f"draft of event {self.event_id}"


class Placement(models.Model):
    """Meeting in the draft. A locked one stays where it is when the rest is planned again."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="placements")
    seller = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="placements_as_seller")
    buyer = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="placements_as_buyer")
    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="placements")
    table = models.ForeignKey(Table, on_delete=models.CASCADE, null=True, blank=True, related_name="placements")
    interpreter = models.ForeignKey(
        Interpreter, on_delete=models.CASCADE, null=True, blank=True, related_name="placements"
    )
    locked = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seller", "buyer"], name="draft_pair_once"),
            models.UniqueConstraint(fields=["slot", "seller"], name="draft_seller_once_a_slot"),
            models.UniqueConstraint(fields=["slot", "buyer"], name="draft_buyer_once_a_slot"),
            models.UniqueConstraint(fields=["slot", "table"], name="draft_table_once_a_slot"),
            models.UniqueConstraint(fields=["slot", "interpreter"], name="draft_interpreter_once_a_slot"),
        ]

    def __str__(self) -> str:
        return f"placement {self.pk}"


class TimetableVersion(models.Model):
    """Published version of the timetable. `difference` lists the meetings added, moved and dropped since the version
    before, as computed by `meetings.difference`."""

    class Cause(models.TextChoices):
        PLAN = "plan"
        REPAIR = "repair"
        WALK_IN = "walk_in"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="timetable_versions")
    number = models.PositiveIntegerField()
    cause = models.CharField(max_length=8, choices=Cause.choices, default=Cause.PLAN)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField()
    meetings = models.JSONField(default=list)
    difference = models.JSONField(default=dict)
    score = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "number"], name="versions_are_numbered")]

    def __str__(self) -> str:
        return f"version {self.number} of event {self.event_id}"


TAKES_ITS_PLACE = models.Q(state__in=["planned", "running", "held"])


class Meeting(models.Model):
    """Published meeting of a pair. It keeps its row through all versions, so that logs stay attached. A missed or
    cancelled one frees its place. `absent`: which side was absent: seller, buyer or both."""

    class State(models.TextChoices):
        PLANNED = "planned"
        RUNNING = "running"
        HELD = "held"
        MISSED = "missed"
        CANCELLED = "cancelled"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="meetings")
    seller = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="meetings_as_seller")
    buyer = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="meetings_as_buyer")
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings")
    table = models.ForeignKey(Table, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings")
    interpreter = models.ForeignKey(
        Interpreter, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    state = models.CharField(max_length=9, choices=State.choices, default=State.PLANNED)
    absent = models.CharField(max_length=6, blank=True)
    is_walk_in = models.BooleanField(default=False)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seller", "buyer"], name="pair_meets_once"),
            models.UniqueConstraint(fields=["slot", "seller"], name="seller_once_a_slot", condition=TAKES_ITS_PLACE),
            models.UniqueConstraint(fields=["slot", "buyer"], name="buyer_once_a_slot", condition=TAKES_ITS_PLACE),
            models.UniqueConstraint(fields=["slot", "table"], name="table_once_a_slot", condition=TAKES_ITS_PLACE),
            models.UniqueConstraint(
                fields=["slot", "interpreter"], name="interpreter_once_a_slot", condition=TAKES_ITS_PLACE
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["event", "state"], name="meetings_of_event")]

    def __str__(self) -> str:
        return f"meeting {self.pk}"
