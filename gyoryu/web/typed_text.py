"""Typed text as it comes into pages: every field of every form, every query, every name of a file. Behind this door
text is composed, and what cannot be seen is empty. The interface for programs has its own (`api.values.Clean`), beside
its types."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict

from gyoryu.base.text import typed

View = Callable[[HttpRequest], HttpResponse]
API = "/api/"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def compose_typed_text(get_response: View) -> View:
    """Middleware that replaces what was typed before any view reads it. Passwords stay as they are."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(API):
            return get_response(request)
        request.GET = _composed(request.GET)  # type: ignore[assignment]
        if request.method == "POST" and request.content_type in FORMS:
            request.POST = _composed(request.POST)  # type: ignore[assignment]
            for _, uploads in request.FILES.lists():
                for upload in uploads:
                    upload.name = typed(upload.name or "") or upload.name
        return get_response(request)

    return answer


def _composed(data: QueryDict) -> QueryDict:
    changed = {
        name: values
        for name, given in data.lists()
        if "password" not in name and (values := [typed(value) for value in given]) != given
    }
    if not changed:
        return data
    composed = data.copy()
    for name, values in changed.items():
        composed.setlist(name, values)
    composed._mutable = False
    return composed
