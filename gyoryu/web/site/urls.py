"""The addresses of the front page, of calls, and of pages for operators of the site."""

from __future__ import annotations

from django.conf import settings
from django.urls import path

from gyoryu.web.site import audit, calls, editors, public, undo_views

urlpatterns = [
    path("", public.front, name="front"),
    path("calls/<int:event_id>/", calls.call, name="call"),
    path("undo/<str:token>/", undo_views.undo, name="undo"),
    path("manifest.webmanifest", public.manifest, name="manifest"),
    path("favicon.ico", public.favicon, name="favicon"),
    path("audit/", audit.audit, name="audit"),
    path("editors/", editors.editors, name="editors"),
    path("editors/<int:editor_id>/dismiss/", editors.dismiss, name="editor-dismiss"),
]
if settings.DEBUG:
    from gyoryu.web.site import styleguide

    urlpatterns += [path("styleguide/", styleguide.sheet, name="styleguide")]
