"""Interpreters of an event: who, which languages and fields, and when away."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as said
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gyoryu.base.fields import LANGUAGE_CHOICES
from gyoryu.base.refusals import Refused
from gyoryu.base.undo import cascaded_rows
from gyoryu.meetings.actions import interpreters as actions
from gyoryu.meetings.actions.interpreters import InterpreterInput
from gyoryu.meetings.models import Interpreter
from gyoryu.organisations.technology import FIELDS
from gyoryu.people.models import User
from gyoryu.programmes import rules
from gyoryu.programmes.models import Event
from gyoryu.web.access_log import note_rows
from gyoryu.web.forms import Form
from gyoryu.web.lookup import get_event_or_404, membership_in
from gyoryu.web.notices import add_notice
from gyoryu.web.number_fields import CountField
from gyoryu.web.organiser.conflicts import Difference, apply_refusal_to_form
from gyoryu.web.organiser.organisation_forms import language_name, spoken_languages, technologies
from gyoryu.web.organiser.programme_forms import refuse_nameless
from gyoryu.web.organiser.sidebar import build_sidebar
from gyoryu.web.organiser.slots import by_day, chosen_slots
from gyoryu.web.refusals import is_own_conflict, sentence_for_refusal
from gyoryu.web.template_tags import reader
from gyoryu.web.undo_views import undoable


class InterpreterForm(Form):
    name_ko = forms.CharField(label=said("Name in Korean"), max_length=100, required=False)
    name_zh = forms.CharField(label=said("Name in Chinese"), max_length=100, required=False)
    name_en = forms.CharField(label=said("Name in English"), max_length=100, required=False)
    email = forms.EmailField(
        label=said("E-mail address"),
        required=False,
        help_text=said("With it, the agenda can be read after signing in."),
    )
    phone = forms.CharField(label=said("Telephone"), max_length=40, required=False)
    language = forms.ChoiceField(label=said("Language of the agenda"), choices=LANGUAGE_CHOICES)
    most = CountField(label=said("Most meetings in the whole event"), min_value=1, required=False)
    languages = forms.MultipleChoiceField(
        label=said("Interprets between"), choices=spoken_languages, widget=forms.CheckboxSelectMultiple
    )
    fields_of_work = forms.MultipleChoiceField(
        label=said("Knows the words of"), choices=technologies, required=False, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        refuse_nameless(self, cleaned)
        return cleaned

    def entry(self) -> InterpreterInput:
        columns = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return InterpreterInput(fields=columns.pop("fields_of_work"), **columns)


@require_safe
@login_required
def listing(request: HttpRequest, event: int) -> HttpResponse:
    found = get_event_or_404(request, event, rules.may_view_programme)
    alive = Q(meetings__state__in=("planned", "running", "held"))
    everybody = found.interpreters.select_related("user").annotate(
        meeting_count=Count("meetings", filter=alive, distinct=True), away_count=Count("away", distinct=True)
    )
    note_rows(request, [one.pk for one in everybody])
    context = {
        "event": found,
        "rail": build_sidebar("interpreters", event=found),
        "rows": [(one, " · ".join(language_name(code) for code in one.languages), _fields(one)) for one in everybody],
        "may_run": rules.may_manage(membership_in(request, found.programme_id)),
    }
    return render(request, "officer/events/interpreters.html", context)


def _fields(one: Interpreter) -> str:
    return " · ".join(FIELDS[code].in_language(reader()) for code in one.fields if code in FIELDS)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: HttpRequest, event: int) -> HttpResponse:
    found = get_event_or_404(request, event, rules.may_manage)
    form = InterpreterForm(request.POST or None, initial={"languages": ["ko", "zh"], "language": found.language})
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_interpreter(found, form.entry(), cast(User, request.user), away=chosen_slots(request))
        except Refused as refusal:
            apply_refusal_to_form(form, refusal, 0, {})
        else:
            add_notice(request, gettext("Added."))
            return redirect("event-interpreters", found.pk)
    return _form(request, found, form, chosen_slots(request))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, event: int, interpreter: int) -> HttpResponse:
    found = get_event_or_404(request, event, rules.may_manage)
    one = get_object_or_404(Interpreter.objects.select_related("user", "event__programme"), pk=interpreter, event=found)
    form = InterpreterForm(request.POST or None, initial=_columns(one))
    chosen = chosen_slots(request) if request.method == "POST" else set(one.away.values_list("pk", flat=True))
    differing: Difference = []
    is_own = False
    if request.method == "POST" and form.is_valid():
        seen, by = form.cleaned_data["version"] or 0, cast(User, request.user)
        try:
            actions.edit_interpreter(one, form.entry(), by, seen_version=seen, away=chosen)
        except Refused as refusal:
            one.refresh_from_db()
            differing = apply_refusal_to_form(form, refusal, one.version, _columns(one))
            is_own = is_own_conflict(refusal, by.pk, "event", found.pk, {"edit_interpreter"}, interpreter=one.pk)
        else:
            add_notice(request, gettext("Saved."))
            return redirect("event-interpreters", found.pk)
    return _form(request, found, form, chosen, interpreter=one, differing=differing, is_own=is_own)


def _columns(one: Interpreter) -> dict[str, Any]:
    return model_to_dict(one) | {"version": one.version, "fields_of_work": one.fields}


def _form(request: HttpRequest, event: Event, form: InterpreterForm, chosen: set[int], **more: object) -> HttpResponse:
    context = {
        "event": event,
        "rail": build_sidebar("interpreters", event=event),
        "form": form,
        "days": by_day(event.slots.all(), event),
        "chosen": chosen,
        **more,
    }
    return render(request, "officer/events/interpreter.html", context)


@require_POST
@login_required
def remove(request: HttpRequest, event: int, interpreter: int) -> HttpResponse:
    found = get_event_or_404(request, event, rules.may_manage)
    gone = get_object_or_404(Interpreter, pk=interpreter, event=found)
    try:
        with undoable(request, "remove_interpreter", found, *cascaded_rows(gone)) as way:
            actions.remove_interpreter(gone, cast(User, request.user))
    except Refused as refusal:
        add_notice(request, sentence_for_refusal(refusal), "error")
    else:
        add_notice(request, gettext("Removed."), undo=way.back)
    return redirect("event-interpreters", found.pk)
