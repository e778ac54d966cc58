"""The addresses of the start page and the command palette."""

from __future__ import annotations

from django.urls import path

from gyoryu.web.navigation import palette, start

urlpatterns = [
    path("start/", start.start, name="start"),
    path("palette/", palette.palette, name="palette"),
]
