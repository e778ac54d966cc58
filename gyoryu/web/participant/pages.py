"""A participant's applications, the overview of one, and its consents."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gyoryu.meetings import rules
from gyoryu.meetings.actions import addresses
from gyoryu.meetings.actions import consents as consent_actions
from gyoryu.meetings.models import Application, Disclosure, Interpreter
from gyoryu.meetings.queries.prefill import own_applications
from gyoryu.privacy.actions.consents import withdraw_consent
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.navigation.sidebar import address
from gyoryu.web.notices import RefusalAsNotice, add_notice
from gyoryu.web.participant.consents import consent_facts
from gyoryu.web.participant.layout import get_own_application, layout_context, window
from gyoryu.web.texts.labels import APPLICATION_STATES

CHIPS = {
    "accepted": "success",
    "submitted": "pending",
    "more_asked": "pending",
    "refused": "danger",
    "withdrawn": "danger",
}


@require_safe
@login_required
def overview(request: SignedInRequest) -> HttpResponse:
    user = request.user
    rows = [
        (application, APPLICATION_STATES[application.state], CHIPS.get(application.state, ""))
        for application in own_applications(user)
    ]
    interpreters = Interpreter.objects.filter(user=user).select_related("event").order_by("-event__starts_on")
    return render(request, "participant/my.html", {"rows": rows, "interpreting": interpreters})


@never_cache
@require_safe
@login_required
def application(request: SignedInRequest, application: int) -> HttpResponse:
    """Show the state of an application, with links to everything else."""
    own_application = get_own_application(request, application)
    event, now = own_application.event, timezone.now()
    terms = event.terms
    context = {
        **layout_context("more", own_application),
        "state": APPLICATION_STATES[own_application.state],
        "chip": CHIPS.get(own_application.state, ""),
        "is_accepted": own_application.state == Application.State.ACCEPTED,
        "may_edit": rules.may_edit_application(own_application.state, terms, now),
        "window": window(event, terms.apply_from, terms.apply_until, now),
        "feed": request.build_absolute_uri(reverse("calendar", args=[own_application.calendar])),
        "may_withdraw": own_application.state not in (Application.State.WITHDRAWN, Application.State.REFUSED),
        "log": address("my-log", own_application.pk),
    }
    return render(request, "participant/application.html", context)


@require_POST
@login_required
def renew_calendar(request: SignedInRequest, application: int) -> HttpResponse:
    addresses.renew_calendar(get_own_application(request, application), request.user)
    add_notice(request, gettext("The calendar has a new address."))
    return redirect("my-application", application)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def consents(request: SignedInRequest, application: int) -> HttpResponse:
    """Show, give and withdraw consents, and list the disclosures."""
    own_application = get_own_application(request, application)
    if request.method == "POST":
        consent_kind = request.POST.get("give", "")
        with RefusalAsNotice(request):
            if consent_kind:
                consent_actions.give_consent(own_application, consent_kind, request.user, timezone.now())
            else:
                withdraw_consent(own_application, request.POST.get("withdraw", ""), request.user, timezone.now())
            add_notice(request, gettext("Saved."))
        return redirect("my-consents", own_application.pk)
    active_consents = {consent.kind: consent for consent in own_application.consents.filter(withdrawn_at=None)}
    disclosures = (
        Disclosure.objects.filter(application=own_application).select_related("to_organisation").order_by("-at")
    )
    context = {
        **layout_context("more", own_application),
        **consent_facts(own_application),
        "collection": active_consents.get("collection"),
        "cross_border": active_consents.get("cross_border"),
        "ended": own_application.consents.exclude(withdrawn_at=None).order_by("-withdrawn_at"),
        "disclosures": disclosures[:100],
        "is_sent": own_application.submitted_at is not None,
    }
    return render(request, "participant/consents.html", context)
