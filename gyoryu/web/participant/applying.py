"""Applying in steps. Every step is kept as it is, at each button and every few seconds in between."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.decorators import login_required
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
from gyoryu.meetings.actions.consents import retention_end
from gyoryu.meetings.file_types import ENDINGS
from gyoryu.meetings.models import Application, ApplicationFile, Side
from gyoryu.meetings.queries.prefill import application_input, previous_application
from gyoryu.programmes.models import Party
from gyoryu.web.notices import add_notice
from gyoryu.web.participant.layout import current_user, get_own_application, layout_context, window
from gyoryu.web.participant.steps import (
    TITLES,
    Step,
    application_input_from,
    posted_values,
    step_of,
    steps_of,
    values_from,
)
from gyoryu.web.refusals import sentence_for_refusal
from gyoryu.web.uploads import read_upload, takes_files

KEPT = "typed-before-sign-in"


@require_safe
@login_required
def first(request: HttpRequest, application: int) -> HttpResponse:
    """Where one left off: the first step that is not right yet."""
    one = get_own_application(request, application)
    _type_what_is_known(one)
    codes = steps_of(one)
    if not _may_edit(one):
        return redirect("my-apply-step", one.pk, "check")
    unfinished = (code for code in codes[:-1] if not step_of(code, one).is_right())
    return redirect("my-apply-step", one.pk, next(unfinished, "check"))


def _may_edit(one: Application) -> bool:
    return rules.may_edit_application(one.state, one.event.terms, timezone.now())


def _type_what_is_known(one: Application) -> None:
    """An application that came by another way is edited as if it had been typed here."""
    filled = application_input(one) if not one.typed else None
    if filled is not None:
        for code, data in values_from(filled, cast(Language, one.language)).items():
            applying.save_draft(one, code, data)


@takes_files(many=5)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, application: int, step: str) -> HttpResponse:
    if not request.user.is_authenticated:
        return _signed_out(request, application, step)
    one = get_own_application(request, application)
    if step not in steps_of(one):
        raise Http404
    _bring_back(request, one)
    _type_what_is_known(one)
    if step == "check":
        return _check(request, one)
    if request.method == "POST":
        return _keep(request, one, step)
    shown = step_of(step, one)
    return render(request, "participant/apply.html", _context(one, shown, request))


def _signed_out(request: HttpRequest, application: int, step: str) -> HttpResponse:
    """The session is over: what was typed waits in a new one until its owner has signed in again. For what is no
    application nothing is kept."""
    if request.method == "POST" and request.POST.get("act") == "auto":
        return HttpResponse(status=401)
    found = Application.objects.filter(pk=application).first() if request.method == "POST" else None
    if found is not None and step in steps_of(found):
        request.session[KEPT] = [application, step, posted_values(request.POST, step)]
    return redirect_to_login(reverse("my-apply-step", args=[application, step]))


def _bring_back(request: HttpRequest, one: Application) -> None:
    kept = request.session.get(KEPT)
    if kept and kept[0] == one.pk:
        del request.session[KEPT]
        applying.save_draft(one, kept[1], kept[2])
        add_notice(request, gettext("You had been signed out. What you typed was kept."))


def _keep(request: HttpRequest, one: Application, code: str) -> HttpResponse:
    act = request.POST.get("act", "")
    posted = cast(QueryDict, request.POST)
    try:
        applying.save_draft(one, code, posted_values(posted, code, more=act == "more"))
        for upload in request.FILES.getlist("file"):
            attaching.attach_file(one, upload.name or "", read_upload(upload), current_user(request))
    except Refused as refusal:
        if act == "auto":
            return HttpResponse(status=413)
        add_notice(request, sentence_for_refusal(refusal), "error")
        return redirect("my-apply-step", one.pk, code)
    if act == "auto":
        return HttpResponse(status=204)
    shown = step_of(code, one)
    if act == "next" and shown.is_right():
        codes = steps_of(one)
        return redirect("my-apply-step", one.pk, codes[codes.index(code) + 1])
    if act in ("more", "file"):
        target = reverse("my-apply-step", args=[one.pk, code])
        return redirect(f"{target}#rows-end" if act == "more" else f"{target}#files")
    return render(request, "participant/apply.html", _context(one, shown, request))


def _context(one: Application, shown: Step, request: HttpRequest) -> dict[str, Any]:
    codes = steps_of(one)
    event = one.event
    terms = event.terms
    former = (
        previous_application(current_user(request), one)
        if shown.code == "organisation" and not shown.is_begun
        else None
    )
    context = {
        **layout_context("more", one),
        "step": shown,
        "steps": [(code, TITLES[code]) for code in codes],
        "place": codes.index(shown.code) + 1,
        "window": window(event, terms.apply_from, terms.apply_until, timezone.now()),
        "may_edit": _may_edit(one),
        "files": one.files.select_related("file") if shown.code == "topics" else (),
        "endings": ",".join(ENDINGS),
        "former": former,
    }
    if shown.code == "consents":
        context |= consent_facts(one)
    return context


def consent_facts(one: Application) -> dict[str, Any]:
    """What one agrees to: who collects, who is told, for how long."""
    parties = Party.objects.filter(programme=one.event.programme_id).select_related("organisation")
    own = one.organisation.country if one.organisation else {"zh": "CN"}.get(one.language, "KR")
    return {
        "parties": list(parties),
        "abroad": [party for party in parties if party.organisation.country != own],
        "other_side": Side.BUYER if one.side == Side.SELLER else Side.SELLER,
        "keep_until": retention_end(one),
    }


def _check(request: HttpRequest, one: Application) -> HttpResponse:
    steps = {code: step_of(code, one) for code in steps_of(one)[:-1]}
    ready = all(step.is_right() for step in steps.values())
    if request.method == "POST" and ready:
        try:
            language = cast(Language, one.language)
            applying.submit_application(
                one, application_input_from(steps, language), current_user(request), timezone.now()
            )
        except Refused as refusal:
            add_notice(request, sentence_for_refusal(refusal), "error")
            return redirect("my-apply-step", one.pk, "check")
        add_notice(request, gettext("Your application has been sent."))
        return redirect("my-application", one.pk)
    terms = one.event.terms
    context = {
        **layout_context("more", one),
        "steps": [(code, TITLES[code]) for code in steps_of(one)],
        "place": len(steps) + 1,
        "checked": list(steps.values()),
        "ready": ready,
        "may_edit": _may_edit(one),
        "window": window(one.event, terms.apply_from, terms.apply_until, timezone.now()),
        "files": one.files.all(),
    }
    return render(request, "participant/check.html", context)


@require_POST
@login_required
def copy_last(request: HttpRequest, application: int) -> HttpResponse:
    """Begin with what was sent the last time; consents are given anew."""
    one = get_own_application(request, application)
    former = previous_application(current_user(request), one)
    filled = application_input(former) if former else None
    if filled is not None and _may_edit(one) and not one.typed:
        for code, data in values_from(filled, cast(Language, one.language)).items():
            if code != "consents":
                applying.save_draft(one, code, data)
        add_notice(request, gettext("Taken over from your last application. Look through it once."))
    return redirect("my-apply-step", one.pk, "organisation")


@require_POST
@login_required
def remove_file(request: HttpRequest, application: int, file: int) -> HttpResponse:
    one = get_own_application(request, application)
    if _may_edit(one):
        attaching.remove_file(get_object_or_404(ApplicationFile, pk=file, application=one), current_user(request))
    return redirect("my-apply-step", one.pk, "topics")


@require_safe
@login_required
def read_file(request: HttpRequest, application: int, file: int) -> HttpResponse:
    """One's own file, always as a download: it runs nothing here."""
    one = get_own_application(request, application)
    found = get_object_or_404(ApplicationFile.objects.select_related("file"), pk=file, application=one)
    return HttpResponse(
        found.file.read(),
        content_type=found.file.media_type,
        headers={"Content-Disposition": content_disposition_header(True, found.name) or "attachment"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdraw(request: HttpRequest, application: int) -> HttpResponse:
    one = get_own_application(request, application)
    if request.method == "POST":
        try:
            applying.withdraw_application(one, current_user(request), timezone.now())
        except Refused as refusal:
            add_notice(request, sentence_for_refusal(refusal), "error")
        else:
            add_notice(request, gettext("Your application has been withdrawn."))
        return redirect("my-application", one.pk)
    return render(request, "participant/withdraw.html", layout_context("more", one))
