"""Registering an organisation, and editing what is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from gyoryu.base.models import record
from gyoryu.base.names import LANGUAGES, Language, Names
from gyoryu.base.refusals import Refused
from gyoryu.base.text import normalize_whitespace
from gyoryu.organisations import rules
from gyoryu.organisations.actions.identifying import store_identifier
from gyoryu.organisations.actions.indexing import reindex, update_name_keys
from gyoryu.organisations.models import Organisation
from gyoryu.organisations.technology import FIELDS

NO_NAMES = Names()


@dataclass(frozen=True, slots=True)
class OrganisationInput:
    """What is known of an organisation. `fields`: codes of `organisations.technology`; unknown ones are left out."""

    names: Names
    short_names: Names = NO_NAMES
    about: Names = NO_NAMES
    kind: str = "firm"
    country: str = "KR"
    city: str = ""
    language: Language = "ko"
    website: str = ""
    fields: Sequence[str] = ()
    is_sample: bool = False

    def columns(self) -> dict[str, object]:
        """As columns of the table."""
        texts = {
            f"{column}_{language}": normalize_whitespace(getattr(names, language))
            if column != "about"
            else getattr(names, language)
            for column, names in (("name", self.names), ("short", self.short_names), ("about", self.about))
            for language in LANGUAGES
        }
        return {
            **texts,
            "kind": self.kind,
            "country": self.country,
            "city": normalize_whitespace(self.city),
            "language": self.language,
            "website": self.website,
            "fields": [code for code in FIELDS if code in self.fields],
            "is_sample": self.is_sample,
        }


@transaction.atomic
def register_organisation(
    entry: OrganisationInput, identifiers: Sequence[tuple[str, str]] = (), *, by: int | None
) -> Organisation:
    """Take an organisation into the directory. `identifiers`: pairs of scheme and number, as typed.

    Refuses `needs_a_name`, `wrong_identifier` (scheme) and `identifier_taken` (organisation)."""
    _refuse_nameless(entry)
    organisation = Organisation.objects.create(**entry.columns())
    for scheme, value in identifiers:
        store_identifier(organisation, scheme, value)
    update_name_keys(organisation)
    reindex([organisation.pk])
    record("register_organisation", "organisation", organisation.pk, by=by)
    return organisation


@transaction.atomic
def edit_organisation(
    organisation: int, seen_version: int, entry: OrganisationInput, *, now: datetime, by: int | None
) -> None:
    """Replace what is known of an organisation. Former names go on being found.

    Refuses `needs_a_name`, and `changed_meanwhile` where it is not at `seen_version` any more."""
    _refuse_nameless(entry)
    columns = {**entry.columns(), "version": F("version") + 1, "updated_at": now}
    if not Organisation.objects.filter(pk=organisation, version=seen_version).update(**columns):
        raise Refused("changed_meanwhile", organisation=organisation)
    update_name_keys(Organisation.objects.get(pk=organisation))
    reindex([organisation])
    record("edit_organisation", "organisation", organisation, by=by, version=seen_version + 1)


def _refuse_nameless(entry: OrganisationInput) -> None:
    if not rules.has_a_name(Names(*(normalize_whitespace(getattr(entry.names, language)) for language in LANGUAGES))):
        raise Refused("needs_a_name")
