"""Numbers in registers."""

from __future__ import annotations

from django.db import transaction

from gyoryu.base.models import record
from gyoryu.base.refusals import Refused
from gyoryu.organisations import rules
from gyoryu.organisations.actions.indexing import reindex
from gyoryu.organisations.models import Identifier, Organisation


def store_identifier(organisation: Organisation, scheme: str, value: str) -> Identifier:
    """Part of other actions: check and store the identifier. Refuses `wrong_identifier` and `identifier_taken`."""
    compact = rules.compact_identifier(scheme, value)
    if compact is None:
        raise Refused("wrong_identifier", scheme=scheme)
    identifier, _ = Identifier.objects.get_or_create(
        scheme=scheme, value=compact, defaults={"organisation": organisation}
    )
    if identifier.organisation_id != organisation.pk:
        raise Refused("identifier_taken", organisation=identifier.organisation_id, scheme=scheme)
    return identifier


@transaction.atomic
def add_identifier(organisation: Organisation, scheme: str, value: str, *, by: int | None) -> Identifier:
    """Note its number in a register. Refuses `wrong_identifier` (scheme) and `identifier_taken` (organisation)."""
    identifier = store_identifier(organisation, scheme, value)
    reindex([organisation.pk])
    record("add_identifier", "organisation", organisation.pk, by=by, scheme=scheme)
    return identifier


@transaction.atomic
def remove_identifier(identifier: Identifier, *, by: int | None) -> None:
    organisation, scheme = identifier.organisation_id, identifier.scheme
    identifier.delete()
    reindex([organisation])
    record("remove_identifier", "organisation", organisation, by=by, scheme=scheme)
