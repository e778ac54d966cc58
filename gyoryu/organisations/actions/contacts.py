"""People to write to."""

from __future__ import annotations

from django.db import transaction

from gyoryu.base.models import record
from gyoryu.base.names import Language, Names
from gyoryu.base.text import tidy
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
        name_ko=tidy(names.ko),
        name_zh=tidy(names.zh),
        name_en=tidy(names.en),
        title=tidy(title),
        email=email.strip().lower(),
        phone=tidy(phone),
        language=language,
    )
    record("add_contact", "organisation", organisation.pk, by=by, contact=contact.pk)
    return contact


@transaction.atomic
def remove_contact(contact: Contact, *, by: int | None) -> None:
    organisation, number = contact.organisation_id, contact.pk
    contact.delete()
    record("remove_contact", "organisation", organisation, by=by, contact=number)
