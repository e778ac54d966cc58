"""Convert an application back to form input: to edit an imported one, or to start from the previous one."""

from __future__ import annotations

from django.db.models import Q

from gyoryu.meetings.application_input import (
    ApplicationInput,
    OrganisationDetails,
    PersonInput,
    ProjectInput,
    TopicInput,
)
from gyoryu.meetings.models import Application
from gyoryu.people.models import User
from gyoryu.programmes.models import Role


def application_input(application: Application) -> ApplicationInput | None:
    """Return an application as form input; None while it has no organisation."""
    organisation = application.organisation
    if organisation is None:
        return None
    return ApplicationInput(
        organisation=OrganisationDetails(
            names=organisation.names,
            identifiers=tuple(organisation.identifiers.values_list("scheme", "value")),
            kind=organisation.kind,
            country=organisation.country,
            city=organisation.city,
            website=organisation.website,
            about=organisation.about,
        ),
        topics=[TopicInput(t.direction, t.field, t.hs6, t.text) for t in application.topics.order_by("pk")],
        projects=[
            ProjectInput(p.name, p.budget, p.currency, p.stage, p.tender_on, p.fields, p.site, p.about)
            for p in application.projects.order_by("pk")
        ],
        people=[PersonInput(p.names, p.title, p.email, p.phone) for p in application.people.order_by("pk")],
        languages=application.languages,
        needs_interpreter=application.needs_interpreter,
        online=application.online,
        remark=application.remark,
        consents=frozenset(application.consents.filter(withdrawn_at=None).values_list("kind", flat=True)),
    )


def previous_application(user: User, application: Application) -> Application | None:
    """Return the newest other application that this user has sent, or may read as one who acts for the organisation."""
    acting = Role.objects.filter(user=user, kind=Role.Kind.PARTICIPANT)
    own = Q(applicant=user)
    for programme, organisation in acting.values_list("programme_id", "organisation_id"):
        own |= Q(event__programme=programme, organisation=organisation)
    applications = Application.objects.filter(own, organisation__isnull=False, side=application.side)
    return (
        applications.exclude(pk=application.pk)
        .select_related("event", "organisation")
        .order_by("-submitted_at")
        .first()
    )


def own_applications(user: User) -> list[Application]:
    """Return all applications of this user, the next event first, with two queries."""
    own = Q(applicant=user)
    acting = Role.objects.filter(user=user, kind=Role.Kind.PARTICIPANT)
    for programme, organisation in acting.values_list("programme_id", "organisation_id"):
        own |= Q(event__programme=programme, organisation=organisation)
    applications = Application.objects.filter(own).select_related("event__terms", "event__programme", "organisation")
    return list(applications.order_by("-event__starts_on", "-pk").distinct())
