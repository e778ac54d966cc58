"""The live board: what runs now, what comes next, who is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, cast
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gyoryu.base.names import Names
from gyoryu.base.refusals import Refused
from gyoryu.checkin.queries import CurrentMeeting, live_board
from gyoryu.checkin.rules import may_check_in_on
from gyoryu.meetings.actions import day
from gyoryu.meetings.models import Application, Meeting
from gyoryu.meetings.queries.board import board_of_meetings
from gyoryu.meetings.queries.slots import slots_to_come
from gyoryu.people.models import User
from gyoryu.programmes import rules
from gyoryu.programmes.models import Event, Table
from gyoryu.web.forms import Form
from gyoryu.web.gate.layout import layout_context
from gyoryu.web.lookup import get_event_or_404, membership_in
from gyoryu.web.notices import add_notice
from gyoryu.web.parameters import whole
from gyoryu.web.refusals import refusal_text_for, sentence, sentence_for_refusal
from gyoryu.web.undo_views import undoable

TABLES_A_PAGE, MOST_PAGES = 40, 99_999
NOTED = {
    "start": gettext_lazy("Noted as begun."),
    "end": gettext_lazy("Noted as held."),
    "restore": gettext_lazy("Noted as to come."),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """All that is shown of a meeting. `is_now`: it may be begun and ended."""

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
    """A table with its meetings of now and next."""

    table: str
    now: Cell | None
    next: Cell | None


class Missing(NamedTuple):
    """Somebody who has not arrived. `may_arrive`: their arrival can be noted here now."""

    event: int
    pk: int
    number: str
    names: Names
    may_arrive: bool


def _cell(event: Event, one: CurrentMeeting | None, may: tuple[bool, bool], *, is_now: bool) -> Cell | None:
    if one is None:
        return None
    number, interpreter = (one.interpreter.number, one.interpreter.pk) if one.interpreter else ("", None)
    return Cell(
        one.pk, event.pk, one.seller.number, one.seller.names, one.buyer.number, one.buyer.names, number, interpreter,
        one.state, one.version, is_now, *may,
    )  # fmt: skip


@require_safe
@never_cache
@login_required
def board(request: HttpRequest, event: int) -> HttpResponse:
    found = get_event_or_404(request, event, rules.may_view_live_board)
    now = timezone.now()
    standing = membership_in(request, found.programme_id)
    hall = live_board(found, now, whole(request.GET.get("page"), MOST_PAGES) or 1, TABLES_A_PAGE)
    may = rules.may_check_in(standing), rules.may_manage(standing)
    may_arrive = may[0] and may_check_in_on(_day_of(found, now), found.starts_on, found.ends_on)
    context = {
        "event": found,
        **layout_context(request, "board", found),
        "now": now,
        "hall": hall,
        "rows": [
            Row(table.name, _cell(found, present, may, is_now=True), _cell(found, coming, may, is_now=False))
            for table, present, coming in hall.rows
        ],
        "online": [(slot, _cell(found, one, may, is_now=True)) for slot, one in hall.online],
        "may_note": may[0],
        "may_run": may[1],
        "missing": [Missing(found.pk, one.pk, one.number, one.names, may_arrive) for one in hall.missing],
    }
    return render(request, "gate/board.html", context)


def _day_of(event: Event, now: datetime) -> date:
    return now.astimezone(ZoneInfo(event.time_zone)).date()


@require_POST
@login_required
def note(request: HttpRequest, event: int, meeting: int) -> HttpResponse:
    """`what`: start, end, restore, or who is absent: seller, buyer, both. An officer is shown what could be done."""
    found = get_event_or_404(request, event, rules.may_check_in)
    one = get_object_or_404(Meeting, pk=meeting, event=found)
    by, now, what = cast(User, request.user), timezone.now(), request.POST.get("what", "")
    version = whole(request.POST.get("version"))
    version = -1 if version is None else version
    try:
        with undoable(request, "note_meeting", found, Meeting.objects.filter(pk=one.pk)) as way:
            if what == "start":
                day.start_meeting(one, by, now, version=version)
            elif what == "end":
                day.end_meeting(one, by, now, version=version)
            elif what == "restore":
                day.restore_meeting(one, by, now, version=version)
            else:
                one = day.miss_meeting(one, what, by, version=version)
    except Refused as refusal:
        add_notice(request, refusal_text_for(refusal, by.pk, "meeting", one.pk), "error")
        return redirect("event-board", found.pk)
    return _noted(request, found, one, what, way.back)


def _noted(request: HttpRequest, event: Event, meeting: Meeting, what: str, back: str) -> HttpResponse:
    if what in NOTED:
        add_notice(request, str(NOTED[what]), undo=back)
        return redirect("event-board", event.pk)
    add_notice(request, gettext("Noted as missed."), "warning", undo=back)
    if rules.may_manage(membership_in(request, event.programme_id)):
        return redirect("ask-repair", event.pk, _absent(meeting))
    return redirect("event-board", event.pk)


def _absent(meeting: Meeting) -> int:
    return meeting.seller_id if meeting.absent == "seller" else meeting.buyer_id


class WalkInForm(Form):
    """Two who take part, and when."""

    seller = forms.CharField(
        label=gettext_lazy("Number of the seller"), max_length=8, widget=forms.TextInput(attrs={"placeholder": "S001"})
    )
    buyer = forms.CharField(
        label=gettext_lazy("Number of the buyer"), max_length=8, widget=forms.TextInput(attrs={"placeholder": "B001"})
    )

    def __init__(self, event: Event, *args: object, **kwargs: object):
        super().__init__(*args, **kwargs)
        self.event = event

    def _one(self, name: str, side: str) -> Application:
        number = self.cleaned_data[name].strip().upper()
        people = Application.objects.filter(event=self.event, side=side, state=Application.State.ACCEPTED)
        one = people.select_related("organisation").filter(number=number).first()
        if one is None:
            raise forms.ValidationError(gettext("Nobody with this number takes part on this side."))
        return one

    def clean_seller(self) -> Application:
        return self._one("seller", "seller")

    def clean_buyer(self) -> Application:
        return self._one("buyer", "buyer")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def walk_in(request: HttpRequest, event: int) -> HttpResponse:
    """First the two, by their numbers; then the slots in which both are free."""
    found = get_event_or_404(request, event, rules.may_check_in)
    form = WalkInForm(found, request.POST or request.GET or None)
    context = {"event": found, **layout_context(request, "board", found), "form": form}
    if form.is_valid():
        seller, buyer = form.cleaned_data["seller"], form.cleaned_data["buyer"]
        if request.method == "POST":
            by, now, pair = cast(User, request.user), timezone.now(), Meeting.objects.filter(seller=seller, buyer=buyer)
            try:
                slot, table = (whole(request.POST.get(name)) or 0 for name in ("slot", "table"))
                with undoable(request, "add_walk_in", found, pair) as way:
                    day.add_walk_in(found, seller.pk, buyer.pk, slot, table or None, by, now)
            except Refused as refusal:
                form.add_error(None, sentence_for_refusal(refusal))
            else:
                add_notice(request, gettext("The meeting was added."), undo=way.back)
                return redirect("event-board", found.pk)
        context |= {"seller": seller, "buyer": buyer, "choices": _choices(found, seller.pk, buyer.pk)}
    return render(request, "gate/walk_in.html", context)


def _choices(event: Event, seller: int, buyer: int) -> list[dict[str, object]]:
    """Slots to come, first those in which the two can meet, with the tables that are free."""
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
