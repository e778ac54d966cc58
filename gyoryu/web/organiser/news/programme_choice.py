"""The programme of a document, a source or a post."""

from __future__ import annotations

from django.http import HttpRequest

from gyoryu.programmes.queries import news_programmes
from gyoryu.programmes.rules import Permissions
from gyoryu.web.parameters import whole
from gyoryu.web.texts.languages import reader


def programme_choices(permissions: Permissions) -> list[tuple[int, str]]:
    return [
        (programme.pk, programme.names.in_language(reader()))
        for programme in news_programmes(permissions).order_by("-pk")
    ]


def chosen_programme(request: HttpRequest, permissions: Permissions) -> int | None:
    programme = news_programmes(permissions).filter(pk=whole(request.POST.get("programme")) or 0).first()
    return programme.pk if programme else None
