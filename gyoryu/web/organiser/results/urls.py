"""URLs of logs, results, prints and exports."""

from __future__ import annotations

from django.urls import path

from gyoryu.web.organiser.results import outputs, pages

urlpatterns = [
    path("events/<int:event_id>/logs/", pages.logs, name="event-logs"),
    path("events/<int:event_id>/results/", pages.results, name="event-results"),
    path("events/<int:event_id>/results/close/", pages.close, name="close-figures"),
    path("events/<int:event_id>/results/closings/<int:number>/", pages.closing, name="event-closing"),
    path("events/<int:event_id>/outputs/", outputs.listing, name="event-outputs"),
    path("events/<int:event_id>/outputs/<int:output_id>/", outputs.show, name="output"),
    path("events/<int:event_id>/outputs/<int:output_id>/progress/", outputs.progress, name="output-progress"),
    path("events/<int:event_id>/outputs/<int:output_id>/file/", outputs.download, name="output-file"),
]
