"""Screening: one application, read and decided."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any, cast

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as said
from django.views.decorators.http import require_POST, require_safe

from gyoryu.base.models import AuditLine
from gyoryu.base.refusals import Refused
from gyoryu.meetings import rules as of_meetings
from gyoryu.meetings.actions import deciding
from gyoryu.meetings.models import Application, ApplicationFile
from gyoryu.meetings.queries.screening import neighbours
from gyoryu.organisations.rules import format_identifier
from gyoryu.organisations.technology import FIELDS
from gyoryu.people.models import User
from gyoryu.programmes import rules
from gyoryu.programmes.models import Role, Table
from gyoryu.web.forms import Form
from gyoryu.web.labels import APPLICATION_STATES, APPLICATION_STYLES, CONSENTS, HISTORY, PROJECT_STAGES, SIDES
from gyoryu.web.lookup import Rule, get_event_or_404, membership_in
from gyoryu.web.notices import add_notice
from gyoryu.web.number_fields import CountField
from gyoryu.web.organiser.conflicts import apply_refusal_to_form
from gyoryu.web.organiser.organisation_forms import KINDS, SCHEMES, country_name, language_name
from gyoryu.web.organiser.sidebar import build_sidebar
from gyoryu.web.refusals import is_own_conflict, refusal_text_for
from gyoryu.web.template_tags import reader
from gyoryu.web.undo_views import undoable

# What browsers may be told of a file; anything else is just bytes.
MEDIA_TYPES = frozenset({"application/pdf", "image/png", "image/jpeg", "application/zip"})


SETTINGS_IDS = "settings_%s"  # beside another form with a version of its own


class DecisionForm(Form):
    reason = forms.CharField(
        label=said("Reason, or what is missing"), widget=forms.Textarea, required=False, max_length=2000,
        help_text=said("The applicant reads it, in a letter and on the application."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)


class SettingsForm(Form):
    least = CountField(label=said("Least meetings"), min_value=0, max_value=200, required=False)
    most = CountField(label=said("Most meetings"), min_value=1, max_value=200, required=False)
    table = forms.ModelChoiceField(
        Table.objects.none(), label=said("Always at table"), required=False, empty_label=said("Any")
    )
    risk_flag = forms.BooleanField(label=said("Risk flag: look closely before it meets anybody"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, tables: QuerySet[Table], **options: Any):
        super().__init__(*args, **options)
        field = self.fields["table"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = tables


def get_application_or_404(request: HttpRequest, number: int, rule: Rule) -> Application:
    """The application. Drafts are their writers' own: 404, as for those who do not work in the programme."""
    found = Application.objects.select_related("organisation", "applicant", "table").filter(pk=number).first()
    if found is None:
        raise Http404
    found.event = get_event_or_404(request, found.event_id, rule)
    if found.state == Application.State.DRAFT or found.organisation is None:
        raise Http404
    return found


@require_safe
@login_required
def show(request: HttpRequest, number: int) -> HttpResponse:
    found = get_application_or_404(request, number, rules.may_view_programme)
    return _shown(request, found, _decision(found), _settings(found))


def _decision(one: Application) -> DecisionForm:
    return DecisionForm(initial={"version": one.version, "reason": one.reason})


def _settings(one: Application) -> SettingsForm:
    present = {"least": one.least, "most": one.most, "table": one.table_id, "risk_flag": one.risk_flag}
    return SettingsForm(initial=present | {"version": one.version}, tables=one.event.tables.all(), auto_id=SETTINGS_IDS)


DECISIONS = {
    "more": (deciding.request_more_information, said("Asked for more. A letter is on its way.")),
    "refuse": (deciding.refuse, said("Refused. A letter is on its way.")),
}
REVERSIBLE_DECISIONS = {
    "accept": (deciding.accept, said("Accepted. A letter is on its way.")),
    "reopen": (deciding.reopen, said("It waits for a decision again. Nobody was written to.")),
}


@require_POST
@login_required
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """`decision`: more, refuse, accept or reopen."""
    found = get_application_or_404(request, number, rules.may_manage)
    form, decision = DecisionForm(request.POST), request.POST.get("decision", "")
    if not form.is_valid() or decision not in (*DECISIONS, *REVERSIBLE_DECISIONS):
        return _shown(request, found, form, _settings(found))
    by, now, seen = cast(User, request.user), timezone.now(), form.cleaned_data["version"]
    rows = Application.objects.filter(pk=found.pk)
    roles = Role.objects.filter(programme=found.event.programme_id, user=found.applicant)
    try:
        with undoable(request, "decide_application", found.event, rows, roles, emails=True) as way:
            if decision in DECISIONS:
                verb, done = DECISIONS[decision]
                verb(found, form.cleaned_data["reason"], by, now, seen_version=seen)
            else:
                turn, done = REVERSIBLE_DECISIONS[decision]
                turn(found, by, now, seen_version=seen)
    except Refused as refusal:
        found = get_application_or_404(request, number, rules.may_manage)
        sent = request.POST.copy()
        sent["version"] = str(found.version)
        form = DecisionForm(sent)
        form.is_valid()
        why = refusal_text_for(refusal, by.pk, "application", found.pk)
        form.add_error("reason" if refusal.code == "needs_a_reason" else None, why)
        return _shown(request, found, form, _settings(found))
    add_notice(request, str(done), undo=way.back)
    return redirect("application", found.pk)


@require_POST
@login_required
def settings(request: HttpRequest, number: int) -> HttpResponse:
    found = get_application_or_404(request, number, rules.may_manage)
    form = SettingsForm(request.POST, tables=found.event.tables.all(), auto_id=SETTINGS_IDS)
    if not form.is_valid():
        return _shown(request, found, _decision(found), form)
    typed = form.cleaned_data
    wanted = deciding.ApplicationSettings(typed["least"], typed["most"], typed["table"], typed["risk_flag"])
    differing = []
    try:
        deciding.change_settings(found, wanted, cast(User, request.user), seen_version=typed["version"])
    except Refused as refusal:
        found = get_application_or_404(request, number, rules.may_manage)
        now = {"least": found.least, "most": found.most, "table": found.table, "risk_flag": found.risk_flag}
        differing = apply_refusal_to_form(form, refusal, found.version, now)
        is_own = is_own_conflict(refusal, request.user.pk, "application", found.pk)
        return _shown(request, found, _decision(found), form, differing=differing, is_own=is_own)
    add_notice(request, gettext("Saved."))
    return redirect("application", found.pk)


def _shown(
    request: HttpRequest, one: Application, decision: DecisionForm, settings_form: SettingsForm, **more: Any
) -> HttpResponse:
    before, after = neighbours(one)
    context = {
        "event": one.event,
        "rail": build_sidebar("applications", event=one.event),
        "one": one,
        "decision": decision,
        "settings_form": settings_form,
        "before": before,
        "after": after,
        "side": SIDES[one.side],
        "state": APPLICATION_STATES[one.state],
        "look": APPLICATION_STYLES.get(one.state, ""),
        "history": _history(one),
        "may_run": rules.may_manage(membership_in(request, one.event.programme_id)),
        "may_decide": of_meetings.may_decide(one.state),
        **_written(one),
        **more,
    }
    return render(request, "officer/applications/show.html", context)


def _written(one: Application) -> dict[str, Any]:
    """Everything that the applicant wrote."""
    organisation = one.organisation
    assert organisation is not None
    topics = [(topic, _field(topic.field)) for topic in one.topics.order_by("pk")]
    return {
        "organisation": organisation,
        "country": country_name(organisation.country),
        "kind": KINDS[organisation.kind],
        "technologies": [_field(code) for code in organisation.fields if code in FIELDS],
        "identifiers": [
            (SCHEMES[row.scheme], format_identifier(row.scheme, row.value)) for row in organisation.identifiers.all()
        ],
        "offers": [row for row in topics if row[0].direction == "offer"],
        "needs": [row for row in topics if row[0].direction == "need"],
        "projects": [
            (card, PROJECT_STAGES[card.stage], [_field(code) for code in card.fields if code in FIELDS])
            for card in one.projects.order_by("pk")
        ],
        "people": one.people.order_by("pk"),
        "consents": [(consent, CONSENTS[consent.kind]) for consent in one.consents.order_by("given_at")],
        "files": one.files.select_related("file").order_by("added_at"),
        "spoken": [language_name(code) for code in one.languages],
    }


def _field(code: str) -> str:
    return FIELDS[code].in_language(reader()) if code in FIELDS else ""


def _history(one: Application) -> list[tuple[AuditLine, str, str]]:
    """Audit lines of the application in words, with who it was."""
    lines = list(AuditLine.objects.filter(kind="application", key=str(one.pk), verb__in=HISTORY).order_by("at", "pk"))
    names = {user.pk: user.shown_name(reader()) for user in User.objects.filter(pk__in={line.by for line in lines})}
    return [(line, str(HISTORY[line.verb]), names.get(line.by or 0, "")) for line in lines]


@require_safe
@login_required
def download(request: HttpRequest, number: int, file: int) -> HttpResponseBase:
    """A file of the applicant, to be kept and never to be shown: it comes from outside."""
    found = get_application_or_404(request, number, rules.may_view_programme)
    row = get_object_or_404(ApplicationFile.objects.select_related("file"), pk=file, application=found)
    if not row.file.path.exists():
        raise Http404
    kind = row.file.media_type if row.file.media_type in MEDIA_TYPES else "application/octet-stream"
    name = PurePosixPath(row.name.replace("\\", "/")).name or "file"
    answer = FileResponse(row.file.path.open("rb"), as_attachment=True, filename=name, content_type=kind)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
