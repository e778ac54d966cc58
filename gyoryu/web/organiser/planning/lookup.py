"""Lookup of the two applications of a pair."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404

from gyoryu.meetings.models import Application, Side
from gyoryu.programmes.models import Event


def get_pair_or_404(event: Event, seller: int, buyer: int) -> tuple[Application, Application]:
    """Return the accepted firm and buyer. Raises `Http404`."""
    applications = Application.objects.filter(event=event, state=Application.State.ACCEPTED).select_related(
        "organisation"
    )
    by_side = {
        application.side: application
        for application in applications.filter(Q(pk=seller, side=Side.SELLER) | Q(pk=buyer, side=Side.BUYER))
    }
    if len(by_side) < len(Side):
        raise Http404
    return by_side[Side.SELLER], by_side[Side.BUYER]
