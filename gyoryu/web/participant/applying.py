"""Applying in steps. Every step is saved as it is, at each button and every few seconds."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gyoryu.base.names import Language
from gyoryu.base.refusals import Refused
from gyoryu.meetings import rules
from gyoryu.meetings.actions import applying, attaching
from gyoryu.meetings.file_types import ENDINGS
from gyoryu.meetings.models import Application, ApplicationFile
from gyoryu.meetings.queries.prefill import application_input, previous_application
from gyoryu.web.http import SignedInRequest, is_signed_in, login_required
from gyoryu.web.middleware.uploads import read_upload, takes_files
from gyoryu.web.notices import RefusalAsNotice, add_notice
from gyoryu.web.participant.consents import consent_facts
from gyoryu.web.participant.layout import get_own_application, layout_context, window
from gyoryu.web.participant.steps import (
    TITLES,
    Step,
    application_input_from,
    posted_values,
    step_of,
    steps_of,
    values_from,
)
from gyoryu.web.texts.refusals import sentence_for_refusal

SESSION_KEY = "typed-before-sign-in"


@require_safe
@login_required
def first(request: SignedInRequest, application: int) -> HttpResponse:
    """Redirect to the first incomplete step."""
    own_application = get_own_application(request, application)
    _prefill(own_application)
    codes = steps_of(own_application)
    if not _may_edit(own_application):
        return redirect("my-apply-step", own_application.pk, "check")
    unfinished = (code for code in codes[:-1] if not step_of(code, own_application).is_right())
    return redirect("my-apply-step", own_application.pk, next(unfinished, "check"))


def _may_edit(application: Application) -> bool:
    return rules.may_edit_application(application.state, application.event.terms, timezone.now())


def _prefill(application: Application) -> None:
    """Fill the steps of an application that was imported, so that it can be edited here."""
    previous_input = application_input(application) if not application.typed else None
    if previous_input is not None:
        for code, data in values_from(previous_input, cast(Language, application.language)).items():
            applying.save_draft(application, code, data)


@takes_files(many=5)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, application: int, step: str) -> HttpResponse:
    if not is_signed_in(request):
        return _signed_out(request, application, step)
    own_application = get_own_application(request, application)
    if step not in steps_of(own_application):
        raise Http404
    _restore_saved_input(request, own_application)
    _prefill(own_application)
    if step == "check":
        return _check(request, own_application)
    if request.method == "POST":
        return _save_step(request, own_application, step)
    current_step = step_of(step, own_application)
    return render(request, "participant/apply.html", _context(own_application, current_step, request))


def _signed_out(request: HttpRequest, application_id: int, step: str) -> HttpResponse:
    """Keep the input in a new session until the user has signed in again, and redirect to the sign-in. Nothing is kept
    if there is no such application."""
    if request.method == "POST" and request.POST.get("act") == "auto":
        return HttpResponse(status=401)
    application = Application.objects.filter(pk=application_id).first() if request.method == "POST" else None
    if application is not None and step in steps_of(application):
        request.session[SESSION_KEY] = [application_id, step, posted_values(request.POST, step)]
    return redirect_to_login(reverse("my-apply-step", args=[application_id, step]))


def _restore_saved_input(request: HttpRequest, application: Application) -> None:
    saved = request.session.get(SESSION_KEY)
    if saved and saved[0] == application.pk:
        del request.session[SESSION_KEY]
        with RefusalAsNotice(request):
            applying.save_draft(application, saved[1], saved[2])
            add_notice(request, gettext("You had been signed out. What you typed was kept."))


def _save_step(request: SignedInRequest, application: Application, code: str) -> HttpResponse:
    act = request.POST.get("act", "")
    posted = cast(QueryDict, request.POST)
    try:
        applying.save_draft(application, code, posted_values(posted, code, more=act == "more"))
        for upload in request.FILES.getlist("file"):
            attaching.attach_file(application, upload.name or "", read_upload(upload), request.user)
    except Refused as refusal:
        if act == "auto":
            return HttpResponse(status=413)
        add_notice(request, sentence_for_refusal(refusal), "error")
        return redirect("my-apply-step", application.pk, code)
    if act == "auto":
        return HttpResponse(status=204)
    current_step = step_of(code, application)
    if act == "next" and current_step.is_right():
        codes = steps_of(application)
        return redirect("my-apply-step", application.pk, codes[codes.index(code) + 1])
    if act in ("more", "file"):
        target = reverse("my-apply-step", args=[application.pk, code])
        return redirect(f"{target}#rows-end" if act == "more" else f"{target}#files")
    return render(request, "participant/apply.html", _context(application, current_step, request))


def _context(application: Application, current_step: Step, request: SignedInRequest) -> dict[str, Any]:
    codes = steps_of(application)
    event = application.event
    terms = event.terms
    previous = (
        previous_application(request.user, application)
        if current_step.code == "organisation" and not current_step.is_started
        else None
    )
    context = {
        **layout_context("more", application),
        "step": current_step,
        "steps": [(code, TITLES[code]) for code in codes],
        "place": codes.index(current_step.code) + 1,
        "window": window(event, terms.apply_from, terms.apply_until, timezone.now()),
        "may_edit": _may_edit(application),
        "files": application.files.select_related("file") if current_step.code == "topics" else (),
        "endings": ",".join(ENDINGS),
        "former": previous,
    }
    if current_step.code == "consents":
        context |= consent_facts(application)
    return context


def _check(request: SignedInRequest, application: Application) -> HttpResponse:
    steps = {code: step_of(code, application) for code in steps_of(application)[:-1]}
    is_ready = all(step.is_right() for step in steps.values())
    if request.method == "POST" and is_ready:
        with RefusalAsNotice(request):
            language = cast(Language, application.language)
            applying.submit_application(
                application, application_input_from(steps, language), request.user, timezone.now()
            )
            add_notice(request, gettext("Your application has been sent."))
            return redirect("my-application", application.pk)
        return redirect("my-apply-step", application.pk, "check")
    terms = application.event.terms
    context = {
        **layout_context("more", application),
        "steps": [(code, TITLES[code]) for code in steps_of(application)],
        "place": len(steps) + 1,
        "checked": list(steps.values()),
        "ready": is_ready,
        "may_edit": _may_edit(application),
        "window": window(application.event, terms.apply_from, terms.apply_until, timezone.now()),
        "files": application.files.all(),
    }
    return render(request, "participant/check.html", context)


@require_POST
@login_required
def copy_last(request: SignedInRequest, application: int) -> HttpResponse:
    """Copy the steps of the user's previous application, except the consents."""
    own_application = get_own_application(request, application)
    previous = previous_application(request.user, own_application)
    previous_input = application_input(previous) if previous else None
    if previous_input is not None and _may_edit(own_application) and not own_application.typed:
        for code, data in values_from(previous_input, cast(Language, own_application.language)).items():
            if code != "consents":
                applying.save_draft(own_application, code, data)
        add_notice(request, gettext("Taken over from your last application. Look through it once."))
    return redirect("my-apply-step", own_application.pk, "organisation")


@require_POST
@login_required
def remove_file(request: SignedInRequest, application: int, file: int) -> HttpResponse:
    own_application = get_own_application(request, application)
    if _may_edit(own_application):
        attaching.remove_file(get_object_or_404(ApplicationFile, pk=file, application=own_application), request.user)
    return redirect("my-apply-step", own_application.pk, "topics")


@require_safe
@login_required
def read_file(request: SignedInRequest, application: int, file: int) -> HttpResponse:
    """Return an attachment of the user's application, always as a download."""
    own_application = get_own_application(request, application)
    attachment = get_object_or_404(ApplicationFile.objects.select_related("file"), pk=file, application=own_application)
    return HttpResponse(
        attachment.file.read(),
        content_type=attachment.file.media_type,
        headers={"Content-Disposition": content_disposition_header(True, attachment.name) or "attachment"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdraw(request: SignedInRequest, application: int) -> HttpResponse:
    own_application = get_own_application(request, application)
    if request.method == "POST":
        with RefusalAsNotice(request):
            applying.withdraw_application(own_application, request.user, timezone.now())
            add_notice(request, gettext("Your application has been withdrawn."))
        return redirect("my-application", own_application.pk)
    return render(request, "participant/withdraw.html", layout_context("more", own_application))
