"""Cooperation programmes, their parties and people, and their events with days, slots and tables."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from gyoryu.base.fields import LanguageField, NameField, ProseField
from gyoryu.base.names import Names
from gyoryu.organisations.models import Organisation
from gyoryu.people.models import User, refuse_unknown_time_zone
from gyoryu.programmes.rules import Membership


class Programme(models.Model):
    """A lasting cooperation between bodies of two or more countries."""

    name_ko = NameField()
    name_zh = NameField()
    name_en = NameField()
    about_ko = ProseField()
    about_zh = ProseField()
    about_en = ProseField()
    since = models.PositiveSmallIntegerField(null=True, blank=True)  # year
    source = models.URLField(blank=True)  # where the facts are published
    is_sample = models.BooleanField(default=False)
    is_public = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="programme_has_a_name", condition=~models.Q(name_ko="", name_zh="", name_en=""))
        ]

    def __str__(self) -> str:
        return f"programme {self.pk}"

    @property
    def names(self) -> Names:
        return Names(self.name_ko, self.name_zh, self.name_en)

    @property
    def about(self) -> Names:
        return Names(self.about_ko, self.about_zh, self.about_en)


class Party(models.Model):
    """One side of a programme: a body under its own official name."""

    class Part(models.TextChoices):
        LEAD = "lead"
        COUNTERPART = "counterpart"
        IMPLEMENTING = "implementing"
        SUPPORTING = "supporting"

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="parties")
    part = models.CharField(max_length=20, choices=Part.choices, default=Part.LEAD)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "organisation"], name="a_party_once_a_programme")
        ]

    def __str__(self) -> str:
        return f"party {self.pk}"


class Role(models.Model):
    """Role of a user in a programme. A participant acts for one organisation, the others for none."""

    class Kind(models.TextChoices):
        OFFICER = "officer"
        VIEWER = "viewer"
        GATE = "gate"
        INTERPRETER = "interpreter"
        PARTICIPANT = "participant"

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="roles")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="roles"
    )
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "user", "kind", "organisation"], name="a_role_once"),
            models.UniqueConstraint(  # nulls differ from one another, so the one above does not see these
                fields=["programme", "user", "kind"],
                name="a_role_for_nobody_once",
                condition=models.Q(organisation__isnull=True),
            ),
            models.CheckConstraint(
                name="participants_act_for_an_organisation",
                condition=models.Q(kind="participant", organisation__isnull=False)
                | (~models.Q(kind="participant") & models.Q(organisation__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.user_id} in {self.programme_id}"


class Editor(models.Model):
    """A user who manages the board, the directory, the sources and the documents of the whole site. Given by the
    operator; `by` is empty for those who were officers when the role was introduced."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="editor")
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"editor {self.user_id}"


class Event(models.Model):
    """Something that takes place within a programme. `time_zone` is the venue's, `other_time_zone` the other side's.

    `standing` is no column: what the person who asked for it is in its programme, where a page has found that out."""

    membership: Membership | None = None

    class Kind(models.TextChoices):
        CONSULTATION = "consultation"
        EXPO = "expo"
        EXCHANGE_VISIT = "exchange_visit"
        SEMINAR = "seminar"
        TALKS = "talks"

    class Mode(models.TextChoices):
        ON_SITE = "on_site"
        ONLINE = "online"
        MIXED = "mixed"

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.CONSULTATION)
    mode = models.CharField(max_length=8, choices=Mode.choices, default=Mode.ON_SITE)
    name_ko = NameField()
    name_zh = NameField()
    name_en = NameField()
    about_ko = ProseField()
    about_zh = ProseField()
    about_en = ProseField()
    venue_ko = NameField()
    venue_zh = NameField()
    venue_en = NameField()
    address = NameField(max_length=300)
    country = models.CharField(max_length=2, default="KR")
    starts_on = models.DateField()
    ends_on = models.DateField()
    time_zone = models.CharField(max_length=40, default="Asia/Seoul", validators=[refuse_unknown_time_zone])
    other_time_zone = models.CharField(max_length=40, blank=True, validators=[refuse_unknown_time_zone])
    language = LanguageField()
    is_public = models.BooleanField(default=False)
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-starts_on", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(name="event_has_a_name", condition=~models.Q(name_ko="", name_zh="", name_en="")),
            models.CheckConstraint(
                name="event_ends_after_it_starts", condition=models.Q(ends_on__gte=models.F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"event {self.pk}"

    @property
    def names(self) -> Names:
        return Names(self.name_ko, self.name_zh, self.name_en)

    @property
    def about(self) -> Names:
        return Names(self.about_ko, self.about_zh, self.about_en)

    @property
    def venue(self) -> Names:
        return Names(self.venue_ko, self.venue_zh, self.venue_en)


class Slot(models.Model):
    """A time in which meetings are held. Slots of one event never overlap: 0003 adds what fields cannot say."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    session = models.CharField(max_length=20, blank=True)  # code: am, pm

    class Meta:
        ordering = ("starts_at",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "starts_at"], name="one_slot_at_a_time"),
            models.CheckConstraint(
                name="slot_ends_after_it_starts", condition=models.Q(ends_at__gt=models.F("starts_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"slot {self.pk}"


class Table(models.Model):
    """A table or room of an event; `closed` lists the slots in which it cannot be used."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="tables")
    name = models.CharField(max_length=30)
    order = models.PositiveSmallIntegerField(default=0)
    is_room = models.BooleanField(default=False)
    closed = models.ManyToManyField(Slot, blank=True, related_name="closed_tables")

    class Meta:
        ordering = ("order", "pk")
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "name"], name="a_name_for_each_table")]

    def __str__(self) -> str:
        return self.name
