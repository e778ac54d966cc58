"""Screening: show one application and decide on it."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from gyoryu.base.models import AuditLine
from gyoryu.base.refusals import Refused
from gyoryu.meetings import rules as meeting_rules
from gyoryu.meetings.actions import deciding
from gyoryu.meetings.models import Application, ApplicationFile
from gyoryu.meetings.queries.screening import neighbours
from gyoryu.organisations.rules import format_identifier
from gyoryu.organisations.technology import FIELDS
from gyoryu.people.models import User
from gyoryu.programmes import rules
from gyoryu.programmes.models import Role
from gyoryu.web.forms.conflicts import apply_refusal_to_form
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import membership_in
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.notices import add_notice
from gyoryu.web.organiser.applications.forms import SETTINGS_IDS, DecisionForm, SettingsForm
from gyoryu.web.organiser.applications.lookup import get_application_or_404
from gyoryu.web.texts.labels import APPLICATION_STATES, APPLICATION_STYLES, CONSENTS, HISTORY, PROJECT_STAGES, SIDES
from gyoryu.web.texts.languages import reader
from gyoryu.web.texts.refusals import is_own_conflict, refusal_text_for
from gyoryu.web.texts.vocabulary import KINDS, SCHEMES, country_name, language_name
from gyoryu.web.undo import undoable

# Media types that are passed on to browsers; anything else is sent as bytes.
MEDIA_TYPES = frozenset({"application/pdf", "image/png", "image/jpeg", "application/zip"})


@require_safe
@login_required
def show(request: SignedInRequest, number: int) -> HttpResponse:
    application = get_application_or_404(request, number, rules.may_view_programme)
    return _render_page(request, application, _decision_form(application), _settings_form(application))


def _decision_form(application: Application) -> DecisionForm:
    return DecisionForm(initial={"version": application.version, "reason": application.reason})


def _settings_form(application: Application) -> SettingsForm:
    initial = {
        "least": application.least,
        "most": application.most,
        "table": application.table_id,
        "risk_flag": application.risk_flag,
    }
    return SettingsForm(
        initial=initial | {"version": application.version}, tables=application.event.tables.all(), auto_id=SETTINGS_IDS
    )


DECISIONS = {
    "more": (deciding.request_more_information, _("Asked for more. An email is on its way.")),
    "refuse": (deciding.refuse, _("Refused. An email is on its way.")),
}
REVERSIBLE_DECISIONS = {
    "accept": (deciding.accept, _("Accepted. An email is on its way.")),
    "reopen": (deciding.reopen, _("It waits for a decision again. Nobody was written to.")),
}


@require_POST
@login_required
def decide(request: SignedInRequest, number: int) -> HttpResponse:
    """`decision`: more, refuse, accept or reopen."""
    application = get_application_or_404(request, number, rules.may_manage)
    form, decision = DecisionForm(request.POST), request.POST.get("decision", "")
    if not form.is_valid() or decision not in (*DECISIONS, *REVERSIBLE_DECISIONS):
        return _render_page(request, application, form, _settings_form(application))
    by, now, seen_version = request.user, timezone.now(), form.cleaned_data["version"]
    rows = Application.objects.filter(pk=application.pk)
    roles = Role.objects.filter(programme=application.event.programme_id, user=application.applicant)
    try:
        with undoable(request, "decide_application", application.event, rows, roles, emails=True) as undo:
            if decision in DECISIONS:
                decide_with_reason, message = DECISIONS[decision]
                decide_with_reason(application, form.cleaned_data["reason"], by, now, seen_version=seen_version)
            else:
                reverse, message = REVERSIBLE_DECISIONS[decision]
                reverse(application, by, now, seen_version=seen_version)
    except Refused as refusal:
        application = get_application_or_404(request, number, rules.may_manage)
        posted = request.POST.copy()
        posted["version"] = str(application.version)
        form = DecisionForm(posted)
        form.is_valid()
        error_text = refusal_text_for(refusal, by.pk, "application", application.pk)
        form.add_error("reason" if refusal.code == "needs_a_reason" else None, error_text)
        return _render_page(request, application, form, _settings_form(application))
    add_notice(request, str(message), undo=undo.back)
    return redirect("application", application.pk)


@require_POST
@login_required
def settings(request: SignedInRequest, number: int) -> HttpResponse:
    application = get_application_or_404(request, number, rules.may_manage)
    form = SettingsForm(request.POST, tables=application.event.tables.all(), auto_id=SETTINGS_IDS)
    if not form.is_valid():
        return _render_page(request, application, _decision_form(application), form)
    cleaned = form.cleaned_data
    new_settings = deciding.ApplicationSettings(
        cleaned["least"], cleaned["most"], cleaned["table"], cleaned["risk_flag"]
    )
    differing = []
    try:
        deciding.change_settings(application, new_settings, request.user, seen_version=cleaned["version"])
    except Refused as refusal:
        application = get_application_or_404(request, number, rules.may_manage)
        saved = {
            "least": application.least,
            "most": application.most,
            "table": application.table,
            "risk_flag": application.risk_flag,
        }
        differing = apply_refusal_to_form(form, refusal, application.version, saved)
        is_own = is_own_conflict(refusal, request.user.pk, "application", application.pk)
        return _render_page(request, application, _decision_form(application), form, differing=differing, is_own=is_own)
    add_notice(request, gettext("Saved."))
    return redirect("application", application.pk)


def _render_page(
    request: HttpRequest, application: Application, decision: DecisionForm, settings_form: SettingsForm, **extra: Any
) -> HttpResponse:
    previous, following = neighbours(application)
    context = {
        "event": application.event,
        "sidebar": build_sidebar("applications", event=application.event),
        "application": application,
        "decision": decision,
        "settings_form": settings_form,
        "before": previous,
        "after": following,
        "side": SIDES[application.side],
        "state": APPLICATION_STATES[application.state],
        "chip_style": APPLICATION_STYLES.get(application.state, ""),
        "history": _history(application),
        "may_run": rules.may_manage(membership_in(request, application.event.programme_id)),
        "may_decide": meeting_rules.may_decide(application.state),
        **_application_details(application),
        **extra,
    }
    return render(request, "officer/applications/show.html", context)


def _application_details(application: Application) -> dict[str, Any]:
    """Return everything that the applicant entered, for the template."""
    organisation = application.organisation
    assert organisation is not None
    topics = [(topic, _field_name(topic.field)) for topic in application.topics.order_by("pk")]
    return {
        "organisation": organisation,
        "country": country_name(organisation.country),
        "kind": KINDS[organisation.kind],
        "technologies": [_field_name(code) for code in organisation.fields if code in FIELDS],
        "identifiers": [
            (SCHEMES[row.scheme], format_identifier(row.scheme, row.value)) for row in organisation.identifiers.all()
        ],
        "offers": [row for row in topics if row[0].direction == "offer"],
        "needs": [row for row in topics if row[0].direction == "need"],
        "projects": [
            (card, PROJECT_STAGES[card.stage], [_field_name(code) for code in card.fields if code in FIELDS])
            for card in application.projects.order_by("pk")
        ],
        "people": application.people.order_by("pk"),
        "consents": [(consent, CONSENTS[consent.kind]) for consent in application.consents.order_by("given_at")],
        "files": application.files.select_related("file").order_by("added_at"),
        "spoken": [language_name(code) for code in application.languages],
    }


def _field_name(code: str) -> str:
    return FIELDS[code].in_language(reader()) if code in FIELDS else ""


def _history(application: Application) -> list[tuple[AuditLine, str, str]]:
    """Return the audit lines of the application with their labels and the names of the users."""
    audit_lines = list(
        AuditLine.objects.filter(kind="application", key=str(application.pk), verb__in=HISTORY).order_by("at", "pk")
    )
    user_names = {
        user.pk: user.shown_name(reader()) for user in User.objects.filter(pk__in={line.by for line in audit_lines})
    }
    return [(line, str(HISTORY[line.verb]), user_names.get(line.by or 0, "")) for line in audit_lines]


@require_safe
@login_required
def download(request: SignedInRequest, number: int, file: int) -> HttpResponseBase:
    """Return a file of the applicant as a download, never inline: its content is not trusted."""
    application = get_application_or_404(request, number, rules.may_view_programme)
    attachment = get_object_or_404(ApplicationFile.objects.select_related("file"), pk=file, application=application)
    if not attachment.file.path.exists():
        raise Http404
    media_type = attachment.file.media_type if attachment.file.media_type in MEDIA_TYPES else "application/octet-stream"
    name = PurePosixPath(attachment.name.replace("\\", "/")).name or "file"
    response = FileResponse(attachment.file.path.open("rb"), as_attachment=True, filename=name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
