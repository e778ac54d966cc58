"""Programmes: their list, their overview, their parties."""

from __future__ import annotations

from django.db.models import Count, Prefetch
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gyoryu.base.refusals import Refused
from gyoryu.news.watches.queries import watch_hits
from gyoryu.organisations.models import Organisation
from gyoryu.programmes import rules
from gyoryu.programmes.actions import programmes as actions
from gyoryu.programmes.models import Party, Programme, Role
from gyoryu.programmes.queries import workspace_programmes
from gyoryu.web.forms.conflicts import Difference, apply_refusal_to_form
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import get_programme_or_404, membership_in, permissions_for, require_permission
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.notices import RefusalAsNotice, add_notice
from gyoryu.web.organiser.programmes.forms import PartyForm, ProgrammeForm
from gyoryu.web.parameters import Query
from gyoryu.web.texts.labels import EVENT_KINDS, PARTS, ROLES
from gyoryu.web.texts.refusals import is_own_conflict


@require_safe
@login_required
def listing(request: SignedInRequest) -> HttpResponse:
    permissions = require_permission(request, rules.may_list_programmes)
    parties = Prefetch("parties", Party.objects.select_related("organisation"))
    programmes = (
        workspace_programmes(permissions).annotate(event_count=Count("events")).prefetch_related(parties).order_by("pk")
    )
    context = {
        "sidebar": build_sidebar("programmes"),
        "programmes": programmes,
        "may_start": rules.may_start_programmes(permissions),
    }
    return render(request, "officer/programmes/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: SignedInRequest) -> HttpResponse:
    require_permission(request, rules.may_start_programmes)
    form = ProgrammeForm(request.POST or None, initial={"is_public": True})
    if request.method == "POST" and form.is_valid():
        programme = actions.start_programme(form.entry(), request.user)
        add_notice(request, gettext("The programme is made. Add its parties next."))
        return redirect("programme", programme.pk)
    return render(request, "officer/programmes/form.html", {"sidebar": build_sidebar("programmes"), "form": form})


@require_safe
@login_required
def show(request: SignedInRequest, programme_id: int) -> HttpResponse:
    return _render_page(request, get_programme_or_404(request, programme_id, rules.may_view_programme), PartyForm())


def _render_page(request: HttpRequest, programme: Programme, form: PartyForm, status: int = 200) -> HttpResponse:
    roles = dict(
        Role.objects.filter(programme=programme).values_list("kind").annotate(count=Count("pk")).order_by("kind")
    )
    context = {
        "sidebar": build_sidebar("overview", programme=programme),
        "programme": programme,
        "parties": [(party, PARTS[party.part]) for party in programme.parties.select_related("organisation")],
        "events": [(event, EVENT_KINDS[event.kind]) for event in programme.events.all()],
        "people": [(label, roles[kind]) for kind, label in ROLES.items() if kind in roles],
        "form": form,
        "may_run": rules.may_manage(membership_in(request, programme.pk)),
        "hits": watch_hits(programme.pk, permissions_for(request)),
    }
    return render(request, "officer/programmes/show.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: SignedInRequest, programme_id: int) -> HttpResponse:
    programme = get_programme_or_404(request, programme_id, rules.may_manage)
    form = ProgrammeForm(request.POST or None, initial=model_to_dict(programme) | {"version": programme.version})
    differing: Difference = []
    is_own = False
    if request.method == "POST" and form.is_valid():
        seen_version = form.cleaned_data["version"] or 0
        try:
            actions.edit_programme(programme, form.entry(), request.user, seen_version=seen_version)
        except Refused as refusal:
            programme.refresh_from_db()
            differing = apply_refusal_to_form(form, refusal, programme.version, model_to_dict(programme))
            is_own = is_own_conflict(refusal, request.user.pk, "programme", programme.pk, {"edit_programme"})
        else:
            add_notice(request, gettext("Saved."))
            return redirect("programme", programme.pk)
    context = {
        "sidebar": build_sidebar("", programme=programme),
        "programme": programme,
        "form": form,
        "differing": differing,
        "is_own": is_own,
    }
    return render(request, "officer/programmes/form.html", context)


@require_POST
@login_required
def add_party(request: SignedInRequest, programme_id: int) -> HttpResponse:
    programme = get_programme_or_404(request, programme_id, rules.may_manage)
    if request.GET:  # the undo of a removal: a form without fields, whose address has the values
        body = get_object_or_404(Organisation, pk=Query(request).number("body") or 0)
        part = Query(request).choice("part", PARTS, "lead")
    else:
        form = PartyForm(request.POST)
        if not form.is_valid():
            return _render_page(request, programme, form, 422)
        body, part = form.cleaned_data["organisation"], form.cleaned_data["part"]
    with RefusalAsNotice(request):
        actions.add_party(programme, body, part if part in PARTS else "lead", request.user)
    return redirect("programme", programme.pk)


@require_POST
@login_required
def remove_party(request: SignedInRequest, programme_id: int, party_id: int) -> HttpResponse:
    programme = get_programme_or_404(request, programme_id, rules.may_manage)
    party = get_object_or_404(Party, pk=party_id, programme=programme)
    undo_url = f"/programmes/{programme.pk}/parties/?body={party.organisation_id}&part={party.part}"
    actions.remove_party(party, request.user)
    add_notice(request, gettext("Removed."), undo=undo_url)
    return redirect("programme", programme.pk)
