"""URLs of the event day: live board, check-in, repairs, walk-ins."""

from __future__ import annotations

from django.urls import path

from gyoryu.web.gate import arrivals, board, repairs

urlpatterns = [
    path("events/<int:event_id>/live/", board.board, name="event-board"),
    path("events/<int:event_id>/live/meetings/<int:meeting_id>/", board.note, name="note-meeting"),
    path("events/<int:event_id>/live/walk-in/", board.walk_in, name="walk-in"),
    path("events/<int:event_id>/live/absent/<int:application>/", repairs.start_repair, name="ask-repair"),
    path(
        "events/<int:event_id>/live/absent-interpreter/<int:interpreter_id>/",
        repairs.request_interpreter_repair,
        name="ask-repair-interpreter",
    ),
    path("events/<int:event_id>/live/repairs/<int:run>/", repairs.show, name="repair"),
    path("events/<int:event_id>/live/repairs/<int:run>/progress/", repairs.progress, name="repair-progress"),
    path("events/<int:event_id>/live/repairs/<int:run>/apply/", repairs.carry_out, name="repair-apply"),
    path("events/<int:event_id>/check-in/", arrivals.search, name="event-checkin"),
    path("events/<int:event_id>/check-in/<int:application>/", arrivals.arrive, name="check-in"),
    path("events/<int:event_id>/check-in/<int:application>/undo/", arrivals.undo, name="check-in-undo"),
    path("badge/<str:badge>/", arrivals.badge, name="badge"),
]
