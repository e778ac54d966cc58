"""Screening: the list of applications."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gyoryu.base.names import Language, Names
from gyoryu.base.writing import write_both_moments
from gyoryu.meetings.models import Application, Disclosure
from gyoryu.meetings.queries.screening import Screened, counts_of, for_list, narrowed
from gyoryu.organisations.technology import FIELDS
from gyoryu.programmes import rules
from gyoryu.programmes.models import Event
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
    page = Paginator(narrowed(found, **words, typed=asked["q"], sort=sort), A_PAGE).get_page(request.GET.get("page"))
    shown = for_list(cast(QuerySet[Application], page.object_list))
    counts, countries = counts_of(found)
    may_run = rules.may_run(standing_in(request, found.programme_id))
    may_choose = may_run and any(one.state == Application.State.SUBMITTED for one in shown)
    context = {
        "event": found,
        "rail": rail_of("applications", event=found),
        "asked": asked,
        "narrowed": any(asked.values()),
        "page": page,
        "rows": [_row(one, found, asked["q"], may_choose=may_choose) for one in shown],
        "tabs": [(code, word, counts[code]) for code, word in APPLICATION_STATES.items() if code in counts],
        "total": sum(counts.values()),
        "choices": Choices(asked["side"], asked["country"], asked["field"], tuple(countries)),
        "may_run": may_run,
        "may_choose": may_choose,
    }
    return render(request, "officer/applications/list.html", context)


@dataclass(frozen=True, slots=True)
class Choices:
    """By what the list can be narrowed, and what is chosen. `countries`: codes of those that there are."""

    side: str
    country: str
    field: str
    countries: tuple[str, ...]

    @property
    def side_choices(self) -> Iterable[tuple[str, Any]]:
        return SIDES.items()

    @property
    def country_choices(self) -> list[tuple[str, str]]:
        return [(code, country_name(code)) for code in self.countries]

    @property
    def field_choices(self) -> list[tuple[str, str]]:
        return technologies()


@dataclass(frozen=True, slots=True)
class Row:
    """All that is shown of an application. `fields`: codes of technology; `typed`: what was searched for; `zones`: of
    the venue and of the other side."""

    pk: int
    number: str
    names: Names
    language: Language
    is_sample: bool
    side: str
    state: str
    country: str
    fields: tuple[str, ...]
    submitted_at: datetime | None
    risk_flag: bool
    zones: tuple[str, str]
    typed: str
    may_choose: bool

    @property
    def side_text(self) -> str:
        return str(SIDES[self.side])

    @property
    def state_text(self) -> str:
        return str(APPLICATION_STATES[self.state])

    @property
    def look(self) -> str:
        return APPLICATION_LOOKS.get(self.state, "")

    @property
    def country_text(self) -> str:
        return country_name(self.country)

    @property
    def field_texts(self) -> list[str]:
        return [FIELDS[code].in_language(reader()) for code in self.fields if code in FIELDS][:3]

    @property
    def submitted_text(self) -> str:
        return write_both_moments(self.submitted_at, *self.zones, reader()) if self.submitted_at else ""


def _row(one: Screened, event: Event, typed: str, *, may_choose: bool) -> Row:
    return Row(
        one.pk, one.number, one.names, one.language, one.is_sample, one.side, one.state, one.country, one.fields,
        one.submitted_at, one.risk_flag, (event.time_zone, event.other_time_zone), typed, may_choose,
    )  # fmt: skip


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
