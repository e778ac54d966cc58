"""URLs of participants and interpreters."""

from __future__ import annotations

from django.urls import path

from gyoryu.web.participant import agenda, applying, directory, entry_views, pages, service_worker, wishes

urlpatterns = [
    path("invitation/<str:token>/", entry_views.invitation, name="invitation"),
    path("calls/<int:event_id>/apply/<str:side>/", entry_views.call, name="apply"),
    path("my/", pages.overview, name="my"),
    path("my/agenda-worker.js", service_worker.worker, name="agenda-worker"),
    path("my/<int:application>/", pages.application, name="my-application"),
    path("my/<int:application>/apply/", applying.first, name="my-apply"),
    path("my/<int:application>/apply/copy/", applying.copy_last, name="my-apply-copy"),
    path("my/<int:application>/apply/<str:step>/", applying.step, name="my-apply-step"),
    path("my/<int:application>/files/<int:file>/", applying.read_file, name="my-file"),
    path("my/<int:application>/files/<int:file>/remove/", applying.remove_file, name="my-file-remove"),
    path("my/<int:application>/withdraw/", applying.withdraw, name="my-withdraw"),
    path("my/<int:application>/consents/", pages.consents, name="my-consents"),
    path("my/<int:application>/calendar/", pages.renew_calendar, name="my-calendar-new"),
    path("my/<int:application>/directory/", directory.listing, name="my-directory"),
    path("my/<int:application>/directory/<int:other>/", directory.detail, name="my-counterpart"),
    path("my/<int:application>/wishes/", wishes.both_ways, name="my-wishes"),
    path("my/<int:application>/wishes/order/", wishes.order, name="my-wishes-order"),
    path("my/<int:application>/wishes/ask/<int:other>/", wishes.request_meeting, name="my-wish-request"),
    path("my/<int:application>/wishes/<int:wish_id>/withdraw/", wishes.withdraw, name="my-wish-withdraw"),
    path("my/<int:application>/wishes/<int:wish_id>/answer/", wishes.answer, name="my-wish-answer"),
    path("my/<int:application>/times/", wishes.times, name="my-times"),
    path("my/<int:application>/agenda/", agenda.show, name="my-agenda"),
    path("my/<int:application>/agenda.pdf", agenda.paper, name="my-agenda-pdf"),
    path("my/<int:application>/badge/", agenda.badge, name="my-badge"),
    path("interpreting/<int:interpreter_id>/", agenda.interpreting, name="interpreting"),
    path("interpreting/<int:interpreter_id>/agenda.pdf", agenda.interpreter_paper, name="interpreting-pdf"),
    path("calendar/<str:token>.ics", agenda.calendar_feed, name="calendar"),
]
