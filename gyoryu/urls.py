"""The addresses of the website."""

from django.conf import settings
from django.urls import include, path

from gyoryu.web import account, calls, errors, operator, palette, public, tokens

urlpatterns = [
    path("", public.front, name="front"),
    path("calls/<int:event>/", calls.call, name="call"),
    path("healthz", public.health, name="health"),
    path("language/", account.choose_language, name="choose-language"),
    path("", include("gyoryu.web.sign_in.urls")),
    path("start/", account.start, name="start"),
    path("palette/", palette.palette, name="palette"),
    path("", include("gyoryu.web.organiser.urls")),
    path("", include("gyoryu.web.gate.urls")),
    path("", include("gyoryu.web.log.urls")),
    path("", include("gyoryu.web.participant.urls")),
    path("", include("gyoryu.web.organiser.organisation_urls")),
    path("", include("gyoryu.web.organiser.letter_urls")),
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/tokens/<int:token>/revoke/", tokens.revoke, name="token-revoke"),
    path("api/", include("gyoryu.web.api.interface")),
    path("audit/", operator.audit, name="audit"),
]
if settings.DEBUG:
    from gyoryu.web import looks_sheet

    urlpatterns += [path("looks/", looks_sheet.sheet, name="looks")]
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
