"""Programmes and their parties."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from gyoryu.base.models import record
from gyoryu.base.refusals import Refused
from gyoryu.organisations.models import Organisation
from gyoryu.people.models import User
from gyoryu.programmes.models import Party, Programme, Role


@dataclass(frozen=True, slots=True)
class ProgrammeInput:
    """Input of an officer about a programme, named as the columns are. `since`: a year."""

    name_ko: str = ""
    name_zh: str = ""
    name_en: str = ""
    about_ko: str = ""
    about_zh: str = ""
    about_en: str = ""
    since: int | None = None
    source: str = ""
    is_public: bool = True

    def refuse_nameless(self) -> None:
        if not (self.name_ko or self.name_zh or self.name_en):
            raise Refused("needs_a_name")


@transaction.atomic
def start_programme(entry: ProgrammeInput, by: User) -> Programme:
    """Create a programme, of which its founder is an officer. Raises `Refused("needs_a_name")`."""
    entry.refuse_nameless()
    programme = Programme.objects.create(**asdict(entry))
    Role.objects.create(programme=programme, user=by, kind=Role.Kind.OFFICER)
    record("start_programme", "programme", programme.pk, by=by.pk)
    return programme


@transaction.atomic
def edit_programme(programme: Programme, entry: ProgrammeInput, by: User, *, seen_version: int) -> None:
    """Raises `Refused`: `needs_a_name`, and `changed_meanwhile` where it is not at `seen_version` any more."""
    entry.refuse_nameless()
    unchanged = Programme.objects.filter(pk=programme.pk, version=seen_version)
    if not unchanged.update(**asdict(entry), version=F("version") + 1):
        raise Refused("changed_meanwhile")
    record("edit_programme", "programme", programme.pk, by=by.pk, version=seen_version + 1)


def add_party(programme: Programme, organisation: Organisation, part: str, by: User) -> Party:
    """Raises `Refused("already_a_party")`."""
    try:
        with transaction.atomic():
            last = programme.parties.aggregate(last=Max("order"))["last"] or 0
            party = Party.objects.create(programme=programme, organisation=organisation, part=part, order=last + 1)
            record("add_party", "programme", programme.pk, by=by.pk, organisation=organisation.pk, part=str(part))
    except IntegrityError:
        raise Refused("already_a_party") from None
    return party


@transaction.atomic
def remove_party(party: Party, by: User) -> None:
    record("remove_party", "programme", party.programme_id, by=by.pk, organisation=party.organisation_id)
    party.delete()
