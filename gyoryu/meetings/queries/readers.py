"""Recipients of emails to a participant."""

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
    """Return by application the applicant and everybody who acts for its organisation in the programme. Two queries."""
    selected = list(applications)
    rows = Role.objects.filter(
        kind=Role.Kind.PARTICIPANT,
        organisation__in={application.organisation_id for application in selected if application.organisation_id},
        programme__in={application.event.programme_id for application in selected},
    ).values_list("programme_id", "organisation_id", "user__email", "user__language")
    acting: dict[tuple[int, int | None], list[Reader]] = defaultdict(list)
    for programme, organisation, email, language in rows:
        acting[programme, organisation].append(Reader(email, cast(Language, language)))
    readers_by_application = {}
    for application in selected:
        readers = dict.fromkeys(acting[application.event.programme_id, application.organisation_id])
        if application.applicant is not None:
            readers[Reader(application.applicant.email, cast(Language, application.applicant.language))] = None
        readers_by_application[application.pk] = list(readers)
    return readers_by_application
