"""URLs of meeting logs."""

from __future__ import annotations

from django.urls import path

from gyoryu.web.log import pages

urlpatterns = [
    path("log/<int:meeting_id>/", pages.show, name="meeting-log"),
    path("log/<int:meeting_id>/<int:log_id>/", pages.edit, name="edit-log"),
    path("log/<int:meeting_id>/<int:log_id>/answer/", pages.answer, name="answer-log"),
    path("log/<int:meeting_id>/<int:log_id>/remove/", pages.remove, name="remove-log"),
    path("my/<int:application>/log/", pages.own_logs, name="my-log"),
]
