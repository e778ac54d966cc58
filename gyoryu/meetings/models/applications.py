"""Applications to an event: participants, offers and needs, representatives and consents."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models

from gyoryu.base.fields import LanguageField, ListField, NameField, ProseField
from gyoryu.base.files import StoredFile
from gyoryu.base.names import Names
from gyoryu.organisations.models import Organisation
from gyoryu.people.models import User
from gyoryu.programmes.models import Event, Slot, Table


def new_token() -> str:
    """Return a random token: unguessable, and short enough for a QR code that any phone can read."""
    return secrets.token_urlsafe(16)


class Side(models.TextChoices):
    SELLER = "seller"
    BUYER = "buyer"  # and project owners


class Application(models.Model):
    """Application of one organisation to one event, from the first draft to the last meeting.

    A draft may have no organisation yet; `typed` holds the form as last saved. `number` identifies it at the event
    (S001, B001) and is assigned on acceptance. `badge` is the content of the QR code, `calendar` the token of its
    calendar feed. `away` are the slots in which it cannot meet; `table` is its table for the whole event. `seen` is the
    timetable version that it last viewed."""

    class State(models.TextChoices):
        DRAFT = "draft"
        SUBMITTED = "submitted"
        MORE_ASKED = "more_asked"
        ACCEPTED = "accepted"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="applications")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="applications"
    )
    side = models.CharField(max_length=6, choices=Side.choices)
    applicant = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="applications")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    number = models.CharField(max_length=8, blank=True)
    language = LanguageField()
    languages = ListField()  # that its representatives speak: ko, zh, en …
    needs_interpreter = models.BooleanField(default=False)
    online = models.BooleanField(default=False)
    least = models.PositiveSmallIntegerField(null=True, blank=True)  # meetings; None: the limit of the terms
    most = models.PositiveSmallIntegerField(null=True, blank=True)
    table = models.ForeignKey(Table, on_delete=models.SET_NULL, null=True, blank=True, related_name="seated")
    away = models.ManyToManyField(Slot, blank=True, related_name="blocked_by")
    remark = ProseField()  # to the organiser
    typed = models.JSONField(default=dict, blank=True)
    reason = ProseField()  # of the organiser, shown to the applicant
    risk_flag = models.BooleanField(default=False)
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    badge = models.CharField(max_length=40, unique=True, default=new_token)
    calendar = models.CharField(max_length=40, unique=True, default=new_token)
    seen = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "organisation"], name="an_organisation_once_an_event"),
            models.UniqueConstraint(
                fields=["event", "number"], name="a_number_for_each", condition=~models.Q(number="")
            ),
            models.CheckConstraint(
                name="only_drafts_have_no_organisation",
                condition=models.Q(state__in=["draft", "withdrawn"]) | models.Q(organisation__isnull=False),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["event", "side", "state"], name="applications_of_event")]

    def __str__(self) -> str:
        return f"application {self.pk}"


class Topic(models.Model):
    """Technology or product that is offered or needed. At least one of `field`, `hs6` and `text` is set."""

    class Direction(models.TextChoices):
        OFFER = "offer"
        NEED = "need"

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="topics")
    direction = models.CharField(max_length=5, choices=Direction.choices)
    field = models.CharField(max_length=20, blank=True)  # code of organisations.technology
    hs6 = models.CharField(max_length=6, blank=True)
    text = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.direction} {self.field or self.hs6}"


class ProjectCard(models.Model):
    """Project for which its owner looks for technology."""

    class Stage(models.TextChoices):
        IDEA = "idea"
        FEASIBILITY = "feasibility"
        DESIGN = "design"
        TENDER = "tender"
        CONSTRUCTION = "construction"

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="projects")
    name = models.CharField(max_length=200)
    language = LanguageField()
    budget = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.IDEA)
    tender_on = models.DateField(null=True, blank=True)
    fields = ListField()
    site = NameField()
    about = ProseField()

    def __str__(self) -> str:
        return f"project {self.pk}"


class Representative(models.Model):
    """Person who attends: personal data, shown to the other side only with the consent to cross-border disclosure."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="people")
    name_ko = NameField(max_length=100)
    name_zh = NameField(max_length=100)
    name_en = NameField(max_length=100)
    title = NameField(max_length=100)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return f"representative {self.pk}"

    @property
    def names(self) -> Names:
        return Names(self.name_ko, self.name_zh, self.name_en)


class Consent(models.Model):
    """Consent to the processing of personal data, one row for each kind. A withdrawn one is kept with its dates."""

    class Kind(models.TextChoices):
        COLLECTION = "collection"
        CROSS_BORDER = "cross_border"

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="consents")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    text_version = models.CharField(max_length=20)
    keep_until = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application", "kind"],
                name="one_standing_consent_of_a_kind",
                condition=models.Q(withdrawn_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.application_id}"


class ApplicationFile(models.Model):
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["application", "file"], name="a_file_once")]

    def __str__(self) -> str:
        return f"file {self.pk}"


class Invitation(models.Model):
    """Link by which an invited organisation applies without identifying itself. The link itself is not stored."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="invitations")
    side = models.CharField(max_length=6, choices=Side.choices)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    email = models.EmailField()
    language = LanguageField()
    digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    application = models.ForeignKey(
        Application, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitations"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["event", "email"], name="one_invitation_an_address", condition=models.Q(withdrawn_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Disclosure(models.Model):
    """Record that personal data of `application` were shown to a user of the other side. `what` are codes: people,
    contact."""

    at = models.DateTimeField(auto_now_add=True)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="disclosures")
    to = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    to_organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, related_name="+")
    to_country = models.CharField(max_length=2)
    what = ListField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["application", "to"], name="disclosures_to_whom")]

    def __str__(self) -> str:
        return f"disclosure {self.pk}"
