"""The result summary of an event on paper."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import timezone

from gyoryu.base.formatting import format_date_range, format_datetime, format_money
from gyoryu.base.names import LANGUAGES, Language
from gyoryu.exports.texts import translate
from gyoryu.exports.typesetting import typeset
from gyoryu.organisations.technology import FIELDS
from gyoryu.outcomes.models import Closing
from gyoryu.outcomes.queries import Figures, figures_of
from gyoryu.programmes.models import Event

STATES = ("planned", "held", "missed")
Cells = list[tuple[str, Language]]


def write_summary(event: Event, language: Language, path: Path) -> None:
    """One or two pages with the current figures."""
    typeset("summary.typ", _data(event, figures_of(event), language), path)


def _data(event: Event, figures: Figures, language: Language) -> dict[str, Any]:
    def run(text: str) -> tuple[str, Language]:
        return text, language

    number = Closing.objects.filter(event=event).values_list("number", flat=True).first()
    standing = translate("closed_as", language, n=number) if number else translate("provisional", language)
    venue = event.venue.in_language(language)
    days = format_date_range(event.starts_on, event.ends_on, language)
    return {
        "lang": language,
        "title": run(f"{event.names.in_language(language)} – {translate('result_summary', language)}"),
        "event": run(event.names.in_language(language)),
        "sample": [(translate("sample", each), each) for each in LANGUAGES] if event.is_sample else None,
        "heading": run(translate("result_summary", language)),
        "facts": [run(" · ".join(part for part in (days, venue) if part))],
        "standing": run(standing),
        "made": run(translate("made_on", language, moment=format_datetime(timezone.now(), event.time_zone, language))),
        "counts": [
            (run(translate(key, language)), run(f"{count:,}"))
            for key, count in (
                *((f"state_{state}", figures.meetings[state]) for state in STATES),
                ("logged", figures.logged),
                ("walk_ins", figures.walk_ins),
            )
        ],
        "tables": [_stages(figures, language), _fields(figures, language)],
        "notes": [run(translate("never_summed", language)), *_rates(figures, language)],
    }


def by_furthest_stage(row: tuple[str, dict[str, Decimal]]) -> list[Decimal]:
    """Sorts fields by what was signed, then pursued, then consulted: never by a sum of these."""
    return [row[1].get(stage, Decimal(0)) for stage in ("signed", "pursuing", "consulted")]


def _cells(language: Language, *texts: str) -> Cells:
    return [(text, language) for text in texts]


def _stages(figures: Figures, language: Language) -> dict[str, Any]:
    rows = []
    for stage, one in figures.stages.items():
        written = " · ".join(format_money(amount, code, language) for code, amount in sorted(one.by_currency.items()))
        rows.append(
            _cells(
                language,
                translate(f"stage_{stage}", language),
                f"{one.logs:,}",
                f"{one.usd:,.0f}",
                f"{one.krw:,.0f}",
                written,
            )
        )
    head = _cells(
        language,
        translate("stage", language),
        translate("logs_count", language),
        "USD",
        "KRW",
        translate("as_written", language),
    )
    return {"title": (translate("amounts_by_stage", language), language), "head": head, "rows": rows}


def _fields(figures: Figures, language: Language) -> dict[str, Any]:
    rows = [
        _cells(
            language,
            FIELDS.get(code, FIELDS["other"]).in_language(language),
            *(f"{of.get(stage, 0):,.0f}" for stage in figures.stages),
        )
        for code, of in sorted(figures.fields.items(), key=by_furthest_stage, reverse=True)
    ]
    head = _cells(
        language, translate("field", language), *(translate(f"stage_{stage}", language) for stage in figures.stages)
    )
    return {"title": (translate("amounts_by_field", language), language), "head": head, "rows": rows}


def _rates(figures: Figures, language: Language) -> Cells:
    if not figures.rated_on:
        return []
    rates = ", ".join(f"{currency} {on.isoformat()}" for currency, on in sorted(figures.rated_on.items()))
    return [(translate("rates_used", language, rates=rates), language)]
