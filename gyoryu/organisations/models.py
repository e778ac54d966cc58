"""The directory: organisations under their names in three scripts, what identifies them, and whom to talk to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from gyoryu.base.fields import LanguageField, ListField, NameField, ProseField
from gyoryu.base.names import Names
from gyoryu.base.search import Index

# Beside the table of organisations, by their numbers; migration 0004 makes it.
SEARCH = Index("gyoryu_organisation_search")


class OrganisationKind(models.TextChoices):
    FIRM = "firm"
    PROJECT_OWNER = "project_owner"
    GOVERNMENT = "government"
    AGENCY = "agency"
    INSTITUTE = "institute"
    ASSOCIATION = "association"
    OTHER = "other"


class Organisation(models.Model):
    """`language` is its own; `fields` are codes of `organisations.technology`; `version` counts edits."""

    name_ko = NameField()
    name_zh = NameField()
    name_en = NameField()
    short_ko = NameField(max_length=60)
    short_zh = NameField(max_length=60)
    short_en = NameField(max_length=60)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices, default=OrganisationKind.FIRM)
    country = models.CharField(max_length=2, default="KR")  # ISO 3166-1 alpha-2
    city = NameField(max_length=80)
    language = LanguageField()
    website = models.URLField(blank=True)
    about_ko = ProseField()
    about_zh = ProseField()
    about_en = ProseField()
    fields = ListField()
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="organisation_has_a_name",
                condition=~models.Q(name_ko="", name_zh="", name_en=""),
            )
        ]

    def __str__(self) -> str:
        return f"organisation {self.pk}"

    @property
    def names(self) -> Names:
        return Names(self.name_ko, self.name_zh, self.name_en)

    @property
    def short_names(self) -> Names:
        return Names(self.short_ko, self.short_zh, self.short_en)

    @property
    def about(self) -> Names:
        return Names(self.about_ko, self.about_zh, self.about_en)


class Scheme(models.TextChoices):
    """Registers whose numbers identify an organisation; the check digits are verified."""

    KR_BUSINESS = "kr_brn"  # 사업자등록번호
    CN_CREDIT = "cn_uscc"  # 统一社会信用代码
    OTHER = "other"


class Identifier(models.Model):
    """A number in a register, in its compact form: one organisation each."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=10, choices=Scheme.choices)
    value = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["scheme", "value"], name="one_organisation_a_number")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


class NameKey(models.Model):
    """A name made comparable (`base.text.name_key`), for matching. Former names and spellings are stored here too."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="name_keys")
    key = models.CharField(max_length=200, db_index=True)
    name = models.CharField(max_length=200)
    is_other = models.BooleanField(default=False)  # a former or another spelling, not one of the columns

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "key"], name="one_key_an_organisation")
        ]

    def __str__(self) -> str:
        return self.key


class Contact(models.Model):
    """A person to write to: personal data, for officers only."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contacts")
    name_ko = NameField(max_length=100)
    name_zh = NameField(max_length=100)
    name_en = NameField(max_length=100)
    title = NameField(max_length=100)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = LanguageField()
    added_at = models.DateTimeField(default=timezone.now)  # the time of keeping begins here

    def __str__(self) -> str:
        return f"contact {self.pk}"

    @property
    def names(self) -> Names:
        return Names(self.name_ko, self.name_zh, self.name_en)
