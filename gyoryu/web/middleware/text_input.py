"""Normalization of text and numbers in requests: form fields, queries, URL arguments and file names. Behind it text is
composed (NFC), invisible input is empty, characters that no database stores are removed, and numbers of URLs fit into
63 bits. Bodies of the API have their own (`api.values.Clean`), beside its types."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from gyoryu.base.full_disk import is_disk_full
from gyoryu.base.text import normalize_input, strip_unstorable
from gyoryu.web.parameters import MAX_VALUE
from gyoryu.web.site import errors

View = Callable[[HttpRequest], HttpResponse]
API = "/api/"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class NormalizeTextInput:
    """Middleware that normalizes input before any view reads it. Passwords are not composed."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # All our forms are UTF-8; a request with another encoding could hold what is no text.
        request.encoding = "utf-8"
        request.GET = _normalized(request.GET)  # type: ignore[assignment]
        if request.method == "POST" and request.content_type in FORMS and not request.path.startswith(API):
            try:
                request.POST = _normalized(request.POST)  # type: ignore[assignment]
            except OSError as fault:  # large files go to the disk as they come
                if is_disk_full(fault):
                    _remove_uploads(request)
                    return errors.disk_full(request)
                raise
            for _, uploads in request.FILES.lists():
                for upload in uploads:
                    upload.name = normalize_input(upload.name or "") or upload.name
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """404 for numbers beyond 63 bits, and for text that no database stores."""
        for value in kwargs.values():
            if isinstance(value, int) and value > MAX_VALUE:
                raise Http404
            if isinstance(value, str) and value != strip_unstorable(value):
                raise Http404


def _remove_uploads(request: HttpRequest) -> None:
    """Django leaves the partial file until the handler is garbage-collected."""
    for handler in request.upload_handlers:
        with suppress(OSError):  # the disk is full for the buffered rest, too
            handler.upload_interrupted()


def _normalized(data: QueryDict) -> QueryDict:
    changed = {
        name: values
        for name, originals in data.lists()
        if (
            values := [strip_unstorable(value) if "password" in name else normalize_input(value) for value in originals]
        )
        != originals
    }
    if not changed and all(name == strip_unstorable(name) for name in data):
        return data
    normalized = data.copy()
    for name, values in changed.items():
        normalized.setlist(name, values)
    for name in [name for name in normalized if name != strip_unstorable(name)]:
        del normalized[name]
    normalized._mutable = False
    return normalized
