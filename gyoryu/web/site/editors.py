"""Editors of the site, appointed by the operator."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from gyoryu.programmes.actions.editors import appoint_editor, dismiss_editor
from gyoryu.programmes.models import Editor
from gyoryu.programmes.rules import may_appoint_editors
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import require_permission
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.notices import add_notice
from gyoryu.web.organiser.programmes.forms import EditorForm
from gyoryu.web.parameters import Query
from gyoryu.web.texts.languages import reader
from gyoryu.web.undo import undoable

PAGE_SIZE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def editors(request: SignedInRequest) -> HttpResponse:
    """List the editors; a POST appoints one. `?page=` is the page number."""
    require_permission(request, may_appoint_editors)
    language = reader()
    form = EditorForm(request.POST or None, initial={"language": language})
    if request.method == "POST" and form.is_valid():
        by = request.user
        appoint_editor(form.cleaned_data["email"], form.spoken(), now=timezone.now(), by=by)
        add_notice(request, gettext("Appointed; an email is on its way."))
        return redirect("editors")
    rows = Editor.objects.select_related("user", "by").order_by("user__email")
    page = Query(request).page(rows, PAGE_SIZE)
    context = {
        "sidebar": build_sidebar("editors"),
        "form": form,
        "page": page,
        "rows": [(row, row.user.shown_name(language), row.by.shown_name(language) if row.by else "") for row in page],
    }
    return render(request, "editors.html", context)


@require_POST
@login_required
def dismiss(request: SignedInRequest, editor_id: int) -> HttpResponse:
    require_permission(request, may_appoint_editors)
    editor = get_object_or_404(Editor.objects.select_related("user"), pk=editor_id)
    email = editor.user.email
    with undoable(request, "dismiss_editor", None, Editor.objects.filter(pk=editor_id), emails=True) as undo_rule:
        dismiss_editor(editor, by=request.user)
    text = gettext("{email} is no longer an editor. Roles in programmes stay.").format(email=email)
    add_notice(request, text, undo=undo_rule.back)
    return redirect("editors")
