"""What an address names, as far as the person who asks may know of it."""

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
    """The event. 404 for those who do not work in its programme, 403 for those who do and may not do this."""
    event = Event.objects.select_related("programme", "terms").filter(pk=number).first()
    if event is None:
        raise Http404
    event.membership = membership_in(request, event.programme_id)
    _check(event.membership, rule)
    return event


def get_programme_or_404(request: HttpRequest, number: int, rule: Rule) -> Programme:
    """The programme, under the same conditions as `event_for`."""
    programme = Programme.objects.filter(pk=number).first()
    if programme is None:
        raise Http404
    _check(membership_in(request, programme.pk), rule)
    return programme


def membership_in(request: HttpRequest, programme: int) -> Membership:
    """What the person is in a programme."""
    return permissions_for(request).within(programme)


def permissions_for(request: HttpRequest) -> Permissions:
    """What the person is in every programme; the roles are read once for each request."""
    cached: tuple[int | None, Permissions] | None = getattr(request, "known_standings", None)
    if cached is None or cached[0] != request.user.pk:
        cached = (request.user.pk, load_permissions(request.user))
        request.known_standings = cached  # type: ignore[attr-defined]  # of this request only
    return cached[1]


def require_permission(request: HttpRequest, rule: SiteRule) -> Permissions:
    """What the person is, 403 for those who may not do this anywhere."""
    permissions = permissions_for(request)
    if not rule(permissions):
        raise PermissionDenied
    return permissions


def _check(membership: Membership, rule: Rule) -> None:
    if not (membership.is_operator or membership.kinds):
        raise Http404
    if not rule(membership):
        raise PermissionDenied
