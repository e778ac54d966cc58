"""Lookup of applications with a check of permissions."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from gyoryu.meetings.models import Application
from gyoryu.web.lookup import Rule, get_event_or_404


def get_application_or_404(request: HttpRequest, number: int, rule: Rule) -> Application:
    """Return the application. Drafts are visible to their applicants only: 404, as for users outside the programme."""
    application = Application.objects.select_related("organisation", "applicant", "table").filter(pk=number).first()
    if application is None:
        raise Http404
    application.event = get_event_or_404(request, application.event_id, rule)
    if application.state == Application.State.DRAFT or application.organisation is None:
        raise Http404
    return application
