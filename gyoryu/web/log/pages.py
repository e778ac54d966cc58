"""Pages of meeting logs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gyoryu.base.refusals import Refused
from gyoryu.base.undo import cascaded_rows
from gyoryu.meetings.actions import logging
from gyoryu.meetings.models import Application, LogAnswer, Meeting, MeetingLog
from gyoryu.meetings.rules import may_log
from gyoryu.programmes import rules
from gyoryu.web.forms.conflicts import RefusalOnForm
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.log.access import OWN, Perspective, get_meeting_or_404, may_edit_log, shows_all
from gyoryu.web.log.forms import LogForm
from gyoryu.web.lookup import membership_in
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.notices import RefusalAsNotice, add_notice
from gyoryu.web.parameters import whole
from gyoryu.web.texts.labels import STAGES
from gyoryu.web.texts.refusals import refusal_text_for
from gyoryu.web.undo import undoable

NOT_HELD = (Meeting.State.CANCELLED, Meeting.State.MISSED)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show(request: SignedInRequest, meeting_id: int) -> HttpResponse:
    """Show the logs of a meeting, and the form for another."""
    meeting, perspective = get_meeting_or_404(request, meeting_id)
    form = LogForm(request.POST or None, initial={"currency": _usual_currency(meeting)})
    if request.method == "POST":
        if perspective == "viewer":
            raise PermissionDenied
        if form.is_valid():
            with RefusalOnForm(form):
                logging.write_log(meeting, form.entry(), request.user, perspective, timezone.now())
                add_notice(request, gettext("Saved."))
                return redirect("meeting-log", meeting.pk)
    return render(request, "log/meeting.html", _context(request, meeting, perspective, form))


def _usual_currency(meeting: Meeting) -> str:
    """Return the currency that the firm used last in this event."""
    last = MeetingLog.objects.filter(meeting__event=meeting.event, meeting__seller=meeting.seller)
    return last.order_by("-pk").values_list("currency", flat=True).first() or "USD"


def _context(
    request: HttpRequest, meeting: Meeting, perspective: Perspective, form: LogForm, editing: int = 0
) -> dict[str, Any]:
    is_to_come = _is_to_come(meeting, timezone.now())
    logs = meeting.logs.select_related("author").prefetch_related("answers")
    context: dict[str, Any] = {
        "event": meeting.event,
        "meeting": meeting,
        "form": form,
        "editing": editing,
        "logs": [_row(log, perspective) for log in logs],
        "is_to_come": is_to_come,
        "may_write": perspective != "viewer" and not is_to_come and meeting.state not in NOT_HELD,
        "back": {"seller": meeting.seller_id, "buyer": meeting.buyer_id}.get(perspective),
        "shell": "participant/shell.html",
    }
    if rules.may_view_programme(membership_in(request, meeting.event.programme_id)):
        context |= {"shell": "officer/shell.html", "sidebar": build_sidebar("logs", event=meeting.event)}
    return context


def _is_to_come(meeting: Meeting, now: datetime) -> bool:
    return meeting.state == Meeting.State.PLANNED and not may_log(meeting.slot.starts_at if meeting.slot else None, now)


@dataclass(frozen=True, slots=True)
class LogRow:
    """A log as the user may see it. `answer`: the other side's, to this version."""

    log: MeetingLog
    stage: str | Promise
    answer: LogAnswer | None
    may_change: bool
    may_answer: bool
    shows_all: bool


def _row(log: MeetingLog, perspective: Perspective) -> LogRow:
    answer = next((item for item in log.answers.all() if item.log_version == log.version), None)
    is_other = perspective in OWN and log.author_side != perspective
    return LogRow(
        log=log,
        stage=STAGES[log.stage],
        answer=answer,
        may_change=may_edit_log(log.author_side, perspective),
        may_answer=is_other,
        shows_all=shows_all(log, perspective),
    )


def _own_log(request: HttpRequest, meeting_id: int, log_id: int) -> tuple[Meeting, MeetingLog, Perspective]:
    meeting, perspective = get_meeting_or_404(request, meeting_id)
    log = get_object_or_404(MeetingLog, pk=log_id, meeting=meeting)
    if not may_edit_log(log.author_side, perspective):
        raise PermissionDenied
    return meeting, log, perspective


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: SignedInRequest, meeting_id: int, log_id: int) -> HttpResponse:
    meeting, log, perspective = _own_log(request, meeting_id, log_id)
    form = LogForm(request.POST or None, initial=LogForm.of(log))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            logging.change_log(log, form.entry(), request.user, version=version)
        except Refused as refusal:
            form.add_error(None, _refusal_text(request, refusal, log))
        else:
            add_notice(request, gettext("Saved."))
            return redirect("meeting-log", meeting.pk)
    return render(request, "log/meeting.html", _context(request, meeting, perspective, form, editing=log.pk))


@require_POST
@login_required
def remove(request: SignedInRequest, meeting_id: int, log_id: int) -> HttpResponse:
    meeting, log, _ = _own_log(request, meeting_id, log_id)
    with RefusalAsNotice(request, lambda refusal: _refusal_text(request, refusal, log)):
        with undoable(request, "remove_log", None, *cascaded_rows(log)) as undo_rule:
            logging.remove_log(log, request.user, version=_version(request))
        add_notice(request, gettext("The log was removed."), undo=undo_rule.back)
    return redirect("meeting-log", meeting.pk)


def _refusal_text(request: SignedInRequest, refusal: Refused, log: MeetingLog) -> str:
    verbs = {"change_log", "remove_log"}
    return refusal_text_for(refusal, request.user.pk, "meeting", log.meeting_id, verbs, log=log.pk)


def _version(request: HttpRequest) -> int:
    version = whole(request.POST.get("version"))
    return -1 if version is None else version


@require_POST
@login_required
def answer(request: SignedInRequest, meeting_id: int, log_id: int) -> HttpResponse:
    """Confirm or dispute what the other side has written."""
    meeting, perspective = get_meeting_or_404(request, meeting_id)
    if perspective not in OWN:
        raise PermissionDenied
    log = get_object_or_404(MeetingLog, pk=log_id, meeting=meeting)
    own_application = meeting.seller if perspective == "seller" else meeting.buyer
    verdict, note = request.POST.get("verdict", ""), request.POST.get("note", "").strip()[:300]
    with RefusalAsNotice(request, lambda refusal: _refusal_text(request, refusal, log)):
        logging.answer_log(log, own_application, verdict, request.user, version=_version(request), note=note)
        add_notice(request, gettext("Confirmed.") if verdict == LogAnswer.Verdict.CONFIRMED else gettext("Disputed."))
    return redirect("meeting-log", meeting.pk)


@require_safe
@login_required
def own_logs(request: SignedInRequest, application: int) -> HttpResponse:
    """List the meetings of one participant."""
    participant = get_object_or_404(
        Application.objects.select_related("event__programme", "organisation"), pk=application
    )
    membership = membership_in(request, participant.event.programme_id)
    if not rules.acts_for(membership, participant.organisation_id):
        if rules.may_view_programme(membership):
            raise PermissionDenied
        raise Http404
    meetings = (
        Meeting.objects.filter(Q(seller=participant) | Q(buyer=participant), event=participant.event)
        .exclude(state=Meeting.State.CANCELLED)
        .select_related("seller__organisation", "buyer__organisation", "slot", "table")
        .prefetch_related("logs__answers")
        .order_by("slot__starts_at")
    )
    context = {
        "application": participant,
        "event": participant.event,
        "rows": [_own_row(meeting, participant, timezone.now()) for meeting in meetings],
        "shell": "participant/shell.html",
    }
    return render(request, "log/mine.html", context)


@dataclass(frozen=True, slots=True)
class OwnMeeting:
    """A meeting of a participant with their own logs. `unanswered`: logs of the other side that wait for an answer."""

    meeting: Meeting
    other: Application
    own: list[MeetingLog]
    unanswered: int
    is_to_come: bool


def _own_row(meeting: Meeting, participant: Application, now: datetime) -> OwnMeeting:
    logs = list(meeting.logs.all())
    own = [log for log in logs if log.author_side == participant.side]
    others = [log for log in logs if log.author_side != participant.side]
    unanswered = [log for log in others if not any(a.log_version == log.version for a in log.answers.all())]
    return OwnMeeting(
        meeting=meeting,
        other=meeting.buyer if participant.side == "seller" else meeting.seller,
        own=own,
        unanswered=len(unanswered),
        is_to_come=_is_to_come(meeting, now),
    )
