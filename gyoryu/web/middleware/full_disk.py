"""Answer for a full disk, in the language of the reader, on every page."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from gyoryu.base.full_disk import is_disk_full
from gyoryu.base.refusals import Refused
from gyoryu.web.site import errors
from gyoryu.web.texts.refusals import sentence_for_refusal

log = logging.getLogger(__name__)


class AnswerFullDisk:
    """Middleware that answers for views that could not write."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not is_disk_full(exception):
            return None
        log.error("the disk is full: %s", type(exception).__name__)
        if request.path.startswith("/api/"):
            body = {"code": "disk_full", "text": sentence_for_refusal(Refused("disk_full")), "detail": {}}
            return JsonResponse(body, status=507)
        return errors.disk_full(request)
