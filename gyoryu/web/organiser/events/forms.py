"""Forms of events: the event itself, its terms, slots and tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gyoryu.base.fields import LANGUAGE_CHOICES
from gyoryu.base.formatting import city_zones, format_datetime, format_short_date, zone_city
from gyoryu.meetings.actions.terms import TermsInput
from gyoryu.programmes.actions.events import EventInput
from gyoryu.programmes.models import Event
from gyoryu.programmes.slotting import Pattern
from gyoryu.web.forms.base import Form
from gyoryu.web.forms.number_fields import CountField
from gyoryu.web.organiser.programmes.forms import refuse_nameless
from gyoryu.web.texts.labels import EVENT_KINDS, MODES, PRIORITIES
from gyoryu.web.texts.languages import reader
from gyoryu.web.texts.vocabulary import countries

WINDOWS = ("apply_from", "apply_until", "wish_from", "wish_until")
MAX_DAYS = 60


def zone_choices() -> list[tuple[str, str]]:
    return city_zones(reader())


def other_zone_choices() -> list[tuple[str, str]]:
    return [("", gettext("None")), *zone_choices()]


def picker(kind: str) -> forms.Widget:
    return (
        forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        if kind == "date"
        else forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )


class EventForm(Form):
    name_ko = forms.CharField(label=_("Title in Korean"), max_length=200, required=False)
    name_zh = forms.CharField(label=_("Title in Chinese"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=list(EVENT_KINDS.items()))
    mode = forms.ChoiceField(label=_("How people meet"), choices=list(MODES.items()))
    starts_on = forms.DateField(label=_("First day"), widget=picker("date"))
    ends_on = forms.DateField(label=_("Last day"), widget=picker("date"))
    venue_ko = forms.CharField(label=_("Venue in Korean"), max_length=200, required=False)
    venue_zh = forms.CharField(label=_("Venue in Chinese"), max_length=200, required=False)
    venue_en = forms.CharField(label=_("Venue in English"), max_length=200, required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    country = forms.ChoiceField(label=_("Country"), choices=countries)
    time_zone = forms.ChoiceField(
        label=_("Clock of the venue"), choices=zone_choices, help_text=_("All times are meant on this clock.")
    )
    other_time_zone = forms.ChoiceField(
        label=_("Clock of the other side"), choices=other_zone_choices, required=False,
        help_text=_("Shown beside it wherever the two differ."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of the hosts"), choices=LANGUAGE_CHOICES)
    about_ko = forms.CharField(label=_("Call in Korean"), max_length=5000, required=False, widget=forms.Textarea)
    about_zh = forms.CharField(label=_("Call in Chinese"), max_length=5000, required=False, widget=forms.Textarea)
    about_en = forms.CharField(label=_("Call in English"), max_length=5000, required=False, widget=forms.Textarea)
    is_public = forms.BooleanField(
        label=_("Show the call on the public pages"), required=False,
        help_text=_("Without this, only those who are invited find the way."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        refuse_nameless(self, cleaned)
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first."))
        elif first and last and last - first >= timedelta(days=MAX_DAYS):
            self.add_error("ends_on", _("An event lasts 60 days at most."))
        return cleaned

    def entry(self) -> EventInput:
        return EventInput(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


class MomentField(forms.DateTimeField):
    """Date and time in the time zone `zone`."""

    zone: ZoneInfo = ZoneInfo("UTC")

    def __init__(self, **options: Any):
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(**{"widget": widget, **options})

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(self.zone):
            return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        with timezone.override(self.zone):
            return super().prepare_value(value)


def limit(label: Any, minimum: int = 1, maximum: int = 200) -> CountField:
    return CountField(label=label, min_value=minimum, max_value=maximum, required=False)


class TermsForm(Form):
    apply_from = MomentField(label=_("Applications from"))
    apply_until = MomentField(label=_("Applications until"))
    wish_from = MomentField(label=_("Meeting requests from"))
    wish_until = MomentField(label=_("Meeting requests until"))
    self_apply = forms.BooleanField(label=_("One may apply without an invitation"), required=False)
    seller_min = limit(_("Least meetings of a firm"), 0)
    seller_max = limit(_("Most meetings of a firm"))
    buyer_min = limit(_("Least meetings of a buyer"), 0)
    buyer_max = limit(_("Most meetings of a buyer"))
    most_wishes = limit(_("Most requests that one may send"))
    max_run = limit(_("Most meetings without a pause"))
    break_spread = limit(_("Largest difference in breaks between two participants"), 0)
    keep_months = CountField(
        label=_("Months for which personal data are kept after the event"), min_value=1, max_value=120
    )
    priorities = forms.MultipleChoiceField(
        choices=list(PRIORITIES.items()), widget=forms.MultipleHiddenInput, required=False, label=_("Priorities")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, event: Event, **options: Any):
        super().__init__(*args, **options)
        for name in WINDOWS:
            field = self.fields[name]
            assert isinstance(field, MomentField)
            field.zone = ZoneInfo(event.time_zone)
            field.help_text = _clocks(event, self.initial.get(name))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for opens, closes in (WINDOWS[:2], WINDOWS[2:]):
            if cleaned.get(opens) and cleaned.get(closes) and cleaned[closes] <= cleaned[opens]:
                self.add_error(closes, _("A window has to close after it opens."))
        for side in ("seller", "buyer"):
            cleaned[f"{side}_min"] = cleaned.get(f"{side}_min") or 0
            if (cleaned.get(f"{side}_max") or 200) < cleaned[f"{side}_min"]:
                self.add_error(f"{side}_max", _("The most is less than the least."))
        return cleaned

    def entry(self) -> TermsInput:
        return TermsInput(**{name: value for name, value in self.cleaned_data.items() if name != "version"})

    def order(self) -> list[str]:
        """Return the priorities in the order of the form, even if other fields are invalid."""
        values = self["priorities"].value() or []
        return [code for code in values if code in PRIORITIES]


def _clocks(event: Event, saved: datetime | None) -> str:
    """Return the city of the venue's time zone, and the saved time in the other side's."""
    language = reader()
    venue_text = zone_city(event.time_zone, language)
    if saved is None or event.other_time_zone in ("", event.time_zone):
        return venue_text
    other_text = (
        f"{format_datetime(saved, event.other_time_zone, language)} {zone_city(event.other_time_zone, language)}"
    )
    return f"{venue_text} · {other_text}"


class PatternForm(Form):
    """Days and a pattern from which slots are generated."""

    days = forms.MultipleChoiceField(label=_("Days"), widget=forms.CheckboxSelectMultiple)
    first = forms.TimeField(label=_("First slot at"), widget=picker("time"), initial="09:30")
    until = forms.TimeField(label=_("Last slot ends by"), widget=picker("time"), initial="17:30")
    length = CountField(label=_("Minutes of a slot"), min_value=5, max_value=480, initial=30)
    pause = CountField(label=_("Minutes between slots"), min_value=0, max_value=240, initial=5)
    lunch_from = forms.TimeField(label=_("Lunch from"), widget=picker("time"), required=False, initial="12:00")
    lunch_until = forms.TimeField(label=_("Lunch until"), widget=picker("time"), required=False, initial="13:30")

    def __init__(self, *args: Any, event: Event, **options: Any):
        super().__init__(*args, **options)
        count = (event.ends_on - event.starts_on).days + 1
        days = [event.starts_on + timedelta(days=n) for n in range(min(count, MAX_DAYS))]
        field = self.fields["days"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(day.isoformat(), format_short_date(day, reader())) for day in days]
        field.initial = [day.isoformat() for day in days]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, until = cleaned.get("lunch_from"), cleaned.get("lunch_until")
        if bool(first) != bool(until) or (first and until and until <= first):
            self.add_error("lunch_until", _("Say from when until when lunch is, or leave both empty."))
        return cleaned

    def days_chosen(self) -> Sequence[date]:
        return [date.fromisoformat(day) for day in self.cleaned_data["days"]]

    def pattern(self) -> Pattern:
        names = ("first", "until", "length", "pause", "lunch_from", "lunch_until")
        return Pattern(**{name: self.cleaned_data[name] for name in names})


class TablesForm(Form):
    count = CountField(label=_("How many tables to add"), min_value=1, max_value=300, initial=10)
    is_room = forms.BooleanField(label=_("These are rooms of their own"), required=False)


class TableForm(Form):
    name = forms.CharField(label=_("Name or number"), max_length=30)
    is_room = forms.BooleanField(label=_("A room of its own"), required=False)
