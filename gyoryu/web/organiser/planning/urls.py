"""URLs of wishes, planning runs and the timetable."""

from __future__ import annotations

from django.urls import path

from gyoryu.web.organiser.planning import publishing, runs, timetable, wishes

urlpatterns = [
    path("events/<int:event_id>/wishes/", wishes.matrix, name="event-wishes"),
    path("events/<int:event_id>/wishes/met-before/", wishes.met_before, name="forbid-met-before"),
    path("events/<int:event_id>/wishes/<int:seller>/<int:buyer>/", wishes.pair, name="event-pair"),
    path("events/<int:event_id>/runs/", runs.runs, name="event-runs"),
    path("events/<int:event_id>/runs/<int:run>/", runs.run, name="plan-run"),
    path("events/<int:event_id>/runs/<int:run>/progress/", runs.progress, name="plan-progress"),
    path("events/<int:event_id>/runs/<int:run>/stop/", runs.stop, name="plan-cancel"),
    path("events/<int:event_id>/runs/<int:run>/adopt/", runs.adopt, name="plan-adopt"),
    path("events/<int:event_id>/timetable/", timetable.grid, name="event-timetable"),
    path("events/<int:event_id>/timetable/options/", timetable.options, name="timetable-options"),
    path("events/<int:event_id>/timetable/publish/", publishing.publish, name="timetable-publish"),
    path("events/<int:event_id>/timetable/reset/", publishing.reset, name="timetable-reset"),
    path("events/<int:event_id>/timetable/versions/<int:number>/", timetable.version, name="timetable-version"),
    path("events/<int:event_id>/timetable/<int:seller>/<int:buyer>/", timetable.move, name="timetable-move"),
    path("events/<int:event_id>/timetable/<int:seller>/<int:buyer>/lock/", timetable.lock, name="timetable-lock"),
    path("events/<int:event_id>/timetable/<int:seller>/<int:buyer>/remove/", timetable.remove, name="timetable-remove"),
]
