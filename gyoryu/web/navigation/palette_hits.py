"""Hits of the command palette."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from gyoryu.base.text import comparison_key
from gyoryu.programmes.rules import Permissions, has_workspace
from gyoryu.web.navigation.sidebar import SITE_WORK, address, is_open


@dataclass(frozen=True, slots=True)
class Hit:
    label: str
    url: str
    kind: str = ""


Source = Callable[[str, Permissions], Iterable[Hit]]


def pages(query: str, permissions: Permissions) -> Iterator[Hit]:
    """Find pages of the site. Users without a workspace find the start page only."""
    has_work = has_workspace(permissions)
    for code, name, label in SITE_WORK:
        url = address(name)
        if (
            url
            and (has_work or code == "start")
            and is_open(code, permissions)
            and comparison_key(query) in comparison_key(gettext(label))
        ):
            yield Hit(gettext(label), url, gettext("Page"))
    if permissions.is_operator and comparison_key(query) in comparison_key(gettext("Audit log")):
        yield Hit(gettext("Audit log"), reverse("audit"), gettext("Page"))
    if permissions.is_operator and comparison_key(query) in comparison_key(gettext("Access log")):
        yield Hit(gettext("Access log"), reverse("access-log"), gettext("Page"))
