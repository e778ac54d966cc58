"""Layout of event-day pages: the sidebar for officers, a one-handed screen for check-in staff."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from gyoryu.programmes import rules
from gyoryu.programmes.models import Event
from gyoryu.web.lookup import membership_in
from gyoryu.web.navigation.sidebar import build_sidebar


def layout_context(request: HttpRequest, current: str, event: Event) -> dict[str, Any]:
    """Return `shell` and its context."""
    if rules.may_view_programme(membership_in(request, event.programme_id)):
        return {"shell": "officer/shell.html", "sidebar": build_sidebar(current, event=event)}
    places = (
        ("board", "event-board", gettext("Live board"), "▤"),
        ("checkin", "event-checkin", gettext("Check-in"), "✓"),
    )
    may_receive = rules.may_check_in(membership_in(request, event.programme_id))
    return {
        "shell": "gate/shell.html",
        "nav_items": [
            {"url": reverse(name, args=[event.pk]), "label": label, "mark": mark, "current": code == current}
            for code, name, label, mark in places
            if may_receive or code == "board"
        ],
    }
