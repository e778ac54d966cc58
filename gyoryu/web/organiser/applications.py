"""Screening: the list of applications."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gyoryu.meetings.models import Application, Disclosure
from gyoryu.meetings.queries.screening import countries_of, counts_by_state, for_list, narrowed
from gyoryu.organisations.technology import FIELDS
from gyoryu.programmes import rules
from gyoryu.web.finding import event_for, standing_in
from gyoryu.web.looks import reader
from gyoryu.web.organiser.organisation_forms import country_name, technologies
from gyoryu.web.organiser.rail import rail_of
from gyoryu.web.words import APPLICATION_LOOKS, APPLICATION_STATES, DISCLOSED, SIDES

A_PAGE = 50
FILTERS = ("side", "state", "country", "field", "q")


@require_safe
@login_required
def listing(request: HttpRequest, event: int) -> HttpResponse:
    """`?side=`, `?state=`, `?country=`, `?field=`, `?q=` narrow; `?sort=` orders; `?page=` turns pages."""
    found = event_for(request, event, rules.may_see_work)
    asked = {name: request.GET.get(name, "").strip()[:100] for name in FILTERS}
    sort = request.GET.get("sort", "")
    words = {name: value for name, value in asked.items() if name != "q"}
    page = Paginator(for_list(narrowed(found, **words, typed=asked["q"], sort=sort)), A_PAGE).get_page(
        request.GET.get("page")
    )
    counts = counts_by_state(found)
    may_run = rules.may_run(standing_in(request, found.programme_id))
    context = {
        "event": found,
        "rail": rail_of("applications", event=found),
        "asked": asked,
        "narrowed": any(asked.values()),
        "page": page,
        "rows": [_row(one) for one in page],
        "tabs": [(code, word, counts[code]) for code, word in APPLICATION_STATES.items() if code in counts],
        "total": sum(counts.values()),
        "countries": [(code, country_name(code)) for code in countries_of(found)],
        "technologies": technologies(),
        "sides": SIDES.items(),
        "may_run": may_run,
        "may_choose": may_run and any(one.state == Application.State.SUBMITTED for one in page),
    }
    return render(request, "officer/applications/list.html", context)


def _row(one: Application) -> dict[str, Any]:
    assert one.organisation is not None
    codes = dict.fromkeys([*(topic.field for topic in one.topics.all()), *one.organisation.fields])
    return {
        "one": one,
        "side": SIDES[one.side],
        "state": APPLICATION_STATES[one.state],
        "look": APPLICATION_LOOKS.get(one.state, ""),
        "country": country_name(one.organisation.country),
        "fields": [FIELDS[code].in_language(reader()) for code in codes if code in FIELDS][:3],
    }


@require_safe
@login_required
def disclosures(request: HttpRequest, event: int) -> HttpResponse:
    """Whose personal data were shown to whom."""
    found = event_for(request, event, rules.may_run)
    shown = Disclosure.objects.filter(application__event=found).order_by("-at", "-pk")
    page = Paginator(shown.select_related("application__organisation", "to", "to_organisation"), A_PAGE).get_page(
        request.GET.get("page")
    )
    rows = [
        (
            one,
            one.to.shown_name(reader()) if one.to else "",
            country_name(one.to_country),
            [DISCLOSED.get(code, code) for code in one.what],
        )
        for one in page
    ]
    context = {"event": found, "rail": rail_of("applications", event=found), "rows": rows, "page": page}
    return render(request, "officer/applications/disclosures.html", context)
