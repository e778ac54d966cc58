"""Access to meetings and their logs."""

from __future__ import annotations

from typing import Literal

from django.http import Http404, HttpRequest

from gyoryu.meetings.models import Meeting, MeetingLog
from gyoryu.programmes import rules
from gyoryu.web.lookup import membership_in

Perspective = Literal["seller", "buyer", "interpreter", "staff", "viewer"]


def get_meeting_or_404(request: HttpRequest, number: int) -> tuple[Meeting, Perspective]:
    """Return the meeting, and the perspective of the user on it. 404 for everybody else."""
    rows = Meeting.objects.select_related(
        "event__programme", "seller__organisation", "buyer__organisation", "slot", "table", "interpreter"
    )
    meeting = rows.filter(pk=number).first()
    if meeting is None:
        raise Http404
    membership = membership_in(request, meeting.event.programme_id)
    if rules.acts_for(membership, meeting.seller.organisation_id):
        return meeting, "seller"
    if rules.acts_for(membership, meeting.buyer.organisation_id):
        return meeting, "buyer"
    if meeting.interpreter is not None and meeting.interpreter.user_id == request.user.pk:
        return meeting, "interpreter"
    if rules.may_check_in(membership):
        return meeting, "staff"
    if rules.may_view_programme(membership):
        return meeting, "viewer"
    raise Http404


def may_edit_log(author_side: str, perspective: Perspective) -> bool:
    """Return whether the log can be edited: each side its own; staff every log."""
    return perspective in ("staff", author_side)


OWN = ("seller", "buyer")


def shows_all(log: MeetingLog, perspective: Perspective) -> bool:
    """Return whether the user sees interest, next step and note, which are for the author's side only."""
    return not (perspective in OWN and log.author_side in OWN and log.author_side != perspective)
