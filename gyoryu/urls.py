"""The addresses of the website."""

from django.urls import include, path

from gyoryu.web.site import errors

urlpatterns = [
    path("", include("gyoryu.web.site.urls")),
    path("", include("gyoryu.web.navigation.urls")),
    path("", include("gyoryu.web.accounts.urls")),
    path("", include("gyoryu.web.privacy.urls")),
    path("", include("gyoryu.web.organiser.urls")),
    path("", include("gyoryu.web.gate.urls")),
    path("", include("gyoryu.web.log.urls")),
    path("", include("gyoryu.web.participant.urls")),
    path("", include("gyoryu.web.board.urls")),
    path("api/", include("gyoryu.web.api.interface")),
]
handler400 = errors.not_understood
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
