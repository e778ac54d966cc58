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
def merge_organisations(kept: Organisation, gone: Organisation, *, by: int | None) -> None:
    """Let `kept` be known by all that `gone` was: names, identifiers, contacts, and whatever else refers to it in any
    room. What `kept` knows itself stays. `gone` disappears.

    Refuses `same_organisation`, and `both_refer` (table) where both stand where only one may, such as two applications
    to one event: somebody must decide first which of them counts."""
    if kept.pk == gone.pk:
        raise Refused("same_organisation")
    _take_names(kept, gone)
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and relation.related_model is not NameKey:
            _repoint(relation, kept, gone)
    Organisation.objects.filter(pk=gone.pk).delete()
    SEARCH.remove([gone.pk])
    _fill(kept, gone)
    update_name_keys(kept)
    reindex([kept.pk])
    record("merge_organisations", "organisation", kept.pk, by=by, gone=gone.pk)


def _take_names(kept: Organisation, gone: Organisation) -> None:
    known = set(kept.name_keys.values_list("key", flat=True))
    gone.name_keys.exclude(key__in=known).update(organisation=kept, is_other=True)


def _repoint(relation: ManyToOneRel, kept: Organisation, gone: Organisation) -> None:
    model: type[Model] = relation.related_model
    key = relation.field
    assert isinstance(key, ForeignKey)
    for row in model._default_manager.filter(**{key.name: gone}):
        try:
            with transaction.atomic():
                model._default_manager.filter(pk=row.pk).update(**{key.name: kept})
        except IntegrityError as error:
            raise Refused("both_refer", table=model._meta.model_name) from error


def _fill(kept: Organisation, gone: Organisation) -> None:
    kept.refresh_from_db()
    missing = {column: getattr(gone, column) for column in FILLED if not getattr(kept, column)}
    fields = [*kept.fields, *(code for code in gone.fields if code not in kept.fields)]
    Organisation.objects.filter(pk=kept.pk).update(**missing, fields=fields, version=F("version") + 1)
    kept.refresh_from_db()
