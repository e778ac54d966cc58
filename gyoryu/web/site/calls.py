"""Calls for applications, for everyone."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from gyoryu.base.formatting import format_date_range
from gyoryu.meetings.models import Terms
from gyoryu.meetings.rules import may_apply_now
from gyoryu.web.organiser.events.todo import moment_at
from gyoryu.web.texts.labels import MODES
from gyoryu.web.texts.languages import reader
from gyoryu.web.texts.vocabulary import country_name


@require_safe
def call(request: HttpRequest, event_id: int) -> HttpResponse:
    """Show a call. It stays readable when it is over; 404 where it is not public."""
    terms = Terms.objects.select_related("event__programme").filter(event=event_id, event__is_public=True).first()
    if terms is None:
        raise Http404
    event, now = terms.event, timezone.now()
    context = {
        "event": event,
        "terms": terms,
        "days": format_date_range(event.starts_on, event.ends_on, reader()),
        "mode": MODES[event.mode],
        "country": country_name(event.country),
        "parties": event.programme.parties.select_related("organisation"),
        "may_apply": may_apply_now(terms, now),
        "begun": now >= terms.apply_from,
        "moments": [
            (gettext("Applications from"), moment_at(event, terms.apply_from)),
            (gettext("Applications until"), moment_at(event, terms.apply_until)),
            (gettext("Meeting requests from"), moment_at(event, terms.wish_from)),
            (gettext("Meeting requests until"), moment_at(event, terms.wish_until)),
        ],
    }
    return render(request, "call.html", context)
