"""Choice of language."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from gyoryu.base.names import DJANGO_CODES, LANGUAGES
from gyoryu.people import actions
from gyoryu.people.models import User
from gyoryu.web.accounts.language_cookie import remember_language


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Change the language of the user or visitor, and redirect back."""
    language = next((code for code in LANGUAGES if code == request.POST.get("language")), None)
    if language is None:
        return HttpResponseBadRequest("language: ko, zh or en", content_type="text/plain")
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = resolve_url("front")
    if isinstance(request.user, User):
        actions.change_language(request.user, language, by=request.user)
    response = HttpResponseRedirect(back)
    remember_language(response, DJANGO_CODES[language])
    return response
