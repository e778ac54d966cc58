"""Error responses of the API: a code for programs, a sentence in the reader's language, details."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import Field

from gyoryu.base.refusals import Refused
from gyoryu.web.texts.refusals import sentence_for_refusal

SENTENCES: dict[str, Promise] = {
    "no_token": _("A valid token is needed: Authorization: Bearer …"),
    "scope_missing": _("The token was not made for this."),
    "forbidden": _("You may not do this."),
    "not_found": _("There is nothing here for you."),
    "bad_request": _("This could not be read as JSON."),
    "invalid": _("Some values are not as they should be."),
}


class Problem(Schema):
    """`code` is stable; `text` is for people; `detail` says which value or which row."""

    code: str
    text: str
    detail: dict[str, Any] = Field(default_factory=dict)


class ScopeMissing(Exception):
    """The token lacks a scope."""


# Error responses of every call; 409 is a refusal of the action, such as `changed_meanwhile`.
READING: dict[int | str, Any] = {401: Problem, 403: Problem, 404: Problem, 422: Problem}
WRITING: dict[int | str, Any] = {400: Problem, 409: Problem, **READING}


def refuse_unknown_names(call: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse unknown query parameters: a misspelt filter would not filter."""

    @wraps(call)
    def checked(request: HttpRequest, *args: Any, **values: Any) -> Any:
        unknown = sorted(request.GET.keys() - values.keys())
        if unknown:
            raise ValidationError([{"loc": ("query", name), "type": "extra_forbidden"} for name in unknown])
        return call(request, *args, **values)

    return checked


def problem_responses(api: NinjaAPI) -> None:
    """Register handlers on `api` that answer exceptions with `Problem`."""

    def respond(request: HttpRequest, status: int, code: str, **detail: Any) -> HttpResponse:
        body = {"code": code, "text": str(SENTENCES[code]), "detail": detail}
        return api.create_response(request, body, status=status)

    def refused(request: HttpRequest, problem: Any) -> HttpResponse:
        body = {"code": problem.code, "text": sentence_for_refusal(problem), "detail": problem.detail}
        return api.create_response(request, body, status=409)

    def invalid(request: HttpRequest, problem: Any) -> HttpResponse:
        errors = [{"place": [str(part) for part in error["loc"]], "why": error["type"]} for error in problem.errors]
        return respond(request, 422, "invalid", errors=errors)

    api.add_exception_handler(Refused, refused)
    api.add_exception_handler(ValidationError, invalid)
    api.add_exception_handler(AuthenticationError, lambda request, _: respond(request, 401, "no_token"))
    api.add_exception_handler(
        ScopeMissing, lambda request, exception: respond(request, 403, "scope_missing", scope=str(exception))
    )
    api.add_exception_handler(PermissionDenied, lambda request, _: respond(request, 403, "forbidden"))
    api.add_exception_handler(Http404, lambda request, _: respond(request, 404, "not_found"))
    api.add_exception_handler(HttpError, lambda request, _: respond(request, 400, "bad_request"))
