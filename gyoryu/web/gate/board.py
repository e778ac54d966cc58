"""The live board: current and next meetings, and missing participants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gyoryu.base.names import Names
from gyoryu.checkin.queries import CurrentMeeting, live_board
from gyoryu.checkin.rules import may_check_in_on
from gyoryu.meetings.actions import day
from gyoryu.meetings.models import Application, Meeting
from gyoryu.meetings.queries.board import board_of_meetings
from gyoryu.meetings.queries.slots import slots_to_come
from gyoryu.programmes import rules
from gyoryu.programmes.models import Event, Table
from gyoryu.web.forms.base import Form
from gyoryu.web.forms.conflicts import RefusalOnForm
from gyoryu.web.gate.layout import layout_context
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import get_event_or_404, membership_in
from gyoryu.web.notices import RefusalAsNotice, add_notice
from gyoryu.web.parameters import Query, whole
from gyoryu.web.texts.refusals import refusal_text_for, sentence
from gyoryu.web.undo import undoable

TABLES_PER_PAGE, MAX_PAGES = 40, 99_999
NOTICES = {
    "start": gettext_lazy("Noted as begun."),
    "end": gettext_lazy("Noted as held."),
    "restore": gettext_lazy("Noted as to come."),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A meeting on the live board. `is_now`: it can be started and ended."""

    pk: int
    event: int
    seller: str
    seller_names: Names
    buyer: str
    buyer_names: Names
    interpreter: str
    interpreter_id: int | None
    state: str
    version: int
    is_now: bool
    may_note: bool
    may_run: bool


class Row(NamedTuple):
    """A table with its current and next meeting."""

    table: str
    now: Cell | None
    next: Cell | None


class Missing(NamedTuple):
    """A participant who has not arrived. `may_arrive`: the user can check them in now."""

    event: int
    pk: int
    number: str
    names: Names
    may_arrive: bool


def _cell(event: Event, meeting: CurrentMeeting | None, permissions: tuple[bool, bool], *, is_now: bool) -> Cell | None:
    if meeting is None:
        return None
    number, interpreter = (meeting.interpreter.number, meeting.interpreter.pk) if meeting.interpreter else ("", None)
    return Cell(
        meeting.pk, event.pk, meeting.seller.number, meeting.seller.names, meeting.buyer.number, meeting.buyer.names,
        number, interpreter, meeting.state, meeting.version, is_now, *permissions,
    )  # fmt: skip


@require_safe
@never_cache
@login_required
def board(request: SignedInRequest, event_id: int) -> HttpResponse:
    event = get_event_or_404(request, event_id, rules.may_view_live_board)
    now = timezone.now()
    membership = membership_in(request, event.programme_id)
    live = live_board(event, now, Query(request).number("page", MAX_PAGES) or 1, TABLES_PER_PAGE)
    permissions = rules.may_check_in(membership), rules.may_manage(membership)
    may_arrive = permissions[0] and may_check_in_on(_day_of(event, now), event.starts_on, event.ends_on)
    context = {
        "event": event,
        **layout_context(request, "board", event),
        "now": now,
        "live": live,
        "rows": [
            Row(
                table.name,
                _cell(event, present, permissions, is_now=True),
                _cell(event, coming, permissions, is_now=False),
            )
            for table, present, coming in live.rows
        ],
        "online": [(slot, _cell(event, meeting, permissions, is_now=True)) for slot, meeting in live.online],
        "may_note": permissions[0],
        "may_run": permissions[1],
        "missing": [Missing(event.pk, person.pk, person.number, person.names, may_arrive) for person in live.missing],
    }
    return render(request, "gate/board.html", context)


def _day_of(event: Event, now: datetime) -> date:
    return now.astimezone(ZoneInfo(event.time_zone)).date()


@require_POST
@login_required
def note(request: SignedInRequest, event_id: int, meeting_id: int) -> HttpResponse:
    """Record the state of a meeting. `what`: start, end, restore, or the absent side: seller, buyer, both. Officers are
    redirected to a repair for absences."""
    event = get_event_or_404(request, event_id, rules.may_check_in)
    meeting = get_object_or_404(Meeting, pk=meeting_id, event=event)
    by, now, change = request.user, timezone.now(), request.POST.get("what", "")
    version = whole(request.POST.get("version"))
    version = -1 if version is None else version
    with RefusalAsNotice(request, lambda refusal: refusal_text_for(refusal, by.pk, "meeting", meeting.pk)):
        with undoable(request, "note_meeting", event, Meeting.objects.filter(pk=meeting.pk)) as undo_rule:
            if change == "start":
                day.start_meeting(meeting, by, now, version=version)
            elif change == "end":
                day.end_meeting(meeting, by, now, version=version)
            elif change == "restore":
                day.restore_meeting(meeting, by, now, version=version)
            else:
                meeting = day.miss_meeting(meeting, change, by, version=version)
        return _noted(request, event, meeting, change, undo_rule.back)
    return redirect("event-board", event.pk)


def _noted(request: HttpRequest, event: Event, meeting: Meeting, change: str, back: str) -> HttpResponse:
    if change in NOTICES:
        add_notice(request, str(NOTICES[change]), undo=back)
        return redirect("event-board", event.pk)
    add_notice(request, gettext("Noted as missed."), "warning", undo=back)
    if rules.may_manage(membership_in(request, event.programme_id)):
        return redirect("ask-repair", event.pk, _absent(meeting))
    return redirect("event-board", event.pk)


def _absent(meeting: Meeting) -> int:
    return meeting.seller_id if meeting.absent == "seller" else meeting.buyer_id


class WalkInForm(Form):
    """The two participants of a walk-in meeting."""

    seller = forms.CharField(
        label=gettext_lazy("Number of the seller"), max_length=8, widget=forms.TextInput(attrs={"placeholder": "S001"})
    )
    buyer = forms.CharField(
        label=gettext_lazy("Number of the buyer"), max_length=8, widget=forms.TextInput(attrs={"placeholder": "B001"})
    )

    def __init__(self, event: Event, *args: object, **kwargs: object):
        super().__init__(*args, **kwargs)
        self.event = event

    def _participant(self, name: str, side: str) -> Application:
        number = self.cleaned_data[name].strip().upper()
        people = Application.objects.filter(event=self.event, side=side, state=Application.State.ACCEPTED)
        participant = people.select_related("organisation").filter(number=number).first()
        if participant is None:
            raise forms.ValidationError(gettext("Nobody with this number takes part on this side."))
        return participant

    def clean_seller(self) -> Application:
        return self._participant("seller", "seller")

    def clean_buyer(self) -> Application:
        return self._participant("buyer", "buyer")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def walk_in(request: SignedInRequest, event_id: int) -> HttpResponse:
    """Add a walk-in meeting: first the two participants, by number; then a slot in which both are free."""
    event = get_event_or_404(request, event_id, rules.may_check_in)
    form = WalkInForm(event, request.POST or request.GET or None)
    context = {"event": event, **layout_context(request, "board", event), "form": form}
    if form.is_valid():
        seller, buyer = form.cleaned_data["seller"], form.cleaned_data["buyer"]
        if request.method == "POST":
            by, now, pair = request.user, timezone.now(), Meeting.objects.filter(seller=seller, buyer=buyer)
            with RefusalOnForm(form):
                slot, table = (whole(request.POST.get(name)) or 0 for name in ("slot", "table"))
                with undoable(request, "add_walk_in", event, pair) as undo_rule:
                    day.add_walk_in(event, seller.pk, buyer.pk, slot, table or None, by, now)
                add_notice(request, gettext("The meeting was added."), undo=undo_rule.back)
                return redirect("event-board", event.pk)
        context |= {"seller": seller, "buyer": buyer, "choices": _choices(event, seller.pk, buyer.pk)}
    return render(request, "gate/walk_in.html", context)


def _choices(event: Event, seller: int, buyer: int) -> list[dict[str, object]]:
    """Future slots, feasible ones first, with their free tables."""
    now = timezone.now()
    slots = {slot.pk: slot for slot in slots_to_come(event.pk, now)}
    tables = {table.pk: table for table in Table.objects.filter(event=event)}
    feasibilities = board_of_meetings(event, now).feasibilities((seller, buyer))
    return [
        {
            "slot": slots[feasibility.slot],
            "legal": feasibility.is_legal,
            "why": " ".join(sentence(conflict.code) for conflict in feasibility.conflicts),
            "tables": [tables[number] for number in feasibility.tables],
        }
        for feasibility in sorted(feasibilities, key=lambda feasibility: not feasibility.is_legal)
        if feasibility.slot in slots
    ]
