"""Slots from a generator, and tables that may be closed for some of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from gyoryu.base.refusals import Refused
from gyoryu.base.undo import cascaded_rows
from gyoryu.meetings.actions import places
from gyoryu.meetings.models import Application, Interpreter
from gyoryu.people.models import User
from gyoryu.programmes import rules
from gyoryu.programmes.models import Event, Slot, Table
from gyoryu.programmes.slotting import Span, spans
from gyoryu.web.lookup import get_event_or_404, membership_in
from gyoryu.web.notices import add_notice
from gyoryu.web.organiser.conflicts import apply_refusal_to_form
from gyoryu.web.organiser.event_forms import PatternForm, TableForm, TablesForm
from gyoryu.web.organiser.sidebar import build_sidebar
from gyoryu.web.parameters import whole_numbers
from gyoryu.web.refusals import sentence_for_refusal
from gyoryu.web.undo_views import undoable


def by_day(times: Iterable[Slot | Span], event: Event) -> list[tuple[date, list[Any]]]:
    """Slots by the day of the venue's calendar."""
    zone, days = ZoneInfo(event.time_zone), dict[date, list[Any]]()
    for one in times:
        days.setdefault(one.starts_at.astimezone(zone).date(), []).append(one)
    return list(days.items())


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def slots(request: HttpRequest, event: int) -> HttpResponse:
    """Sent with `preview`, the form shows what it would make; otherwise it makes it."""
    found = get_event_or_404(request, event, rules.may_manage if request.method == "POST" else rules.may_view_programme)
    form = PatternForm(request.POST or None, event=found)
    preview: list[Span] | None = None
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            preview = spans(form.days_chosen(), form.pattern(), found.time_zone)
        else:
            try:
                with undoable(request, "make_slots", found, *_slots_and_uses(found)) as way:
                    count = places.make_slots(found, form.days_chosen(), form.pattern(), cast(User, request.user))
            except Refused as refusal:
                form.add_error(None, sentence_for_refusal(refusal))
            else:
                add_notice(request, gettext("Slots on these days: {count}").format(count=count), undo=way.back)
                return redirect("event-slots", found.pk)
    return _shown(request, found, form, TablesForm(), preview=preview)


def _slots_and_uses(event: Event) -> list[QuerySet[Any]]:
    """The slots of the event, and who is away or which table is closed in them."""
    uses = (Application.away.through, Interpreter.away.through, Table.closed.through)
    return [Slot.objects.filter(event=event), *(use._default_manager.filter(slot__event=event) for use in uses)]


def _shown(
    request: HttpRequest, event: Event, form: PatternForm, tables_form: TablesForm, preview: list[Span] | None = None
) -> HttpResponse:
    there = list(event.slots.all())
    context = {
        "event": event,
        "rail": build_sidebar("slots", event=event),
        "form": form,
        "tables_form": tables_form,
        "days": by_day(there, event),
        "slot_count": len(there),
        "previewed": preview is not None,
        "preview": by_day(preview or [], event),
        "preview_count": len(preview or []),
        "tables": event.tables.annotate(closings=Count("closed")),
        "may_run": rules.may_manage(membership_in(request, event.programme_id)),
    }
    return render(request, "officer/events/slots.html", context)


@require_POST
@login_required
def drop_slot(request: HttpRequest, event: int, slot: int) -> HttpResponse:
    found = get_event_or_404(request, event, rules.may_manage)
    gone = get_object_or_404(Slot, pk=slot, event=found)
    try:
        with undoable(request, "drop_slot", found, *cascaded_rows(gone)) as way:
            places.drop_slot(gone, cast(User, request.user))
    except Refused as refusal:
        add_notice(request, sentence_for_refusal(refusal), "error")
    else:
        add_notice(request, gettext("Removed."), undo=way.back)
    return redirect("event-slots", found.pk)


@require_POST
@login_required
def add_tables(request: HttpRequest, event: int) -> HttpResponse:
    found = get_event_or_404(request, event, rules.may_manage)
    form = TablesForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, PatternForm(event=found), form)
    said = form.cleaned_data
    with undoable(request, "add_tables", found, Table.objects.filter(event=found)) as way:
        count = places.add_tables(found, said["count"], cast(User, request.user), is_room=said["is_room"])
    add_notice(request, gettext("Tables added: {count}").format(count=count), undo=way.back)
    return redirect("event-slots", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def table(request: HttpRequest, event: int, table: int) -> HttpResponse:
    """Its name, and the slots in which it is closed."""
    found = get_event_or_404(request, event, rules.may_manage)
    one = get_object_or_404(Table, pk=table, event=found)
    form = TableForm(request.POST or None, initial={"name": one.name, "is_room": one.is_room})
    chosen = chosen_slots(request) if request.method == "POST" else set(one.closed.values_list("pk", flat=True))
    if request.method == "POST" and form.is_valid():
        by, said = cast(User, request.user), form.cleaned_data
        try:
            places.edit_table(one, said["name"], by, is_room=said["is_room"], closed=chosen)
        except Refused as refusal:
            apply_refusal_to_form(form, refusal, 0, {})
        else:
            add_notice(request, gettext("Saved."))
            return redirect("event-slots", found.pk)
    context = {
        "event": found,
        "rail": build_sidebar("slots", event=found),
        "table": one,
        "form": form,
        "days": by_day(found.slots.all(), found),
        "chosen": chosen,
    }
    return render(request, "officer/events/table.html", context)


def chosen_slots(request: HttpRequest) -> set[int]:
    """Numbers of the slots that are ticked."""
    return set(whole_numbers(request.POST.getlist("slots")))


@require_POST
@login_required
def remove_table(request: HttpRequest, event: int, table: int) -> HttpResponse:
    found = get_event_or_404(request, event, rules.may_manage)
    gone = get_object_or_404(Table, pk=table, event=found)
    try:
        with undoable(request, "remove_table", found, *cascaded_rows(gone)) as way:
            places.remove_table(gone, cast(User, request.user))
    except Refused as refusal:
        add_notice(request, sentence_for_refusal(refusal), "error")
    else:
        add_notice(request, gettext("Removed."), undo=way.back)
    return redirect("event-slots", found.pk)
