"""The addresses of programmes, their parties and roles."""

from __future__ import annotations

from django.urls import path

from gyoryu.web.organiser.programmes import pages, people

urlpatterns = [
    path("programmes/", pages.listing, name="programmes"),
    path("programmes/new/", pages.new, name="programme-new"),
    path("programmes/<int:programme>/", pages.show, name="programme"),
    path("programmes/<int:programme>/edit/", pages.edit, name="programme-edit"),
    path("programmes/<int:programme>/parties/", pages.add_party, name="party-add"),
    path("programmes/<int:programme>/parties/<int:party>/remove/", pages.remove_party, name="party-remove"),
    path("programmes/<int:programme>/people/", people.people, name="programme-people"),
    path("programmes/<int:programme>/people/<int:role>/take/", people.take, name="role-take"),
    path("events/<int:event_id>/people/", people.redirect_from_event, name="event-people"),
]
