"""Repair of a timetable when a participant or interpreter is absent: computed at once, applied when an officer
confirms."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from gyoryu.base.models import record
from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.placing import placing
from gyoryu.meetings.actions.planning import add_run, latest_version, placed_by, sides_of, store_plan, verify_plan
from gyoryu.meetings.actions.publishing import apply_timetable, draft_from_published
from gyoryu.meetings.difference import MeetingChanges, Pair, PlacementCell, difference
from gyoryu.meetings.identifiers import number_in, pair_id, slot_id, table_id
from gyoryu.meetings.models import Application, Draft, Interpreter, Meeting, PlanRun, TimetableVersion
from gyoryu.meetings.queries.plan_checks import broken_rules
from gyoryu.meetings.queries.planning import staying_pairs
from gyoryu.meetings.queries.published import IN_PLACE, published
from gyoryu.meetings.queries.slots import slots_to_come, started_slot_numbers
from gyoryu.people.models import User
from gyoryu.programmes.models import Event, Slot
from meetplan.changes import Changes
from meetplan.plan import Meeting as PlanMeeting
from meetplan.plan import Plan
from meetplan.problem import Pair as PlanPair
from meetplan.problem import Participant, Problem
from meetplan.stop import Stop

SCOPES = ("slot", "day", "event")
REPAIR_SECONDS = 8


def request_repair(absent: Application | Interpreter, scope: str, by: User, now: datetime) -> PlanRun:
    """Request a timetable without `absent`: in the next slot, for the rest of its day, or of the event. What has begun
    stays as it is.

    Raises `Refused`: `bad_scope`, `too_late` where nothing can be changed any more."""
    if scope not in SCOPES:
        raise Refused("bad_scope")
    open_slots = slots_to_come(absent.event_id, now)
    if not open_slots:
        raise Refused("too_late")
    kind = "interpreter" if isinstance(absent, Interpreter) else "participant"
    chosen = _slots_in(scope, open_slots, ZoneInfo(absent.event.time_zone))
    changes = {
        "now": slot_id(open_slots[0].pk),
        "away": [{kind: absent.number, "slots": [slot_id(slot.pk) for slot in chosen]}],
    }
    with placing(absent.event_id) as event:
        run = add_run(
            event, "repair", by,
            seconds=REPAIR_SECONDS, keeps_locked=False, changes=changes, base=latest_version(event),
        )  # fmt: skip
        record("request_repair", "event", event.pk, by=by.pk, run=run.pk, absent=absent.pk, who=kind, scope=scope)
    return run


def _slots_in(scope: str, open_slots: list[Slot], zone: ZoneInfo) -> list[Slot]:
    first_slot = open_slots[0]
    if scope == "slot":
        return [first_slot]
    today = first_slot.starts_at.astimezone(zone).date()
    return [slot for slot in open_slots if scope == "event" or slot.starts_at.astimezone(zone).date() == today]


def make_repair(run: PlanRun, now: datetime) -> None:
    """Compute a repair (the worker's part). What has begun stays, and so do all meetings of others: on the day, a
    better timetable is worth less than the published one. Only meetings of the absent move, as few as possible, and
    unmet wishes get the places that become free. Raises `RuntimeError` where the repair breaks a rule; then it is
    not stored."""
    from meetplan import replan  # slow: Numba and OR-Tools, for the worker only

    basis = [
        [*pair, cell.slot, cell.table, cell.interpreter] for pair, cell in sorted(present_places(run.event).items())
    ]
    PlanRun.objects.filter(pk=run.pk).update(state=PlanRun.State.RUNNING, basis=basis)
    consultation, plan = published(run.event)
    changes = Changes.from_json(run.changes or {}, consultation.problem)
    problem = _relax_limits_of_past(consultation.problem, plan, changes.past(consultation.problem))
    problem = _require_published_meetings(problem, plan, changes)
    if not any(away.participant for away in changes.away):  # no place has become free
        problem = _without_wishes(problem, plan)
    started_at = time.monotonic()
    repair = replan(problem, plan, changes, Stop(seconds=float(run.seconds)))
    staying = staying_pairs(run.event, repair.problem, {meeting.pair for meeting in plan.meetings})
    ended_at = now + timedelta(seconds=time.monotonic() - started_at)
    checked = verify_plan(run, repair.problem, repair.plan, ended_at)
    store_plan(run, checked, ended_at, staying=staying, more_bounds={"moves": repair.fewest_moves})


def _relax_limits_of_past(problem: Problem, plan: Plan, past: frozenset[str]) -> Problem:
    """Adjust the problem to published meetings: participants who met in the past were present, and no meeting is
    cancelled because of a maximum, even if absences or limits were entered later."""
    sides = {pair.id: (pair.a, pair.b) for pair in problem.pairs}
    met: dict[str, set[str]] = defaultdict(set)
    count: Counter[str] = Counter()
    for meeting in plan.meetings:
        names = [*sides[meeting.pair], meeting.table, meeting.interpreter]
        count.update(name for name in names if name)
        if meeting.slot in past:
            for name in names:
                met[name or ""].add(meeting.slot)

    def allowed(most: int | None, name: str) -> int | None:
        return None if most is None else max(most, count[name])

    def participant(original: Participant) -> Participant:
        most = allowed(original.max, original.id)
        return replace(
            original,
            away=original.away - met[original.id],
            max=most,
            min=original.min if most is None else min(original.min, most),
        )

    return replace(
        problem,
        participants=tuple(map(participant, problem.participants)),
        tables=tuple(replace(table, closed=table.closed - met[table.id]) for table in problem.tables),
        interpreters=tuple(replace(i, away=i.away - met[i.id], max=allowed(i.max, i.id)) for i in problem.interpreters),
    )


def _require_published_meetings(problem: Problem, plan: Plan, changes: Changes) -> Problem:
    """Give published meetings priority over wishes: each is required, in its slot unless a participant or interpreter
    is absent."""
    meeting_by_pair = {meeting.pair: meeting for meeting in plan.meetings}
    away: dict[str, frozenset[str]] = defaultdict(frozenset)
    for absence in changes.away:
        away[absence.participant or absence.interpreter or ""] |= absence.slots

    def with_constraint(original: PlanPair) -> PlanPair:
        meeting = meeting_by_pair.get(original.id)
        if meeting is None:
            return original
        concerned = (original.a, original.b, meeting.interpreter or "")
        stays = not any(meeting.slot in away[name] for name in concerned if name in away)
        return replace(original, kind="must", fixed=meeting.slot if stays else original.fixed)

    return replace(problem, pairs=tuple(map(with_constraint, problem.pairs)))


def _without_wishes(problem: Problem, plan: Plan) -> Problem:
    """Keep only published pairs: new meetings would use interpreters, of whom there are too few already."""
    placed = {meeting.pair for meeting in plan.meetings}
    return replace(problem, pairs=tuple(pair for pair in problem.pairs if pair.id in placed))


def present_places(event: Event) -> dict[Pair, PlacementCell]:
    """Return where each pair meets in the published timetable, as far as the meeting still takes a place."""
    rows = Meeting.objects.filter(event=event, state__in=IN_PLACE, slot__isnull=False)
    columns = rows.values_list("seller_id", "buyer_id", "slot_id", "table_id", "interpreter_id")
    return {(seller, buyer): PlacementCell(*place) for seller, buyer, *place in columns}


def proposed_places(run: PlanRun, event: Event, now: datetime) -> dict[Pair, PlacementCell]:
    """Return where each pair would meet if the repair were applied now, with what has happened since it was made.

    Raises `Refused`: `run_has_no_plan`, `run_is_stale`, `repair_is_stale` where it no longer fits, `repair_is_late`
    where it would change what has begun."""
    if run.state != PlanRun.State.DONE or run.changes is None:
        raise Refused("run_has_no_plan")
    if latest_version(event) != run.base:
        raise Refused("changed_meanwhile")
    present = present_places(event)
    proposal = {
        (p.seller_id, p.buyer_id): PlacementCell(p.slot_id, p.table_id, p.interpreter_id) for p in placed_by(run, event)
    }
    basis = (
        {(seller, buyer): PlacementCell(*place) for seller, buyer, *place in run.basis or ()} if run.basis else present
    )
    target = _merged(basis, proposal, present)
    _refuse_started(event, present, target, now)
    _refuse_unfit(run, event, present, target)
    return target


def _merged(
    basis: dict[Pair, PlacementCell], proposal: dict[Pair, PlacementCell], present: dict[Pair, PlacementCell]
) -> dict[Pair, PlacementCell]:
    """Merge what the proposal changes and what has changed since `basis`. Raises `Refused("repair_is_stale")` where
    both changed the same meeting."""
    target = {}
    for pair in sorted({*basis, *proposal, *present}):
        was, proposed, now = basis.get(pair), proposal.get(pair), present.get(pair)
        if proposed != was and now not in (was, proposed):
            raise Refused("repair_is_stale")
        cell = now if proposed == was else proposed
        if cell is not None:
            target[pair] = cell
    return target


def _refuse_started(
    event: Event, present: dict[Pair, PlacementCell], target: dict[Pair, PlacementCell], now: datetime
) -> None:
    started_slots = started_slot_numbers(event.pk, now)
    rows = Meeting.objects.filter(event=event, state__in=("running", "held")).values_list("seller_id", "buyer_id")
    started_pairs = set(rows)
    for pair in {*present, *target}:
        before, after = present.get(pair), target.get(pair)
        slots = {cell.slot for cell in (before, after) if cell}
        if before != after and (pair in started_pairs or slots & started_slots):
            raise Refused("repair_is_late")


def _refuse_unfit(
    run: PlanRun, event: Event, present: dict[Pair, PlacementCell], target: dict[Pair, PlacementCell]
) -> None:
    """Check the resulting meetings like every plan: they may break no rule that is not broken already."""
    consultation, _ = published(event)
    numbers = dict(Application.objects.filter(event=event).exclude(number="").values_list("pk", "number"))
    interpreters = dict(Interpreter.objects.filter(event=event).values_list("pk", "number"))
    sides = sides_of(run)

    def meetings(places: dict[Pair, PlacementCell]) -> list[PlanMeeting]:
        rows = []
        for (seller, buyer), cell in places.items():
            ends = numbers[seller], numbers[buyer]
            if consultation.attendees.keys() >= set(ends):  # others withdrew after their meetings were held
                sides[pair_id(*ends)] = ends
                table = table_id(cell.table) if cell.table else None
                rows.append(
                    PlanMeeting(pair_id(*ends), slot_id(cell.slot or 0), table, interpreters.get(cell.interpreter or 0))
                )
        return rows

    before, after = meetings(present), meetings(target)
    if broken_rules(consultation.problem, after, sides) - broken_rules(consultation.problem, before, sides):
        raise Refused("repair_is_stale")


def apply_repair(run: PlanRun, by: User, now: datetime) -> TimetableVersion:
    """Publish the repaired timetable and notify those whose meetings change. An absent interpreter is entered as away,
    so that no meeting is assigned to it.

    Raises `Refused`: what `proposed_places` does, `changed_meanwhile` where another version has been published since it
    was requested, `taken_meanwhile` where a concurrent change took a place."""
    with placing(run.event_id) as event:
        target = proposed_places(run, event, now)
        version = apply_timetable(event, target, by, now, TimetableVersion.Cause.REPAIR)
        PlanRun.objects.filter(pk=run.pk).update(carried_out=True)
        _enter_absence(run, event)
        if not Draft.objects.filter(event=event, is_changed=True).exists():
            draft_from_published(event, by, now)
    return version


def _enter_absence(run: PlanRun, event: Event) -> None:
    for away in (run.changes or {}).get("away", ()):
        interpreter = Interpreter.objects.filter(event=event, number=away.get("interpreter") or "").first()
        if interpreter is not None:
            interpreter.away.add(*[number_in(slot) for slot in away["slots"]])


def changes_by_repair(run: PlanRun, event: Event, now: datetime) -> MeetingChanges:
    """Return what applying the repair would change, as `meetings.difference`. Raises `Refused` where it would be
    refused."""
    return difference(present_places(event), proposed_places(run, event, now))
