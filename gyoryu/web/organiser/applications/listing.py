"""Screening: the list of applications."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gyoryu.base.formatting import format_local_datetimes
from gyoryu.base.names import Language, Names
from gyoryu.meetings.models import Application, Disclosure
from gyoryu.meetings.queries.screening import Screened, counts_of, for_list, narrowed
from gyoryu.organisations.technology import FIELDS
from gyoryu.programmes import rules
from gyoryu.programmes.models import Event
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import get_event_or_404, membership_in
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.parameters import Query
from gyoryu.web.texts.labels import APPLICATION_STATES, APPLICATION_STYLES, DISCLOSED, SIDES
from gyoryu.web.texts.languages import reader
from gyoryu.web.texts.vocabulary import country_name, technologies

PAGE_SIZE = 50
FILTERS = ("side", "state", "country", "field", "q")


@require_safe
@login_required
def listing(request: SignedInRequest, event_id: int) -> HttpResponse:
    """List applications. `?side=`, `?state=`, `?country=`, `?field=`, `?q=` filter; `?sort=` orders; `?page=` pages."""
    event = get_event_or_404(request, event_id, rules.may_view_programme)
    filters = Query(request).texts(FILTERS)
    sort = Query(request).text("sort")
    column_filters = {name: value for name, value in filters.items() if name != "q"}
    page = Query(request).page(narrowed(event, **column_filters, typed=filters["q"], sort=sort), PAGE_SIZE)
    applications = for_list(cast(QuerySet[Application], page.object_list))
    counts, countries = counts_of(event)
    may_run = rules.may_manage(membership_in(request, event.programme_id))
    may_choose = may_run and any(application.state == Application.State.SUBMITTED for application in applications)
    context = {
        "event": event,
        "sidebar": build_sidebar("applications", event=event),
        "filters": filters,
        "narrowed": any(filters.values()),
        "page": page,
        "rows": [_row(application, event, filters["q"], may_choose=may_choose) for application in applications],
        "tabs": [(code, label, counts[code]) for code, label in APPLICATION_STATES.items() if code in counts],
        "total": sum(counts.values()),
        "choices": Choices(filters["side"], filters["country"], filters["field"], tuple(countries)),
        "may_run": may_run,
        "may_choose": may_choose,
    }
    return render(request, "officer/applications/list.html", context)


@dataclass(frozen=True, slots=True)
class Choices:
    """The filters of the list and their current values. `countries`: codes of the countries that occur."""

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
    """A row of the list. `fields`: codes of technology; `query`: the search query; `zones`: time zones of the venue and
    of the other side."""

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
    query: str
    may_choose: bool

    @property
    def side_text(self) -> str:
        return str(SIDES[self.side])

    @property
    def state_text(self) -> str:
        return str(APPLICATION_STATES[self.state])

    @property
    def chip_style(self) -> str:
        return APPLICATION_STYLES.get(self.state, "")

    @property
    def country_text(self) -> str:
        return country_name(self.country)

    @property
    def field_texts(self) -> list[str]:
        return [FIELDS[code].in_language(reader()) for code in self.fields if code in FIELDS][:3]

    @property
    def submitted_text(self) -> str:
        return format_local_datetimes(self.submitted_at, *self.zones, reader()) if self.submitted_at else ""


def _row(application: Screened, event: Event, query: str, *, may_choose: bool) -> Row:
    return Row(
        application.pk, application.number, application.names, application.language, application.is_sample,
        application.side, application.state, application.country, application.fields,
        application.submitted_at, application.risk_flag, (event.time_zone, event.other_time_zone), query, may_choose,
    )  # fmt: skip


@require_safe
@login_required
def disclosures(request: SignedInRequest, event_id: int) -> HttpResponse:
    """List the disclosures of personal data with their recipients."""
    event = get_event_or_404(request, event_id, rules.may_manage)
    entries = Disclosure.objects.filter(application__event=event).order_by("-at", "-pk")
    page = Query(request).page(entries.select_related("application__organisation", "to", "to_organisation"), PAGE_SIZE)
    rows = [
        (
            entry,
            entry.to.shown_name(reader()) if entry.to else "",
            country_name(entry.to_country),
            [DISCLOSED.get(code, code) for code in entry.what],
        )
        for entry in page
    ]
    context = {"event": event, "sidebar": build_sidebar("applications", event=event), "rows": rows, "page": page}
    return render(request, "officer/applications/disclosures.html", context)
