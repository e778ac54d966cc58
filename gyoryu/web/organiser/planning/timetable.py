"""The draft as a grid of tables by slots: move, remove and lock meetings, show versions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple, NotRequired, TypedDict, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gyoryu.base.names import LANGUAGES, Names
from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions import drafting
from gyoryu.meetings.board import Conflict, Feasibility, Place
from gyoryu.meetings.difference import CellValues
from gyoryu.meetings.models import Draft, Placement, Side, TimetableVersion, Wish
from gyoryu.meetings.queries.board import board_of
from gyoryu.meetings.queries.timetable import GridPage, Placed, grid_page, last_versions, names_of
from gyoryu.meetings.queries.wishes import unmet_wishes
from gyoryu.meetings.rules import has_begun
from gyoryu.people.models import User
from gyoryu.programmes import rules
from gyoryu.programmes.models import Event, Slot, Table
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import get_event_or_404, membership_in
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.notices import RefusalAsNotice, add_notice
from gyoryu.web.organiser.planning.lookup import get_pair_or_404
from gyoryu.web.parameters import Query, whole
from gyoryu.web.review.changes import ShownChange, ShownPlace
from gyoryu.web.texts.labels import CAUSES
from gyoryu.web.texts.languages import reader
from gyoryu.web.texts.refusals import refusal_text_for, sentence
from gyoryu.web.undo import undoable
from meetplan.plan import Score

TABLES_A_PAGE, UNMET_A_PAGE = 24, 20


class Cell(NamedTuple):
    """A cell of the grid, or an online meeting. `may_move`: the user may move its meeting."""

    event: int
    slot: int
    table: int | None
    has_begun: bool
    closed: bool
    may_move: bool
    placed: Placed | None


class Line(NamedTuple):
    """A row of the grid. Its head is a table's name, or the start of a slot if the grid is transposed."""

    head: str
    starts_at: datetime | None
    zone: str
    other_zone: str
    cells: tuple[Cell, ...]


class Online(NamedTuple):
    starts_at: datetime
    zone: str
    other_zone: str
    cell: Cell


class Unmet(NamedTuple):
    """A pair with an unmet wish; `sides`: those that requested it."""

    event: int
    may_run: bool
    seller_id: int
    buyer_id: int
    seller: str
    seller_names: Names
    buyer: str
    buyer_names: Names
    sides: frozenset[str]


@require_safe
@login_required
def grid(request: SignedInRequest, event_id: int) -> HttpResponse:
    """Show the grid. `?day=` counts from 1, `?tables=` pages the tables, `?turned=1` has slots as rows."""
    event = get_event_or_404(request, event_id, rules.may_view_programme)
    draft = Draft.objects.filter(event=event).values("is_changed", "breaks", "run_id", "run__number").first()
    grid_view = grid_page(event, _number(request, "day"), _number(request, "tables"), TABLES_A_PAGE)
    unmet = Query(request).page(unmet_wishes(event), UNMET_A_PAGE)
    versions = last_versions(event, 5)
    is_turned, may_run = (
        Query(request).is_on("turned"),
        rules.may_manage(membership_in(request, event.programme_id)),
    )
    zones = event.time_zone, event.other_time_zone
    starts = {slot.pk: slot.starts_at for slot in grid_view.slots}
    context = {
        "event": event,
        "sidebar": build_sidebar("timetable", event=event),
        "draft": draft,
        "grid": grid_view,
        "is_turned": is_turned,
        "lines": _lines(event, grid_view, timezone.now(), is_turned=is_turned, may_run=may_run),
        "online": [
            Online(starts[placed.slot_id], *zones, Cell(event.pk, placed.slot_id, None, False, False, may_run, placed))
            for placed in grid_view.online
        ],
        "meetings": Placement.objects.filter(event=event).count(),
        "unmet": unmet,
        "waiting": _unmet_pairs(event, cast(QuerySet[Wish], unmet.object_list), may_run=may_run),
        "versions": versions,
        "latest": versions[0].number if versions else 0,
        "may_run": may_run,
    }
    return render(request, "officer/planning/grid.html", context)


def _number(request: HttpRequest, name: str) -> int:
    return Query(request).number(name, 99_999) or 1


def _lines(event: Event, grid_view: GridPage, now: datetime, *, is_turned: bool, may_run: bool) -> list[Line]:
    """Return the rows of the grid."""
    begun_slots = {slot.pk for slot in grid_view.slots if has_begun(slot.starts_at, now)}

    def cell(slot_id: int, table_id: int) -> Cell:
        cell_key, is_over = (slot_id, table_id), slot_id in begun_slots
        return Cell(
            event.pk,
            *cell_key,
            is_over,
            cell_key in grid_view.closed,
            may_run and not is_over,
            grid_view.at.get(cell_key),
        )

    slots, tables = [slot.pk for slot in grid_view.slots], [table.pk for table in grid_view.tables]
    zones = event.time_zone, event.other_time_zone
    if is_turned:
        return [
            Line("", slot.starts_at, *zones, tuple(cell(slot.pk, table) for table in tables))
            for slot in grid_view.slots
        ]
    return [Line(table.name, None, "", "", tuple(cell(slot, table.pk) for slot in slots)) for table in grid_view.tables]


def _unmet_pairs(event: Event, wishes: QuerySet[Wish], *, may_run: bool) -> list[Unmet]:
    """Return the pairs with an unmet wish, each once."""
    names = [f"organisation__name_{language}" for language in LANGUAGES]
    columns = [f"{role}__{column}" for role in ("asker", "asked") for column in ("pk", "number", *names)]
    pairs: dict[tuple[int, int], Unmet] = {}
    for _, _, _, side, *row in sorted(wishes.values_list("asker", "rank", "pk", "asker__side", *columns)):
        asker, asked = row[:5], row[5:]
        seller, buyer = (asker, asked) if side == Side.SELLER else (asked, asker)
        pair = seller[0], buyer[0]
        sides = frozenset({side}) | (pairs[pair].sides if pair in pairs else frozenset())
        pairs[pair] = Unmet(
            event.pk, may_run, *pair, seller[1], Names(*seller[2:]), buyer[1], Names(*buyer[2:]), sides
        )  # fmt: skip
    return list(pairs.values())


@require_safe
@never_cache
@login_required
def options(request: SignedInRequest, event_id: int) -> HttpResponse:
    """Return the feasibility of each slot for the pair `?seller=&buyer=` as JSON, when a drag begins."""
    event = get_event_or_404(request, event_id, rules.may_manage)
    firm, other = get_pair_or_404(event, *(Query(request).number(name) or 0 for name in ("seller", "buyer")))
    pair = firm.pk, other.pk
    board = board_of(event, timezone.now())
    feasibilities, current = board.feasibilities(pair), board.places.get(pair)
    names = _conflict_names(feasibilities)
    choices = [
        choice for choice in _choices(event, feasibilities, names) if not current or choice.slot.pk != current.slot
    ]
    context = {
        "event": event,
        "firm": firm,
        "other": other,
        "legal": [_with_table(choice, current) for choice in choices if choice.feasibility.is_legal],
        "illegal": [choice for choice in choices if not choice.feasibility.is_legal],
    }
    panel = render_to_string("officer/planning/places.html", context, request)
    return JsonResponse(
        {"slots": {feasibility.slot: _describe(feasibility, names) for feasibility in feasibilities}, "panel": panel}
    )


@dataclass(frozen=True, slots=True)
class SlotChoice:
    """A slot for a pair, with the tables that are free in it and why it is better, worse or impossible."""

    slot: Slot
    feasibility: Feasibility
    why: str
    tables: list[Table]
    table: Table | None = None

    @property
    def others(self) -> int:
        """Return how many tables are free besides one."""
        return len(self.tables) - 1


def _choices(event: Event, feasibilities: list[Feasibility], names: dict[int, str]) -> list[SlotChoice]:
    """Return the slots to come with their feasibility and free tables."""
    tables, slots = Table.objects.filter(event=event).in_bulk(), Slot.objects.filter(event=event).in_bulk()
    return [
        SlotChoice(
            slots[feasibility.slot],
            feasibility,
            _describe(feasibility, names)["why"],
            [tables[number] for number in feasibility.tables],
        )
        for feasibility in feasibilities
        if feasibility.conflict != "slot_has_begun"
    ]


def _with_table(choice: SlotChoice, current: Place | None) -> SlotChoice:
    """Add the table of a choice: the present one if it is free."""
    current_table = next((table for table in choice.tables if current and table.pk == current.table), None)
    return replace(choice, table=current_table or next(iter(choice.tables), None))


def _conflict_names(feasibilities: list[Feasibility]) -> dict[int, str]:
    conflicts = (conflict for feasibility in feasibilities for conflict in feasibility.conflicts)
    return names_of(
        {participant for conflict in conflicts for pair in conflict.pairs for participant in pair}, reader()
    )


class SlotDescription(TypedDict):
    """A slot as the script of the grid reads it."""

    legal: bool
    why: str
    tables: NotRequired[list[int]]
    breaks: NotRequired[int]


def _describe(feasibility: Feasibility, names: dict[int, str]) -> SlotDescription:
    if not feasibility.is_legal:
        return {"legal": False, "why": " ".join(_reason(conflict, names) for conflict in feasibility.conflicts)}
    return {
        "legal": True,
        "tables": list(feasibility.tables),
        "breaks": feasibility.cost.breaks + feasibility.cost.spread_excess,
        "why": _cost(feasibility.cost),
    }


def _reason(conflict: Conflict, names: dict[int, str]) -> str:
    """Describe a conflict, with the names of the conflicting pairs."""
    pairs = ", ".join(" – ".join(names[participant] for participant in pair) for pair in conflict.pairs)
    return f"{sentence(conflict.code)} ({pairs})" if pairs else sentence(conflict.code)


def _cost(cost: Score) -> str:
    """Describe the cost of a move in breaks."""
    costs = []
    if cost.spread_excess:
        costs.append(gettext("Uneven breaks: {change}").format(change=_signed(cost.spread_excess)))
    if cost.breaks:
        costs.append(gettext("Breaks: {change}").format(change=_signed(cost.breaks)))
    return " · ".join(costs) or gettext("No more breaks")


def _signed(change: int) -> str:
    return f"+{change}" if change > 0 else f"−{-change}"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def move(request: SignedInRequest, event_id: int, seller: int, buyer: int) -> HttpResponse:
    """Move one meeting on a page with all slots; works without a mouse and on a phone."""
    event = get_event_or_404(request, event_id, rules.may_manage)
    firm, other = get_pair_or_404(event, seller, buyer)
    if request.method == "POST":
        return _place_meeting(request, event, seller, buyer)
    board = board_of(event, timezone.now())
    feasibilities = board.feasibilities((seller, buyer))
    names = _conflict_names(feasibilities)
    context = {
        "event": event,
        "sidebar": build_sidebar("timetable", event=event),
        "firm": firm,
        "other": other,
        "present": Placement.objects.filter(seller=firm, buyer=other).select_related("slot", "table").first(),
        "choices": _choices(event, feasibilities, names),
        "has_begun": (seller, buyer) in board.settled,
    }
    return render(request, "officer/planning/move.html", context)


def _place_meeting(request: SignedInRequest, event: Event, seller: int, buyer: int) -> HttpResponse:
    """Place the meeting. `Accept: application/json` gets JSON, a form a redirect."""
    by = request.user
    wants_json = "application/json" in request.headers.get("Accept", "")
    slot, table, version = (whole(request.POST.get(name)) or 0 for name in ("slot", "table", "version"))
    was_placed = _rows(event, seller, buyer)[0].exists()
    try:
        with undoable(request, "place_meeting", event, *_rows(event, seller, buyer)) as undo:
            drafting.place(event, seller, buyer, slot, table or None, by, timezone.now(), version=version)
    except Refused as refusal:
        refusal_text = _refusal_text(refusal, by, event, seller, buyer)
        if wants_json:
            return JsonResponse({"why": refusal_text}, status=409)
        add_notice(request, refusal_text, "error")
        return redirect("timetable-move", event.pk, seller, buyer)
    add_notice(
        request, gettext("The meeting was moved.") if was_placed else gettext("The meeting was added."), undo=undo.back
    )
    return JsonResponse({"ok": True}) if wants_json else redirect("event-timetable", event.pk)


def _rows(event: Event, seller: int, buyer: int) -> tuple[QuerySet[Placement], QuerySet[Draft]]:
    """Return the rows that an action on one meeting of the draft changes."""
    placements = Placement.objects.filter(event=event, seller=seller, buyer=buyer)
    return placements, Draft.objects.filter(event=event)


# Actions that change a meeting of the draft; those without a pair change all of them.
DRAFT_ACTIONS = {
    "place_meeting", "remove_meeting", "lock_meeting", "unlock_meeting", "adopt_plan", "reset_draft", "take_back_act",
}  # fmt: skip


def _refusal_text(refusal: Refused, by: User, event: Event, seller: int, buyer: int) -> str:
    return refusal_text_for(refusal, by.pk, "event", event.pk, DRAFT_ACTIONS, seller=seller, buyer=buyer)


def _version(request: HttpRequest) -> int:
    return whole(request.POST.get("version")) or 0


@require_POST
@login_required
def remove(request: SignedInRequest, event_id: int, seller: int, buyer: int) -> HttpResponse:
    event = get_event_or_404(request, event_id, rules.may_manage)
    with RefusalAsNotice(request, lambda refusal: _refusal_text(refusal, request.user, event, seller, buyer)):
        with undoable(request, "remove_meeting", event, *_rows(event, seller, buyer)) as undo:
            drafting.remove(event, seller, buyer, request.user, timezone.now(), version=_version(request))
        add_notice(request, gettext("The meeting was taken out of the draft."), undo=undo.back)
    return redirect("event-timetable", event.pk)


@require_POST
@login_required
def lock(request: SignedInRequest, event_id: int, seller: int, buyer: int) -> HttpResponse:
    event = get_event_or_404(request, event_id, rules.may_manage)
    locked, by = request.POST.get("locked") == "1", request.user
    with RefusalAsNotice(request, lambda refusal: _refusal_text(refusal, request.user, event, seller, buyer)):
        with undoable(request, "lock_meeting", event, _rows(event, seller, buyer)[0]) as undo:
            drafting.lock(event, seller, buyer, by, timezone.now(), version=_version(request), locked=locked)
        add_notice(request, gettext("Locked.") if locked else gettext("Unlocked."), undo=undo.back)
    return redirect("timetable-move", event.pk, seller, buyer)


@require_safe
@login_required
def version(request: SignedInRequest, event_id: int, number: int) -> HttpResponse:
    """Show the changes of one published version."""
    event = get_event_or_404(request, event_id, rules.may_view_programme)
    version = get_object_or_404(TimetableVersion.objects.select_related("by"), event=event, number=number)
    rows = [(kind, row) for kind in ("moved", "dropped", "added") for row in version.difference.get(kind, [])]
    page = Query(request).page(rows, 50)
    names = names_of({row[side] for _, row in page for side in ("seller", "buyer")}, reader())
    slots = Slot.objects.filter(event=event).in_bulk()
    tables = Table.objects.filter(event=event).in_bulk()

    def place(cell: CellValues | None) -> ShownPlace | None:
        return ShownPlace(slots.get(cell["slot"] or 0), tables.get(cell["table"] or 0)) if cell else None

    context = {
        "event": event,
        "sidebar": build_sidebar("timetable", event=event),
        "version": version,
        "cause": CAUSES[version.cause],
        "counts": {kind: len(version.difference.get(kind, [])) for kind in ("added", "moved", "dropped")},
        "page": page,
        "rows": [
            ShownChange(kind, (names[row["seller"]], names[row["buyer"]]), place(row["before"]), place(row["after"]))
            for kind, row in page
        ],
        "others": TimetableVersion.objects.filter(event=event).values_list("number", flat=True),
    }
    return render(request, "officer/planning/version.html", context)
