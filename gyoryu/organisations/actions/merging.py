"""Two entries that turn out to be one organisation."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F, ForeignKey, ManyToOneRel, Model

from gyoryu.base.models import record
from gyoryu.base.names import LANGUAGES
from gyoryu.base.refusals import Refused
from gyoryu.organisations.actions.indexing import reindex, update_name_keys
from gyoryu.organisations.models import SEARCH, NameKey, Organisation

FILLED = (
    *(f"{column}_{language}" for column in ("name", "short", "about") for language in LANGUAGES),
    "city",
    "website",
)


@transaction.atomic
def merge_organisations(target: Organisation, duplicate: Organisation, *, by: int | None) -> None:
    """Merge `duplicate` into `target`: names, identifiers, contacts, and all references to it in any package. Values
    of `target` take precedence. `duplicate` is deleted.

    Refuses `same_organisation`, and `both_refer` (table) where a unique constraint allows only one of them, such as
    two applications to one event: a user must first decide which of them counts."""
    if target.pk == duplicate.pk:
        raise Refused("same_organisation")
    _take_names(target, duplicate)
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and relation.related_model is not NameKey:
            _repoint(relation, target, duplicate)
    Organisation.objects.filter(pk=duplicate.pk).delete()
    SEARCH.remove([duplicate.pk])
    _fill(target, duplicate)
    update_name_keys(target)
    reindex([target.pk])
    record("merge_organisations", "organisation", target.pk, by=by, gone=duplicate.pk)


def _take_names(target: Organisation, duplicate: Organisation) -> None:
    target_keys = set(target.name_keys.values_list("key", flat=True))
    duplicate.name_keys.exclude(key__in=target_keys).update(organisation=target, is_other=True)


def _repoint(relation: ManyToOneRel, target: Organisation, duplicate: Organisation) -> None:
    model: type[Model] = relation.related_model
    key = relation.field
    assert isinstance(key, ForeignKey)
    for row in model._default_manager.filter(**{key.name: duplicate}):
        try:
            with transaction.atomic():
                model._default_manager.filter(pk=row.pk).update(**{key.name: target})
        except IntegrityError as error:
            raise Refused("both_refer", table=model._meta.model_name) from error


def _fill(target: Organisation, duplicate: Organisation) -> None:
    target.refresh_from_db()
    missing = {column: getattr(duplicate, column) for column in FILLED if not getattr(target, column)}
    fields = [*target.fields, *(code for code in duplicate.fields if code not in target.fields)]
    Organisation.objects.filter(pk=target.pk).update(**missing, fields=fields, version=F("version") + 1)
    target.refresh_from_db()
