"""Limits of request bodies, and reading of uploaded files. The length is checked before anything is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth import SESSION_KEY
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import resolve
from django.utils.translation import gettext

from gyoryu.base.files import MAX_BYTES
from gyoryu.base.refusals import Refused
from gyoryu.web.parameters import MAX_VALUE, whole
from gyoryu.web.site import errors

View = Callable[[HttpRequest], HttpResponse]
Page = TypeVar("Page", bound=Callable[..., Any])
MB = 1 << 20
MAX_FORM_BYTES = 1 * MB  # for views without uploads, and for all anonymous requests


def takes_files(many: int = 1) -> Callable[[Page], Page]:
    """Allow `many` files of the largest size in one request, for signed-in users. Must be the outermost decorator."""

    def decorate(page: Page) -> Page:
        page.most_bytes = many * MAX_BYTES + MAX_FORM_BYTES  # type: ignore[attr-defined]
        return page

    return decorate


def limit_bodies(get_response: View) -> View:
    """Middleware: bodies that are too large are refused by their length, before anything is read or written. It runs
    after sessions, which read no body, and before whatever does."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.headers.get("Transfer-Encoding") and not request.META.get("CONTENT_LENGTH"):
            return _refuse(request, 411, 0)
        length = _length(request)
        if length > MAX_FORM_BYTES and length > (limit := _limit(request)):
            return _refuse(request, 413, limit)
        return get_response(request)

    return middleware


def _length(request: HttpRequest) -> int:
    header = request.META.get("CONTENT_LENGTH") or "0"
    # Servers pass on digits only; more of them than any disk has bytes is too large as well.
    return (whole(header) or 0) if len(header) < 19 else MAX_VALUE


def _limit(request: HttpRequest) -> int:
    try:
        limit = int(getattr(resolve(request.path_info).func, "most_bytes", MAX_FORM_BYTES))
    except Http404:
        return MAX_FORM_BYTES
    # Last, since reading the session queries the database.
    return limit if limit > MAX_FORM_BYTES and SESSION_KEY in request.session else MAX_FORM_BYTES


def _refuse(request: HttpRequest, status: int, limit: int) -> HttpResponse:
    request.POST = QueryDict()  # the error page must not read the body
    if request.path.startswith("/api/"):
        text = gettext("This is too large. At most {most} MB at once.").format(most=(limit or MAX_FORM_BYTES) // MB)
        return JsonResponse({"code": "too_large", "text": text, "detail": {"most": limit}}, status=status)
    is_over = limit == MAX_FORM_BYTES and SESSION_KEY not in request.session
    return errors.too_large(request, status, (limit or MAX_FORM_BYTES) // MB, signed_out=is_over)


def read_upload(upload: UploadedFile[bytes]) -> bytes:
    """Return the content of a file. Refuses `file_too_large` before anything of it is read."""
    if (upload.size or 0) > MAX_BYTES:
        raise Refused("file_too_large", most=MAX_BYTES >> 20)
    return bytes(upload.read())
