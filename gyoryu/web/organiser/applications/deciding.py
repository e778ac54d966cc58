"""Decide on many applications at once: with a preview first, and an undo in the notice."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gyoryu.meetings.actions.deciding import accept_all, emails_about, refuse_all
from gyoryu.meetings.models import Application
from gyoryu.programmes import rules
from gyoryu.programmes.models import Event, Role
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import get_event_or_404
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.notices import RefusalAsNotice, add_notice
from gyoryu.web.parameters import Query
from gyoryu.web.review.previews import previews
from gyoryu.web.review.sheet import Section, Sheet, confirmed
from gyoryu.web.texts.labels import SIDES
from gyoryu.web.texts.languages import reader
from gyoryu.web.undo import undoable

State = Application.State
MAX_PATH = 2000
MAX_CHOSEN = 100  # twice what one page of the list shows


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def decide_chosen(request: SignedInRequest, event_id: int) -> HttpResponse:
    """Decide on the `?chosen=` applications. `?decision=`: accept or refuse; `?back=`: address of the filtered list."""
    event = get_event_or_404(request, event_id, rules.may_manage)
    chosen = Query(request).numbers("chosen", MAX_CHOSEN)
    waiting = Application.objects.filter(event=event, pk__in=chosen, state=State.SUBMITTED)
    back_url = _back_url(request, event)
    if not waiting.exists():
        add_notice(request, gettext("Choose applications that wait for a decision."), "warning")
        return HttpResponseRedirect(back_url)
    is_refusal, now = Query(request).choice("decision", ("refuse",)) == "refuse", timezone.now()
    context = {"event": event, "sidebar": build_sidebar("applications", event=event)}

    def act(reason: str) -> HttpResponse:
        _decide(request, event, chosen, reason if is_refusal else None, now)
        return HttpResponseRedirect(back_url)

    return confirmed(request, event, lambda: _sheet(event, chosen, back_url, is_refusal=is_refusal), act, context)


def _back_url(request: HttpRequest, event: Event) -> str:
    back, listing = Query(request).text("back", MAX_PATH), reverse("event-applications", args=[event.pk])
    return back if back.startswith(listing) and url_has_allowed_host_and_scheme(back, None) else listing


def _sheet(event: Event, chosen: list[int], back_url: str, *, is_refusal: bool) -> Sheet:
    waiting = Application.objects.filter(event=event, pk__in=chosen, state=State.SUBMITTED)
    rows = list(waiting.select_related("event__programme", "organisation", "applicant").order_by("submitted_at", "pk"))
    for application in rows:  # as they would be; nothing is stored
        application.state, application.reason = (State.REFUSED, "……") if is_refusal else (State.ACCEPTED, "")
    names = tuple(f"{_organisation_name(application)} · {SIDES[application.side]}" for application in rows)
    count = len(rows)
    if is_refusal:
        title, act = gettext("Refuse applications"), gettext("Refuse {count} applications").format(count=count)
    else:
        title, act = gettext("Accept applications"), gettext("Accept {count} applications").format(count=count)
    effect = gettext("Refused") if is_refusal else gettext("Accepted, each with a number of its own")
    question = gettext("Refuse these {count} applications. Each applicant reads the reason.").format(count=count)
    return Sheet(
        title=title,
        act=act,
        back=back_url,
        sections=(Section(effect, names),),
        emails=previews(emails_about(rows)),
        question=question if is_refusal else "",
        is_held=True,
        is_danger=is_refusal,
    )


def _organisation_name(application: Application) -> str:
    return application.organisation.names.in_language(reader()) if application.organisation else ""


def _decide(request: SignedInRequest, event: Event, chosen: list[int], reason: str | None, now: datetime) -> None:
    """Accept the applications, or refuse them if there is a `reason`."""
    by, rows = request.user, Application.objects.filter(event=event, pk__in=chosen)
    roles = Role.objects.filter(programme=event.programme_id, user__in=rows.values("applicant"))
    with RefusalAsNotice(request):
        with undoable(request, "decide_chosen", event, rows, roles, emails=True) as undo:
            is_acceptance = reason is None
            count = (
                accept_all(event, chosen, by, now)
                if is_acceptance
                else refuse_all(event, chosen, reason or "", by, now)
            )
        text = gettext("Accepted: {count}") if reason is None else gettext("Refused: {count}")
        add_notice(request, text.format(count=count), undo=undo.back)
