"""Roles of people in a programme."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gyoryu.programmes import rules
from gyoryu.programmes.actions.roles import give_role, take_role
from gyoryu.programmes.models import Role
from gyoryu.web.forms.conflicts import RefusalOnForm
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import get_event_or_404, get_programme_or_404
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.notices import RefusalAsNotice, add_notice
from gyoryu.web.organiser.programmes.forms import RoleForm
from gyoryu.web.parameters import Query
from gyoryu.web.privacy.access_log import note_rows
from gyoryu.web.texts.labels import ROLES
from gyoryu.web.texts.languages import language_of
from gyoryu.web.undo import undoable

PAGE_SIZE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def people(request: SignedInRequest, programme_id: int) -> HttpResponse:
    """List the roles, and assign one. `?kind=` filters; `?page=` pages."""
    programme = get_programme_or_404(request, programme_id, rules.may_manage)
    form = RoleForm(request.POST or None, initial={"language": language_of(get_language())})
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        by = request.user
        with RefusalOnForm(form):
            give_role(
                programme,
                cleaned["email"],
                cleaned["kind"],
                form.spoken(),
                by,
                organisation=cleaned["organisation"],
            )
            add_notice(request, gettext("The role is given, and an email is on its way."))
            return redirect("programme-people", programme.pk)
    kind = Query(request).choice("kind", ROLES)
    roles = (
        Role.objects.filter(programme=programme).select_related("user", "organisation").order_by("kind", "user__email")
    )
    page = Query(request).page(roles.filter(kind=kind) if kind else roles, PAGE_SIZE)
    language = language_of(get_language())
    note_rows(request, [role.pk for role in page])
    context = {
        "sidebar": build_sidebar("people", programme=programme),
        "programme": programme,
        "form": form,
        "page": page,
        "rows": [(role, role.user.shown_name(language), ROLES[role.kind]) for role in page],
        "kinds": ROLES.items(),
        "kind": kind,
    }
    return render(request, "officer/programmes/people.html", context)


@require_POST
@login_required
def take(request: SignedInRequest, programme_id: int, role_id: int) -> HttpResponse:
    programme = get_programme_or_404(request, programme_id, rules.may_manage)
    role = get_object_or_404(Role, pk=role_id, programme=programme)
    with RefusalAsNotice(request):
        with undoable(request, "take_role", None, Role.objects.filter(pk=role.pk)) as undo:
            take_role(role, request.user)
        add_notice(request, gettext("The role is taken away."), undo=undo.back)
    return redirect("programme-people", programme.pk)


@require_safe
@login_required
def redirect_from_event(request: SignedInRequest, event_id: int) -> HttpResponse:
    """Redirect from an event to the roles of its programme."""
    return redirect("programme-people", get_event_or_404(request, event_id, rules.may_manage).programme_id)
