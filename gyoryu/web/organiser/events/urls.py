"""The addresses of events: details, terms, slots, tables and interpreters."""

from __future__ import annotations

from django.urls import path

from gyoryu.web.organiser.events import interpreters, pages, slots

urlpatterns = [
    path("programmes/<int:programme>/events/new/", pages.new, name="event-new"),
    path("events/<int:event>/", pages.overview, name="event"),
    path("events/<int:event>/details/", pages.details, name="event-details"),
    path("events/<int:event>/terms/", pages.terms, name="event-terms"),
    path("events/<int:event>/slots/", slots.slots, name="event-slots"),
    path("events/<int:event>/slots/<int:slot>/remove/", slots.drop_slot, name="slot-remove"),
    path("events/<int:event>/tables/", slots.add_tables, name="tables-add"),
    path("events/<int:event>/tables/<int:table>/", slots.table, name="table"),
    path("events/<int:event>/tables/<int:table>/remove/", slots.remove_table, name="table-remove"),
    path("events/<int:event>/interpreters/", interpreters.listing, name="event-interpreters"),
    path("events/<int:event>/interpreters/new/", interpreters.new, name="interpreter-new"),
    path("events/<int:event>/interpreters/<int:interpreter>/", interpreters.edit, name="interpreter"),
    path("events/<int:event>/interpreters/<int:interpreter>/remove/", interpreters.remove, name="interpreter-remove"),
]
