"""Fetch the objects of a URL with a check of permissions."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from gyoryu.programmes.models import Event, Programme
from gyoryu.programmes.queries import load_permissions
from gyoryu.programmes.rules import Membership, Permissions

Rule = Callable[[Membership], bool]
SiteRule = Callable[[Permissions], bool]


def get_event_or_404(request: HttpRequest, number: int, rule: Rule) -> Event:
    """Return the event. 404 for users without a role in its programme, 403 for those whose role does not allow this."""
    event = Event.objects.select_related("programme", "terms").filter(pk=number).first()
    if event is None:
        raise Http404
    event.membership = membership_in(request, event.programme_id)
    _check(event.membership, rule)
    return event


def get_programme_or_404(request: HttpRequest, number: int, rule: Rule) -> Programme:
    """Return the programme, under the same conditions as `get_event_or_404`."""
    programme = Programme.objects.filter(pk=number).first()
    if programme is None:
        raise Http404
    _check(membership_in(request, programme.pk), rule)
    return programme


def membership_in(request: HttpRequest, programme_id: int) -> Membership:
    """Return the roles of the user in a programme."""
    return permissions_for(request).within(programme_id)


def permissions_for(request: HttpRequest) -> Permissions:
    """Return the roles of the user in every programme, read once for each request."""
    cached: tuple[int | None, Permissions] | None = getattr(request, "cached_permissions", None)
    if cached is None or cached[0] != request.user.pk:
        cached = (request.user.pk, load_permissions(request.user))
        request.cached_permissions = cached  # type: ignore[attr-defined]  # of this request only
    return cached[1]


def require_permission(request: HttpRequest, rule: SiteRule) -> Permissions:
    """Return the permissions of the user; 403 where `rule` refuses them."""
    permissions = permissions_for(request)
    if not rule(permissions):
        raise PermissionDenied
    return permissions


def _check(membership: Membership, rule: Rule) -> None:
    if not (membership.is_operator or membership.kinds):
        raise Http404
    if not rule(membership):
        raise PermissionDenied
