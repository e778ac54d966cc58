"""The start page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from gyoryu.programmes.rules import has_workspace
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import permissions_for
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.navigation.sources import TASKS
from gyoryu.web.navigation.todo import tasks_for
from gyoryu.web.texts.languages import language_of


@require_safe
@login_required
def start(request: SignedInRequest) -> HttpResponse:
    """Show today's tasks of the user, in the layout of their workspace."""
    user = request.user
    permissions = permissions_for(request)
    works = has_workspace(permissions)
    context = {
        "name": user.shown_name(language_of(get_language())),
        "tasks": tasks_for(user, permissions, TASKS),
        "shell": "officer/shell.html" if works else "participant/shell.html",
        "sidebar": build_sidebar("start") if works else None,
        "works": works,
    }
    return render(request, "start.html", context)
