"""People to write to."""

from __future__ import annotations

from django.db import transaction

from gyoryu.base.models import record
from gyoryu.base.names import Language, Names
from gyoryu.base.text import normalize_whitespace
from gyoryu.organisations.models import Contact, Organisation


@transaction.atomic
def add_contact(
    organisation: Organisation,
    names: Names,
    *,
    by: int | None,
    title: str = "",
    email: str = "",
    phone: str = "",
    language: Language = "ko",
) -> Contact:
    contact = Contact.objects.create(
        organisation=organisation,
        name_ko=normalize_whitespace(names.ko),
        name_zh=normalize_whitespace(names.zh),
        name_en=normalize_whitespace(names.en),
        title=normalize_whitespace(title),
        email=email.strip().lower(),
        phone=normalize_whitespace(phone),
        language=language,
    )
    record("add_contact", "organisation", organisation.pk, by=by, contact=contact.pk)
    return contact


@transaction.atomic
def remove_contact(contact: Contact, *, by: int | None) -> None:
    organisation, number = contact.organisation_id, contact.pk
    contact.delete()
    record("remove_contact", "organisation", organisation, by=by, contact=number)
