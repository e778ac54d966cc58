"""The addresses of programmes, their parties and roles."""

from __future__ import annotations

from django.urls import path

from gyoryu.web.organiser.programmes import pages, people

urlpatterns = [
    path("programmes/", pages.listing, name="programmes"),
    path("programmes/new/", pages.new, name="programme-new"),
    path("programmes/<int:programme_id>/", pages.show, name="programme"),
    path("programmes/<int:programme_id>/edit/", pages.edit, name="programme-edit"),
    path("programmes/<int:programme_id>/parties/", pages.add_party, name="party-add"),
    path("programmes/<int:programme_id>/parties/<int:party_id>/remove/", pages.remove_party, name="party-remove"),
    path("programmes/<int:programme_id>/people/", people.people, name="programme-people"),
    path("programmes/<int:programme_id>/people/<int:role_id>/take/", people.take, name="role-take"),
    path("events/<int:event_id>/people/", people.redirect_from_event, name="event-people"),
]
