"""The draft as a grid of tables by slots: moved by hand, locked, published."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple, cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
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
from gyoryu.meetings.models import Draft, Placement, Side, TimetableVersion, Wish
from gyoryu.meetings.queries.board import board_of
from gyoryu.meetings.queries.timetable import GridPage, Placed, grid_page, last_versions, names_of
from gyoryu.meetings.queries.wishes import unmet_wishes
from gyoryu.meetings.rules import has_begun
from gyoryu.people.models import User
from gyoryu.programmes import rules
from gyoryu.programmes.models import Event, Slot, Table
from gyoryu.web.labels import CAUSES
from gyoryu.web.lookup import get_event_or_404, membership_in
from gyoryu.web.notices import add_notice
from gyoryu.web.organiser.sidebar import build_sidebar
from gyoryu.web.organiser.wishes import two_of
from gyoryu.web.parameters import whole
from gyoryu.web.refusals import refusal_text_for, sentence
from gyoryu.web.template_tags import reader
from gyoryu.web.undo_views import undoable
from meetplan.plan import Score

TABLES_A_PAGE, UNMET_A_PAGE = 24, 20


class Cell(NamedTuple):
    """A place of the grid, or one online. `may_move`: whoever asks may move what is there."""

    event: int
    slot: int
    table: int | None
    begun: bool
    closed: bool
    may_move: bool
    at: Placed | None


class Line(NamedTuple):
    """A line of the grid. Its head is a table's name, or the start of a slot where the grid is turned."""

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
    """A pair whose wish is not met; `sides` has those that ask."""

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
def grid(request: HttpRequest, event: int) -> HttpResponse:
    """`?day=` counts from 1, `?tables=` turns pages of tables, `?turned=1` puts slots down and tables across."""
    found = get_event_or_404(request, event, rules.may_view_programme)
    draft = Draft.objects.filter(event=found).values("is_changed", "breaks", "run_id", "run__number").first()
    sight = grid_page(found, _number(request, "day"), _number(request, "tables"), TABLES_A_PAGE)
    unmet = Paginator(unmet_wishes(found), UNMET_A_PAGE).get_page(request.GET.get("page"))
    versions = last_versions(found, 5)
    is_turned, may_run = request.GET.get("turned") == "1", rules.may_manage(membership_in(request, found.programme_id))
    zones = found.time_zone, found.other_time_zone
    starts = {slot.pk: slot.starts_at for slot in sight.slots}
    context = {
        "event": found,
        "rail": build_sidebar("timetable", event=found),
        "draft": draft,
        "sight": sight,
        "is_turned": is_turned,
        "lines": _lines(found, sight, timezone.now(), is_turned=is_turned, may_run=may_run),
        "online": [
            Online(starts[one.slot_id], *zones, Cell(found.pk, one.slot_id, None, False, False, may_run, one))
            for one in sight.online
        ],
        "meetings": Placement.objects.filter(event=found).count(),
        "unmet": unmet,
        "waiting": _waiting(found, cast(QuerySet[Wish], unmet.object_list), may_run=may_run),
        "versions": versions,
        "latest": versions[0].number if versions else 0,
        "may_run": may_run,
    }
    return render(request, "officer/planning/grid.html", context)


def _number(request: HttpRequest, name: str) -> int:
    return whole(request.GET.get(name), maximum=99_999) or 1


def _lines(event: Event, sight: GridPage, now: datetime, *, is_turned: bool, may_run: bool) -> list[Line]:
    """Heads down the side, and a cell for each head across."""
    begun = {slot.pk for slot in sight.slots if has_begun(slot.starts_at, now)}

    def cell(slot: int, table: int) -> Cell:
        place, is_over = (slot, table), slot in begun
        return Cell(event.pk, *place, is_over, place in sight.closed, may_run and not is_over, sight.at.get(place))

    slots, tables = [slot.pk for slot in sight.slots], [table.pk for table in sight.tables]
    zones = event.time_zone, event.other_time_zone
    if is_turned:
        return [
            Line("", slot.starts_at, *zones, tuple(cell(slot.pk, table) for table in tables)) for slot in sight.slots
        ]
    return [Line(table.name, None, "", "", tuple(cell(slot, table.pk) for slot in slots)) for table in sight.tables]


def _waiting(event: Event, wishes: QuerySet[Wish], *, may_run: bool) -> list[Unmet]:
    """Pairs whose wish is not met, each once."""
    names = [f"organisation__name_{language}" for language in LANGUAGES]
    columns = [f"{who}__{column}" for who in ("asker", "asked") for column in ("pk", "number", *names)]
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
def options(request: HttpRequest, event: int) -> HttpResponse:
    """What each slot would mean for the pair `?seller=&buyer=`: JSON asked for when a meeting is picked up."""
    found = get_event_or_404(request, event, rules.may_manage)
    firm, other = two_of(found, *(whole(request.GET.get(name)) or 0 for name in ("seller", "buyer")))
    pair = firm.pk, other.pk
    board = board_of(found, timezone.now())
    feasibilities, present = board.feasibilities(pair), board.places.get(pair)
    names = _names_in_the_way(feasibilities)
    choices = [one for one in _choices(found, feasibilities, names) if not present or one["slot"].pk != present.slot]
    context = {
        "event": found,
        "firm": firm,
        "other": other,
        "legal": [_with_table(one, present) for one in choices if one["feasibility"].is_legal],
        "illegal": [one for one in choices if not one["feasibility"].is_legal],
    }
    panel = render_to_string("officer/planning/places.html", context, request)
    return JsonResponse({"slots": {one.slot: _meaning(one, names) for one in feasibilities}, "panel": panel})


def _choices(event: Event, feasibilities: list[Feasibility], names: dict[int, str]) -> list[dict[str, Any]]:
    """The slots to come, each with what it would mean and the tables that are free."""
    tables, slots = Table.objects.filter(event=event).in_bulk(), Slot.objects.filter(event=event).in_bulk()
    return [
        {
            "slot": slots[feasibility.slot],
            "feasibility": feasibility,
            "why": _meaning(feasibility, names)["why"],
            "tables": [tables[number] for number in feasibility.tables],
        }
        for feasibility in feasibilities
        if feasibility.conflict != "slot_has_begun"
    ]


def _with_table(choice: dict[str, Any], present: Place | None) -> dict[str, Any]:
    """Where it would sit: at its own table where that is free."""
    own = next((table for table in choice["tables"] if present and table.pk == present.table), None)
    first = choice["tables"][0] if choice["tables"] else None
    return {**choice, "table": own or first, "others": len(choice["tables"]) - 1}


def _names_in_the_way(feasibilities: list[Feasibility]) -> dict[int, str]:
    conflicts = (conflict for feasibility in feasibilities for conflict in feasibility.conflicts)
    return names_of({who for conflict in conflicts for pair in conflict.pairs for who in pair}, reader())


def _meaning(feasibility: Feasibility, names: dict[int, str]) -> dict[str, Any]:
    if not feasibility.is_legal:
        return {"legal": False, "why": " ".join(_reason(conflict, names) for conflict in feasibility.conflicts)}
    return {
        "legal": True,
        "tables": list(feasibility.tables),
        "breaks": feasibility.cost.breaks + feasibility.cost.spread_excess,
        "why": _cost(feasibility.cost),
    }


def _reason(conflict: Conflict, names: dict[int, str]) -> str:
    """The sentence for a conflict, with the names of the pairs that are in the way."""
    pairs = ", ".join(" – ".join(names[who] for who in pair) for pair in conflict.pairs)
    return f"{sentence(conflict.code)} ({pairs})" if pairs else sentence(conflict.code)


def _cost(cost: Score) -> str:
    """What the move changes, of the figures that count after the wishes."""
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
def move(request: HttpRequest, event: int, seller: int, buyer: int) -> HttpResponse:
    """A page of its own for one meeting: every slot with what it would mean. Works without a mouse and on a phone."""
    found = get_event_or_404(request, event, rules.may_manage)
    firm, other = two_of(found, seller, buyer)
    if request.method == "POST":
        return _moved(request, found, seller, buyer)
    board = board_of(found, timezone.now())
    feasibilities = board.feasibilities((seller, buyer))
    names = _names_in_the_way(feasibilities)
    context = {
        "event": found,
        "rail": build_sidebar("timetable", event=found),
        "firm": firm,
        "other": other,
        "present": Placement.objects.filter(seller=firm, buyer=other).select_related("slot", "table").first(),
        "choices": _choices(found, feasibilities, names),
        "has_begun": (seller, buyer) in board.settled,
    }
    return render(request, "officer/planning/move.html", context)


def _moved(request: HttpRequest, event: Event, seller: int, buyer: int) -> HttpResponse:
    """Carry a move out. A script (`Accept: application/json`) gets JSON, a form the next page."""
    by = cast(User, request.user)
    wants_json = "application/json" in request.headers.get("Accept", "")
    slot, table, version = (whole(request.POST.get(name)) or 0 for name in ("slot", "table", "version"))
    was_placed = _rows(event, seller, buyer)[0].exists()
    try:
        with undoable(request, "place_meeting", event, *_rows(event, seller, buyer)) as way:
            drafting.place(event, seller, buyer, slot, table or None, by, timezone.now(), version=version)
    except Refused as refusal:
        why = _why_not(refusal, by, event, seller, buyer)
        if wants_json:
            return JsonResponse({"why": why}, status=409)
        add_notice(request, why, "error")
        return redirect("timetable-move", event.pk, seller, buyer)
    add_notice(
        request, gettext("The meeting was moved.") if was_placed else gettext("The meeting was added."), undo=way.back
    )
    return JsonResponse({"ok": True}) if wants_json else redirect("event-timetable", event.pk)


def _rows(event: Event, seller: int, buyer: int) -> tuple[QuerySet[Placement], QuerySet[Draft]]:
    """What an act on one meeting of the draft changes."""
    placements = Placement.objects.filter(event=event, seller=seller, buyer=buyer)
    return placements, Draft.objects.filter(event=event)


# What changes a meeting of the draft; those without a pair change all of them.
OF_THE_DRAFT = {
    "place_meeting", "remove_meeting", "lock_meeting", "unlock_meeting", "adopt_plan", "reset_draft", "take_back_act",
}  # fmt: skip


def _why_not(refusal: Refused, by: User, event: Event, seller: int, buyer: int) -> str:
    return refusal_text_for(refusal, by.pk, "event", event.pk, OF_THE_DRAFT, seller=seller, buyer=buyer)


def _version(request: HttpRequest) -> int:
    return whole(request.POST.get("version")) or 0


@require_POST
@login_required
def remove(request: HttpRequest, event: int, seller: int, buyer: int) -> HttpResponse:
    found = get_event_or_404(request, event, rules.may_manage)
    try:
        with undoable(request, "remove_meeting", found, *_rows(found, seller, buyer)) as way:
            drafting.remove(found, seller, buyer, cast(User, request.user), timezone.now(), version=_version(request))
    except Refused as refusal:
        add_notice(request, _why_not(refusal, cast(User, request.user), found, seller, buyer), "error")
    else:
        add_notice(request, gettext("The meeting was taken out of the draft."), undo=way.back)
    return redirect("event-timetable", found.pk)


@require_POST
@login_required
def lock(request: HttpRequest, event: int, seller: int, buyer: int) -> HttpResponse:
    found = get_event_or_404(request, event, rules.may_manage)
    locked, by = request.POST.get("locked") == "1", cast(User, request.user)
    try:
        with undoable(request, "lock_meeting", found, _rows(found, seller, buyer)[0]) as way:
            drafting.lock(found, seller, buyer, by, timezone.now(), version=_version(request), locked=locked)
    except Refused as refusal:
        add_notice(request, _why_not(refusal, cast(User, request.user), found, seller, buyer), "error")
    else:
        add_notice(request, gettext("Locked.") if locked else gettext("Unlocked."), undo=way.back)
    return redirect("timetable-move", found.pk, seller, buyer)


@require_safe
@login_required
def version(request: HttpRequest, event: int, number: int) -> HttpResponse:
    """What one published version changed."""
    found = get_event_or_404(request, event, rules.may_view_programme)
    one = get_object_or_404(TimetableVersion.objects.select_related("by"), event=found, number=number)
    rows = [(kind, row) for kind in ("moved", "dropped", "added") for row in one.difference.get(kind, [])]
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    names = names_of({row[side] for _, row in page for side in ("seller", "buyer")}, reader())
    slots = Slot.objects.filter(event=found).in_bulk()
    tables = Table.objects.filter(event=found).in_bulk()

    def place(at: dict[str, Any] | None) -> dict[str, Any] | None:
        return {"slot": slots.get(at["slot"]), "table": tables.get(at["table"])} if at else None

    context = {
        "event": found,
        "rail": build_sidebar("timetable", event=found),
        "version": one,
        "cause": CAUSES[one.cause],
        "counts": {kind: len(one.difference.get(kind, [])) for kind in ("added", "moved", "dropped")},
        "page": page,
        "rows": [
            {
                "kind": kind,
                "names": (names[row["seller"]], names[row["buyer"]]),
                "before": place(row["before"]),
                "after": place(row["after"]),
            }
            for kind, row in page
        ],
        "others": TimetableVersion.objects.filter(event=found).values_list("number", flat=True),
    }
    return render(request, "officer/planning/version.html", context)
