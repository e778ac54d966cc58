"""Generated slots, and tables that may be closed for some of them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from gyoryu.base.undo import cascaded_rows
from gyoryu.meetings.actions import places
from gyoryu.meetings.models import Application, Interpreter
from gyoryu.programmes import rules
from gyoryu.programmes.models import Event, Slot, Table
from gyoryu.programmes.slotting import Span, spans
from gyoryu.web.forms.conflicts import RefusalOnForm
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import get_event_or_404, membership_in
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.notices import RefusalAsNotice, add_notice
from gyoryu.web.organiser.events.forms import PatternForm, TableForm, TablesForm
from gyoryu.web.organiser.events.slot_choice import chosen_slots, group_by_day
from gyoryu.web.undo import undoable


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def slots(request: SignedInRequest, event_id: int) -> HttpResponse:
    """List the slots, and generate them; with `preview`, show what would be generated."""
    event = get_event_or_404(
        request, event_id, rules.may_manage if request.method == "POST" else rules.may_view_programme
    )
    form = PatternForm(request.POST or None, event=event)
    preview: list[Span] | None = None
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            preview = spans(form.days_chosen(), form.pattern(), event.time_zone)
        else:
            with RefusalOnForm(form):
                with undoable(request, "make_slots", event, *_slots_and_uses(event)) as undo:
                    count = places.make_slots(event, form.days_chosen(), form.pattern(), request.user)
                add_notice(request, gettext("Slots on these days: {count}").format(count=count), undo=undo.back)
                return redirect("event-slots", event.pk)
    return _render_page(request, event, form, TablesForm(), preview=preview)


def _slots_and_uses(event: Event) -> list[QuerySet[Any]]:
    """Return the slots of the event, and the absences and closed tables that refer to them."""
    uses = (Application.away.through, Interpreter.away.through, Table.closed.through)
    return [Slot.objects.filter(event=event), *(use._default_manager.filter(slot__event=event) for use in uses)]


def _render_page(
    request: HttpRequest, event: Event, form: PatternForm, tables_form: TablesForm, preview: list[Span] | None = None
) -> HttpResponse:
    event_slots = list(event.slots.all())
    context = {
        "event": event,
        "sidebar": build_sidebar("slots", event=event),
        "form": form,
        "tables_form": tables_form,
        "days": group_by_day(event_slots, event),
        "slot_count": len(event_slots),
        "previewed": preview is not None,
        "preview": group_by_day(preview or [], event),
        "preview_count": len(preview or []),
        "tables": event.tables.annotate(closings=Count("closed")),
        "may_run": rules.may_manage(membership_in(request, event.programme_id)),
    }
    return render(request, "officer/events/slots.html", context)


@require_POST
@login_required
def drop_slot(request: SignedInRequest, event_id: int, slot_id: int) -> HttpResponse:
    event = get_event_or_404(request, event_id, rules.may_manage)
    slot = get_object_or_404(Slot, pk=slot_id, event=event)
    with RefusalAsNotice(request):
        with undoable(request, "drop_slot", event, *cascaded_rows(slot)) as undo:
            places.drop_slot(slot, request.user)
        add_notice(request, gettext("Removed."), undo=undo.back)
    return redirect("event-slots", event.pk)


@require_POST
@login_required
def add_tables(request: SignedInRequest, event_id: int) -> HttpResponse:
    event = get_event_or_404(request, event_id, rules.may_manage)
    form = TablesForm(request.POST)
    if not form.is_valid():
        return _render_page(request, event, PatternForm(event=event), form)
    cleaned = form.cleaned_data
    with undoable(request, "add_tables", event, Table.objects.filter(event=event)) as undo:
        count = places.add_tables(event, cleaned["count"], request.user, is_room=cleaned["is_room"])
    add_notice(request, gettext("Tables added: {count}").format(count=count), undo=undo.back)
    return redirect("event-slots", event.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def table(request: SignedInRequest, event_id: int, table_id: int) -> HttpResponse:
    """Edit the name of a table and the slots in which it is closed."""
    event = get_event_or_404(request, event_id, rules.may_manage)
    table = get_object_or_404(Table, pk=table_id, event=event)
    form = TableForm(request.POST or None, initial={"name": table.name, "is_room": table.is_room})
    chosen = chosen_slots(request) if request.method == "POST" else set(table.closed.values_list("pk", flat=True))
    if request.method == "POST" and form.is_valid():
        by, cleaned = request.user, form.cleaned_data
        with RefusalOnForm(form):
            places.edit_table(table, cleaned["name"], by, is_room=cleaned["is_room"], closed=chosen)
            add_notice(request, gettext("Saved."))
            return redirect("event-slots", event.pk)
    context = {
        "event": event,
        "sidebar": build_sidebar("slots", event=event),
        "table": table,
        "form": form,
        "days": group_by_day(event.slots.all(), event),
        "chosen": chosen,
    }
    return render(request, "officer/events/table.html", context)


@require_POST
@login_required
def remove_table(request: SignedInRequest, event_id: int, table_id: int) -> HttpResponse:
    event = get_event_or_404(request, event_id, rules.may_manage)
    table = get_object_or_404(Table, pk=table_id, event=event)
    with RefusalAsNotice(request):
        with undoable(request, "remove_table", event, *cascaded_rows(table)) as undo:
            places.remove_table(table, request.user)
        add_notice(request, gettext("Removed."), undo=undo.back)
    return redirect("event-slots", event.pk)
