"""Actions that can be undone from their notice, and the view that does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from gyoryu.base.undo import Undo
from gyoryu.meetings.actions.undoing import undo_act
from gyoryu.meetings.models import Application
from gyoryu.meetings.queries.participation import programmes_of
from gyoryu.news.rules import may_edit_news, may_edit_post
from gyoryu.programmes import rules
from gyoryu.programmes.models import Event
from gyoryu.programmes.queries import load_permissions
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.log.access import get_meeting_or_404, may_edit_log
from gyoryu.web.lookup import get_event_or_404, membership_in
from gyoryu.web.notices import RefusalAsNotice, add_notice

# Who may undo an action; all others require management of the event.
GATE_ACTS = {"note_meeting", "add_walk_in"}
PARTICIPANT_ACTS = {"withdraw_wish"}
SITE_ACTS: dict[str, Callable[[SignedInRequest, Undo], bool]] = {
    "remove_contact": lambda request, entry: _may_edit_organisation(request, entry.changes[0][2]["organisation_id"]),
    "show_post": lambda request, entry: may_edit_post(
        load_permissions(request.user), entry.changes[0][2]["programme_id"]
    ),
    "end_watch": lambda request, _: may_edit_news(load_permissions(request.user)),
    "dismiss_editor": lambda request, _: rules.may_appoint_editors(load_permissions(request.user)),
    "remove_log": lambda request, entry: _may_change_log(request, entry.changes[0][2]),
    "take_role": lambda request, entry: rules.may_manage(membership_in(request, entry.changes[0][2]["programme_id"])),
}


def _may_edit_organisation(request: SignedInRequest, organisation: int) -> bool:
    return rules.may_edit_organisation(load_permissions(request.user), programmes_of([organisation])[organisation])


def _may_change_log(request: HttpRequest, log: dict[str, Any]) -> bool:
    return may_edit_log(log["author_side"], get_meeting_or_404(request, log["meeting_id"])[1])


@require_POST
@login_required
def undo(request: SignedInRequest, token: str) -> HttpResponse:
    """Undo an action of the same user, and redirect to the page that showed the notice."""
    by = request.user
    entry = Undo.objects.filter(token=token, by=by.pk).first()
    if entry is None:
        add_notice(request, gettext("This can no longer be undone."), "error")
    else:
        _check_permission(request, entry)
        with RefusalAsNotice(request):
            undo_act(entry, by, timezone.now())
            add_notice(request, gettext("Taken back."))
    back = request.POST.get("next", "")
    return HttpResponseRedirect(back if url_has_allowed_host_and_scheme(back, None) else reverse("start"))


def _check_permission(request: SignedInRequest, entry: Undo) -> None:
    """Refuse users who have lost the role since."""
    if entry.event is None:
        if not SITE_ACTS[entry.act](request, entry):
            raise PermissionDenied
        return
    if entry.act in PARTICIPANT_ACTS:
        event = Event.objects.get(pk=entry.event)
        asker = Application.objects.filter(pk=entry.changes[0][2]["asker_id"]).first()
        is_own = asker is not None and (
            asker.applicant_id == entry.by
            or rules.acts_for(membership_in(request, event.programme_id), asker.organisation_id)
        )
        if not is_own:
            raise Http404
        return
    get_event_or_404(request, entry.event, rules.may_check_in if entry.act in GATE_ACTS else rules.may_manage)
