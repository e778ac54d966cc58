"""Interpreters of an event: languages, fields, and times of absence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count, Q
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gyoryu.base.fields import LANGUAGE_CHOICES
from gyoryu.base.refusals import Refused
from gyoryu.base.undo import cascaded_rows
from gyoryu.meetings.actions import interpreters as actions
from gyoryu.meetings.actions.interpreters import InterpreterInput
from gyoryu.meetings.models import Interpreter
from gyoryu.organisations.technology import FIELDS
from gyoryu.programmes import rules
from gyoryu.programmes.models import Event
from gyoryu.web.forms.base import Form
from gyoryu.web.forms.conflicts import Difference, RefusalOnForm, apply_refusal_to_form
from gyoryu.web.forms.number_fields import CountField
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import get_event_or_404, membership_in
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.notices import RefusalAsNotice, add_notice
from gyoryu.web.organiser.events.slot_choice import chosen_slots, group_by_day
from gyoryu.web.organiser.programmes.forms import refuse_nameless
from gyoryu.web.privacy.access_log import note_rows
from gyoryu.web.texts.languages import reader
from gyoryu.web.texts.refusals import is_own_conflict
from gyoryu.web.texts.vocabulary import language_name, spoken_languages, technologies
from gyoryu.web.undo import undoable


class InterpreterForm(Form):
    name_ko = forms.CharField(label=_("Name in Korean"), max_length=100, required=False)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=100, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=100, required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("With it, the agenda can be read after signing in."),
    )
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    language = forms.ChoiceField(label=_("Language of the agenda"), choices=LANGUAGE_CHOICES)
    most = CountField(label=_("Most meetings in the whole event"), min_value=1, required=False)
    languages = forms.MultipleChoiceField(
        label=_("Interprets between"), choices=spoken_languages, widget=forms.CheckboxSelectMultiple
    )
    fields_of_work = forms.MultipleChoiceField(
        label=_("Knows the words of"), choices=technologies, required=False, widget=forms.CheckboxSelectMultiple
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
def listing(request: SignedInRequest, event_id: int) -> HttpResponse:
    event = get_event_or_404(request, event_id, rules.may_view_programme)
    active_meetings = Q(meetings__state__in=("planned", "running", "held"))
    interpreters = event.interpreters.select_related("user").annotate(
        meeting_count=Count("meetings", filter=active_meetings, distinct=True), away_count=Count("away", distinct=True)
    )
    note_rows(request, [interpreter.pk for interpreter in interpreters])
    context = {
        "event": event,
        "sidebar": build_sidebar("interpreters", event=event),
        "rows": [
            (interpreter, " · ".join(language_name(code) for code in interpreter.languages), _field_names(interpreter))
            for interpreter in interpreters
        ],
        "may_run": rules.may_manage(membership_in(request, event.programme_id)),
    }
    return render(request, "officer/events/interpreters.html", context)


def _field_names(interpreter: Interpreter) -> str:
    return " · ".join(FIELDS[code].in_language(reader()) for code in interpreter.fields if code in FIELDS)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: SignedInRequest, event_id: int) -> HttpResponse:
    event = get_event_or_404(request, event_id, rules.may_manage)
    form = InterpreterForm(request.POST or None, initial={"languages": ["ko", "zh"], "language": event.language})
    if request.method == "POST" and form.is_valid():
        with RefusalOnForm(form):
            actions.add_interpreter(event, form.entry(), request.user, away=chosen_slots(request))
            add_notice(request, gettext("Added."))
            return redirect("event-interpreters", event.pk)
    return _render_form(request, event, form, chosen_slots(request))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: SignedInRequest, event_id: int, interpreter_id: int) -> HttpResponse:
    event = get_event_or_404(request, event_id, rules.may_manage)
    interpreter = get_object_or_404(
        Interpreter.objects.select_related("user", "event__programme"), pk=interpreter_id, event=event
    )
    form = InterpreterForm(request.POST or None, initial=_columns(interpreter))
    chosen = chosen_slots(request) if request.method == "POST" else set(interpreter.away.values_list("pk", flat=True))
    differing: Difference = []
    is_own = False
    if request.method == "POST" and form.is_valid():
        seen_version, by = form.cleaned_data["version"] or 0, request.user
        try:
            actions.edit_interpreter(interpreter, form.entry(), by, seen_version=seen_version, away=chosen)
        except Refused as refusal:
            interpreter.refresh_from_db()
            differing = apply_refusal_to_form(form, refusal, interpreter.version, _columns(interpreter))
            is_own = is_own_conflict(
                refusal, by.pk, "event", event.pk, {"edit_interpreter"}, interpreter=interpreter.pk
            )
        else:
            add_notice(request, gettext("Saved."))
            return redirect("event-interpreters", event.pk)
    return _render_form(request, event, form, chosen, interpreter=interpreter, differing=differing, is_own=is_own)


def _columns(interpreter: Interpreter) -> dict[str, Any]:
    return model_to_dict(interpreter) | {"version": interpreter.version, "fields_of_work": interpreter.fields}


def _render_form(
    request: HttpRequest, event: Event, form: InterpreterForm, chosen: set[int], **extra: object
) -> HttpResponse:
    context = {
        "event": event,
        "sidebar": build_sidebar("interpreters", event=event),
        "form": form,
        "days": group_by_day(event.slots.all(), event),
        "chosen": chosen,
        **extra,
    }
    return render(request, "officer/events/interpreter.html", context)


@require_POST
@login_required
def remove(request: SignedInRequest, event_id: int, interpreter_id: int) -> HttpResponse:
    event = get_event_or_404(request, event_id, rules.may_manage)
    interpreter = get_object_or_404(Interpreter, pk=interpreter_id, event=event)
    with RefusalAsNotice(request):
        with undoable(request, "remove_interpreter", event, *cascaded_rows(interpreter)) as undo:
            actions.remove_interpreter(interpreter, request.user)
        add_notice(request, gettext("Removed."), undo=undo.back)
    return redirect("event-interpreters", event.pk)
