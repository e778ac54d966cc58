"""The doors through which typed text comes in: every field of every form, every query, every body of the interface for programs,
every name of a file. Behind them text is composed, and what cannot be seen is empty."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from ninja.parser import Parser

from gyoryu.base.text import typed

View = Callable[[HttpRequest], HttpResponse]
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def compose_typed_text(get_response: View) -> View:
    """Middleware that replaces what was typed before any view reads it. Passwords stay as they are."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.GET = _composed(request.GET)  # type: ignore[assignment]
        if request.method == "POST" and request.content_type in FORMS:
            request.POST = _composed(request.POST)  # type: ignore[assignment]
            for upload in request.FILES.values():
                upload.name = typed(upload.name or "") or upload.name
        return get_response(request)

    return answer


class TypedTextParser(Parser):
    """Reads the bodies of calls."""

    def parse_body(self, request: HttpRequest) -> Any:
        return _composed_json(json.loads(request.body))


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


def _composed_json(value: Any) -> Any:
    if isinstance(value, str):
        return typed(value)
    if isinstance(value, dict):
        return {name: _composed_json(one) for name, one in value.items()}
    return [_composed_json(one) for one in value] if isinstance(value, list) else value
