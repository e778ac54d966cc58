"""Applications of the event, and what the steps of the form send."""

from datetime import timedelta

from django.urls import reverse

from gyoryu.meetings.models import Application

DAY = timedelta(days=1)
ORGANISATION = {
    "name_ko": "(주)한빛견본", "scheme": "kr_brn", "value": "120-81-47521", "kind": "firm", "country": "KR",
    "act": "next",
}  # fmt: skip
ROWS = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "0"}


def formset_data(prefix, values, row=None):
    rows = {f"{prefix}-{name}": value for name, value in ROWS.items()}
    return rows | {f"{prefix}-0-{name}": value for name, value in values.items()} | (row or {})


STEPS = {
    "organisation": ORGANISATION,
    "topics": formset_data("topics", {"direction": "offer", "field": "water", "hs6": "842121"}, {"act": "next"}),
    "people": formset_data(
        "people", {"name_ko": "김견본", "email": "kim@sample.example"},
        {"act": "next", "languages": ["ko", "en"], "interpreter": "yes"},
    ),
    "consents": {"collection": "on", "act": "next"},
}  # fmt: skip


def application_of(event, number):
    return Application.objects.get(event=event, number=number)


def step_url(application, code):
    return reverse("my-apply-step", args=[application.pk, code])
