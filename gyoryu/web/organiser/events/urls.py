"""The addresses of events: details, terms, slots, tables and interpreters."""

from __future__ import annotations

from django.urls import path

from gyoryu.web.organiser.events import interpreters, pages, slots

urlpatterns = [
    path("programmes/<int:programme_id>/events/new/", pages.new, name="event-new"),
    path("events/<int:event_id>/", pages.overview, name="event"),
    path("events/<int:event_id>/details/", pages.details, name="event-details"),
    path("events/<int:event_id>/terms/", pages.terms, name="event-terms"),
    path("events/<int:event_id>/slots/", slots.slots, name="event-slots"),
    path("events/<int:event_id>/slots/<int:slot_id>/remove/", slots.drop_slot, name="slot-remove"),
    path("events/<int:event_id>/tables/", slots.add_tables, name="tables-add"),
    path("events/<int:event_id>/tables/<int:table_id>/", slots.table, name="table"),
    path("events/<int:event_id>/tables/<int:table_id>/remove/", slots.remove_table, name="table-remove"),
    path("events/<int:event_id>/interpreters/", interpreters.listing, name="event-interpreters"),
    path("events/<int:event_id>/interpreters/new/", interpreters.new, name="interpreter-new"),
    path("events/<int:event_id>/interpreters/<int:interpreter_id>/", interpreters.edit, name="interpreter"),
    path(
        "events/<int:event_id>/interpreters/<int:interpreter_id>/remove/",
        interpreters.remove,
        name="interpreter-remove",
    ),
]
