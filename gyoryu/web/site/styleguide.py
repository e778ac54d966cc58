"""All components on one page, for developers. Shown in development only."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gyoryu.base.names import Names
from gyoryu.organisations.technology import FIELDS
from gyoryu.web.forms.base import Form
from gyoryu.web.forms.error_summary import Fault
from gyoryu.web.navigation.sidebar import NextDeadline, build_sidebar
from gyoryu.web.notices import Notice
from gyoryu.web.parameters import Query
from gyoryu.web.review.sheet import EmailPreview, Line, RenderedSection, Section, Sheet

SHELLS = {"officer": "officer/shell.html", "participant": "participant/shell.html", "page": "page.html"}


class SampleForm(Form):
    name = forms.CharField(label=gettext_lazy("Name"), help_text=gettext_lazy("As written in the register."))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[("a", "A"), ("b", "B")])
    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    fields_of_work = forms.MultipleChoiceField(
        label=gettext_lazy("Fields of technology"),
        choices=[(code, names.ko) for code, names in FIELDS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    side = forms.ChoiceField(
        label=gettext_lazy("Side"), choices=[("s", "S"), ("b", "B")], widget=forms.RadioSelect, required=False
    )
    agreed = forms.BooleanField(label=gettext_lazy("I agree"), required=False)
    about = forms.CharField(label=gettext_lazy("About"), widget=forms.Textarea, required=False)
    file = forms.FileField(label=gettext_lazy("File"), required=False)


def _samples() -> dict[str, Any]:
    """What the included components show."""
    line, lost = Line("SINWA 견본, 30 minutes", is_new=True), Line("One draft is not published", is_new=False)
    email = EmailPreview("Timetable", "한국어", "ko", "시간표", "시간표가 나왔습니다.", ("a@agency.example",))
    return {
        "notices": [
            Notice("Saved.", "success", "/undo/"),
            Notice("Another officer changed this at 14:03.", "warning", ""),
            Notice("Two fields need your attention.", "error", ""),
            Notice("The window opens tomorrow.", "", "", "Go there", "#"),
        ],
        "faults": [Fault("Enter a name.", "id_name"), Fault("Choose at least one field.", "")],
        "parts": [{"text": "한중 ", "hit": False}, {"text": "수소", "hit": True}, {"text": " 협력", "hit": False}],
        "empty_result": {"absent": ["수소차"], "without_filters": 12, "others": ["수소 자동차"]},
        "window": {
            "state": "open",
            "until": datetime(2026, 5, 18, 9, 0, tzinfo=UTC),
            "zone": "Asia/Seoul",
            "other": "Asia/Shanghai",
            "seconds": 90_000,
        },
        "sheet": Sheet("Publish", "Publish", "#", (("Meetings", 12),), emails=(email,), question="Nothing is missing."),
        "sections": [
            RenderedSection(Section("Meetings", (line.text,)), [line]),
            RenderedSection(Section("Still open", (lost.text,), "warning"), [lost]),
        ],
        "request_number": "7f3a",
    }


@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """`?shell=`: officer, participant or page."""
    shell = Query(request).choice("shell", SHELLS, "officer")
    context = {
        "shell": SHELLS[shell],
        "sidebar": build_sidebar("start", due=NextDeadline("2026. 5. 12.(화) 18:00", soon=True)),
        "form": SampleForm({"name": "", "kind": "a", "day": "2026-05-12", "about": "…"}),
        "page": Paginator(range(400), 20).page(3),
        "korean": Names("한빛환경", "韩光环保", "Hanbit Environment"),
        "at": datetime(2026, 5, 12, 1, 0, tzinfo=UTC),
        "day": date(2026, 5, 11),
        "amount": Decimal(1_200_000),
        "large_amount": Decimal(230_000_000),
        "rate": Decimal("191.7"),
        "nav_items": [
            {"url": "#", "label": "Agenda", "mark": "▤", "current": True},
            {"url": "#", "label": "Requests", "mark": "⇄", "count": 3},
            {"url": "#", "label": "Log", "mark": "✎"},
            {"url": "#", "label": "Badge", "mark": "▣"},
        ],
    }
    return render(request, "styleguide.html", context | {"samples": _samples()})
