"""Pages for operators of the installation."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gyoryu.base.models import AuditLine
from gyoryu.people import rules
from gyoryu.web.http import SignedInRequest, login_required

NEWEST_LINES = 200


@require_safe
@login_required
def audit(request: SignedInRequest) -> HttpResponse:
    if not rules.may_read_audit(request.user):
        raise PermissionDenied
    return render(request, "audit.html", {"lines": AuditLine.objects.all()[:NEWEST_LINES]})
