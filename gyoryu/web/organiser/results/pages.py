"""Logs and results of an event by stage (consulted, pursued, signed); stages are never added up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from gyoryu.meetings.models import Meeting, MeetingLog
from gyoryu.organisations.technology import FIELDS
from gyoryu.outcomes.actions import close_figures, set_rate
from gyoryu.outcomes.models import Closing, ReferenceRate
from gyoryu.outcomes.queries import figures_of, meetings_by_field
from gyoryu.outcomes.queries import verdicts as verdicts_of
from gyoryu.programmes import rules
from gyoryu.programmes.models import Event
from gyoryu.web.forms.base import Form
from gyoryu.web.forms.conflicts import RefusalOnForm
from gyoryu.web.forms.number_fields import NumberField
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.log.forms import CURRENCIES
from gyoryu.web.lookup import get_event_or_404, membership_in
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.notices import RefusalAsNotice, add_notice
from gyoryu.web.organiser.results.closing import closing_sheet
from gyoryu.web.organiser.results.who_met_whom import picture
from gyoryu.web.parameters import Query
from gyoryu.web.review.sheet import confirmed
from gyoryu.web.texts.labels import MEETING_STATES, STAGES
from gyoryu.web.texts.languages import reader

PAGE_SIZE = 50


@require_safe
@login_required
def logs(request: SignedInRequest, event_id: int) -> HttpResponse:
    """List logs. `?stage=` and `?q=` (name or product) filter; `?missing=1` lists held meetings without a log."""
    event = get_event_or_404(request, event_id, rules.may_view_programme)
    stage, query = Query(request).choice("stage", STAGES), Query(request).text("q")
    wants_missing = Query(request).is_on("missing")
    missing_logs = Meeting.objects.filter(event=event, state=Meeting.State.HELD).filter(
        ~Exists(MeetingLog.objects.filter(meeting=OuterRef("pk")))
    )
    paginator = Paginator(_meetings(missing_logs) if wants_missing else _logs(event, stage, query), PAGE_SIZE)
    page, verdicts = Query(request).page_of(paginator), verdicts_of(event)
    context = {
        "event": event,
        "sidebar": build_sidebar("logs", event=event),
        "page": page,
        "rows": [(entry, STAGES.get(getattr(entry, "stage", "")), verdicts.get(entry.pk)) for entry in page],
        "wants_missing": wants_missing,
        "missing": missing_logs.count(),
        "stage": stage,
        "query": query,
        "stages": STAGES,
    }
    return render(request, "officer/results/logs.html", context)


def _meetings(meetings: Any) -> Any:
    return meetings.select_related("seller__organisation", "buyer__organisation", "slot").order_by(
        "slot__starts_at", "pk"
    )


def _logs(event: Event, stage: str, query: str) -> Any:
    matches = MeetingLog.objects.filter(meeting__event=event)
    if stage in STAGES:
        matches = matches.filter(stage=stage)
    if query:
        condition = Q(product__icontains=query)
        for side in ("seller", "buyer"):
            condition |= Q(**{f"meeting__{side}__number__iexact": query})
            for language in ("ko", "zh", "en"):
                condition |= Q(**{f"meeting__{side}__organisation__name_{language}__icontains": query})
        matches = matches.filter(condition)
    return matches.select_related(
        "meeting__seller__organisation", "meeting__buyer__organisation", "meeting__slot"
    ).order_by("-updated_at", "-pk")


class RateForm(Form):
    currency = forms.ChoiceField(
        label=gettext_lazy("Currency"), choices=[(code, code) for code in CURRENCIES if code != "KRW"]
    )
    on = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    krw = NumberField(
        label=gettext_lazy("Won for one unit"), min_value=Decimal("0.000001"), max_digits=14, decimal_places=6
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=200,
        help_text=gettext_lazy("For example the basic rate of a bank, with its day."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def results(request: SignedInRequest, event_id: int) -> HttpResponse:
    """Show the present figures, and set a reference rate."""
    event = get_event_or_404(
        request, event_id, rules.may_manage if request.method == "POST" else rules.may_view_programme
    )
    form = RateForm(request.POST or None, initial={"on": event.starts_on})
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        with RefusalOnForm(form):
            set_rate(cleaned["currency"], cleaned["on"], cleaned["krw"], cleaned["source"], request.user)
            add_notice(request, gettext("Saved."))
            return redirect("event-results", event.pk)
    figures = figures_of(event).to_json()
    context = {
        "event": event,
        "sidebar": build_sidebar("results", event=event),
        "form": form,
        "rates": ReferenceRate.objects.filter(on__lte=event.ends_on)[:20],
        "closings": Closing.objects.filter(event=event).select_related("by").defer("figures"),
        "picture": picture(event),
        "by_field": _meetings_by_field(event),
        "may_run": rules.may_manage(membership_in(request, event.programme_id)),
        **_display_figures(figures),
    }
    return render(request, "officer/results/results.html", context)


def _display_figures(figures: dict[str, Any]) -> dict[str, Any]:
    """Return the figures (present or of a closing) with their labels."""
    max_amount = max((Decimal(total["krw"]) for total in figures["stages"].values()), default=Decimal(0)) or Decimal(1)
    language = reader()
    return {
        "states": [(code, MEETING_STATES[code], count) for code, count in figures["meetings"].items()],
        "logged": figures["logged"],
        "walk_ins": figures["walk_ins"],
        "stages": [
            {
                "code": code,
                "name": STAGES[code],
                "logs": total["logs"],
                "confirmed": total["confirmed"],
                "disputed": total["disputed"],
                "krw_whole": _whole(total["krw"]),
                "usd_whole": _whole(total["usd"]),
                "share": round(100 * Decimal(total["krw"]) / max_amount),
                "by_currency": [(code, Decimal(amount)) for code, amount in sorted(total["by_currency"].items())],
                "unrated": [(code, Decimal(amount)) for code, amount in sorted(total["unrated"].items())],
            }
            for code, total in figures["stages"].items()
        ],
        "fields": sorted(
            (
                (
                    FIELDS.get(code, FIELDS["other"]).in_language(language),
                    [(s, _whole(amounts.get(s, 0))) for s in STAGES],
                )
                for code, amounts in figures["fields"].items()
            ),
            key=lambda row: [amount for _, amount in reversed(row[1])],
            reverse=True,
        ),
        "rated_on": [(code, date.fromisoformat(day)) for code, day in sorted(figures["rated_on"].items())],
    }


def _whole(amount: str | int) -> Decimal:
    return Decimal(amount).quantize(Decimal(1))


def _meetings_by_field(event: Event) -> list[dict[str, Any]]:
    """Return the meetings by state of each field, for small multiples."""
    language = reader()
    rows = [
        {
            "name": FIELDS.get(code, FIELDS["other"]).in_language(language),
            "held": count["held"],
            "missed": count["missed"],
            "planned": count["planned"] + count["running"],
            "all": sum(number for state, number in count.items() if state != "cancelled"),
        }
        for code, count in meetings_by_field(event).items()
    ]
    return sorted(rows, key=lambda row: -int(row["all"]))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def close(request: SignedInRequest, event_id: int) -> HttpResponse:
    """Preview the figures and what is missing from them; after confirmation, close them."""
    event, now = get_event_or_404(request, event_id, rules.may_manage), timezone.now()
    context = {"event": event, "sidebar": build_sidebar("results", event=event)}

    def act(reason: str) -> HttpResponse:
        return _close(request, event, reason)

    return confirmed(request, event, lambda: closing_sheet(event, now), act, context)


def _close(request: SignedInRequest, event: Event, reason: str) -> HttpResponse:
    with RefusalAsNotice(request):
        closing = close_figures(event, request.user, timezone.now(), note=reason)
        add_notice(request, gettext("The figures are kept as closing {number}.").format(number=closing.number))
        return redirect("event-closing", event.pk, closing.number)
    return redirect("event-results", event.pk)


@require_safe
@login_required
def closing(request: SignedInRequest, event_id: int, number: int) -> HttpResponse:
    event = get_event_or_404(request, event_id, rules.may_view_programme)
    closing = get_object_or_404(Closing.objects.select_related("by"), event=event, number=number)
    context = {
        "event": event,
        "sidebar": build_sidebar("results", event=event),
        "closing": closing,
        **_display_figures(closing.figures),
    }
    return render(request, "officer/results/closing.html", context)
