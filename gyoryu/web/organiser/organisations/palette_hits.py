"""Hits of the command palette among organisations."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import get_language, gettext

from gyoryu.organisations import queries
from gyoryu.programmes.rules import (
    Permissions,
    may_read_directory,
)
from gyoryu.web.navigation.palette_hits import Hit
from gyoryu.web.texts.languages import language_of

MAX_IN_PALETTE = 6


def palette_hits(query: str, permissions: Permissions) -> Iterator[Hit]:
    if not query or not may_read_directory(permissions):
        return
    language = language_of(get_language())
    for organisation in queries.search(query).organisations[:MAX_IN_PALETTE]:
        url = reverse("organisation", args=[organisation.pk])
        yield Hit(organisation.names.in_language(language), url, gettext("Organisation"))
