"""URLs of the import."""

from django.urls import path

from gyoryu.web.organiser.imports import pages

urlpatterns = [
    path("events/<int:event_id>/import/", pages.listing, name="event-exchange"),
    path("events/<int:event_id>/import/template/<str:language>/", pages.template, name="import-template"),
    path("events/<int:event_id>/import/<int:batch>/", pages.show, name="import"),
    path("events/<int:event_id>/import/<int:batch>/bring-in/", pages.commit, name="import-bring-in"),
    path("events/<int:event_id>/import/<int:batch>/take-back/", pages.revert, name="import-take-back"),
    path("events/<int:event_id>/import/<int:batch>/progress/", pages.progress, name="import-progress"),
]
