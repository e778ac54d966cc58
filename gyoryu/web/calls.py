"""Calls for applications, for everyone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from gyoryu.base.formatting import format_date_range
from gyoryu.meetings.models import Terms
from gyoryu.meetings.rules import may_apply_now
from gyoryu.programmes.models import Event
from gyoryu.web.labels import MODES
from gyoryu.web.organiser.organisation_forms import country_name
from gyoryu.web.organiser.todo import SOON, moment_at
from gyoryu.web.template_tags import reader

MAX_CALLS = 30


def open_calls(now: datetime) -> list[dict[str, Any]]:
    """Return the open calls for the front page, the earliest deadline first. One query."""
    open_terms = Terms.objects.filter(event__is_public=True, apply_from__lte=now, apply_until__gt=now)
    by_deadline = open_terms.select_related("event").order_by("apply_until")[:MAX_CALLS]
    return [_card(terms.event, terms, now) for terms in by_deadline]


def _card(event: Event, terms: Terms, now: datetime) -> dict[str, Any]:
    return {
        "url": reverse("call", args=[event.pk]),
        "name": event.names.in_language(reader()),
        "when": format_date_range(event.starts_on, event.ends_on, reader()),
        "where": event.venue.in_language(reader()),
        "until": gettext("Apply until {moment}").format(moment=moment_at(event, terms.apply_until)),
        "soon": terms.apply_until < now + SOON,
        "is_sample": event.is_sample,
    }


@require_safe
def call(request: HttpRequest, event: int) -> HttpResponse:
    """Show a call. It stays readable when it is over; 404 where it is not public."""
    terms = Terms.objects.select_related("event__programme").filter(event=event, event__is_public=True).first()
    if terms is None:
        raise Http404
    current_event, now = terms.event, timezone.now()
    context = {
        "event": current_event,
        "terms": terms,
        "days": format_date_range(current_event.starts_on, current_event.ends_on, reader()),
        "mode": MODES[current_event.mode],
        "country": country_name(current_event.country),
        "parties": current_event.programme.parties.select_related("organisation"),
        "may_apply": may_apply_now(terms, now),
        "begun": now >= terms.apply_from,
        "moments": [
            (gettext("Applications from"), moment_at(current_event, terms.apply_from)),
            (gettext("Applications until"), moment_at(current_event, terms.apply_until)),
            (gettext("Meeting requests from"), moment_at(current_event, terms.wish_from)),
            (gettext("Meeting requests until"), moment_at(current_event, terms.wish_until)),
        ],
    }
    return render(request, "call.html", context)
