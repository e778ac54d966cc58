"""The addresses of organisers' pages."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("gyoryu.web.organiser.programmes.urls")),
    path("", include("gyoryu.web.organiser.events.urls")),
    path("", include("gyoryu.web.organiser.applications.urls")),
    path("", include("gyoryu.web.organiser.planning.urls")),
    path("", include("gyoryu.web.organiser.results.urls")),
    path("", include("gyoryu.web.organiser.imports.urls")),
    path("", include("gyoryu.web.organiser.emails.urls")),
    path("", include("gyoryu.web.organiser.organisations.urls")),
    path("", include("gyoryu.web.organiser.news.urls")),
]
