"""Who is written to on behalf of a participant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple, cast

from gyoryu.base.names import Language
from gyoryu.meetings.models import Application
from gyoryu.programmes.models import Role


class Reader(NamedTuple):
    email: str
    language: Language


def readers_of(applications: Iterable[Application]) -> dict[int, list[Reader]]:
    """By application: the applicant and everybody who acts for its organisation in the programme. Two queries."""
    mine = list(applications)
    rows = Role.objects.filter(
        kind=Role.Kind.PARTICIPANT,
        organisation__in={one.organisation_id for one in mine if one.organisation_id},
        programme__in={one.event.programme_id for one in mine},
    ).values_list("programme_id", "organisation_id", "user__email", "user__language")
    acting: dict[tuple[int, int | None], list[Reader]] = defaultdict(list)
    for programme, organisation, email, language in rows:
        acting[programme, organisation].append(Reader(email, cast(Language, language)))
    found = {}
    for one in mine:
        readers = dict.fromkeys(acting[one.event.programme_id, one.organisation_id])
        if one.applicant is not None:
            readers[Reader(one.applicant.email, cast(Language, one.applicant.language))] = None
        found[one.pk] = list(readers)
    return found
