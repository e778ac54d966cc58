"""Somebody does not come: what could be done, proposed at once, and carried out when an officer says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from gyoryu.base.models import record
from gyoryu.base.queue import enqueue
from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.planning import latest_version, placed_by
from gyoryu.meetings.actions.publishing import apply_timetable, draft_from_published
from gyoryu.meetings.difference import At, difference
from gyoryu.meetings.models import Application, Draft, PlanRun, TimetableVersion
from gyoryu.meetings.queries.planning import slot_id
from gyoryu.meetings.queries.published import published
from gyoryu.people.models import User
from gyoryu.programmes.models import Event, Slot
from meetplan.plan import Plan
from meetplan.problem import Problem

SCOPES = ("slot", "day", "event")
REPAIR_SECONDS = 8


@transaction.atomic
def request_repair(absent: Application, scope: str, by: User, now: datetime) -> PlanRun:
    """Ask for a timetable without `absent`: in the next slot, for the rest of its day, or of the event. What has begun
    stays as it is.

    Raises `Refused("too_late")` where nothing can be changed any more."""
    if scope not in SCOPES:
        raise Refused("bad_scope")
    event = absent.event
    zone = ZoneInfo(event.time_zone)
    slots = list(Slot.objects.filter(event=event))
    open_slots = [slot for slot in slots if slot.starts_at > now]
    if not open_slots:
        raise Refused("too_late")
    first = open_slots[0]
    today = first.starts_at.astimezone(zone).date()
    chosen = {
        "slot": [first],
        "day": [slot for slot in open_slots if slot.starts_at.astimezone(zone).date() == today],
        "event": open_slots,
    }[scope]
    changes = {
        "now": slot_id(first.pk),
        "away": [{"participant": absent.number, "slots": [slot_id(slot.pk) for slot in chosen]}],
    }
    run = PlanRun.objects.create(
        event=event, by=by, seconds=REPAIR_SECONDS, keeps_locked=False, changes=changes, base=latest_version(event)
    )
    run.job = enqueue("repair", {"run": run.pk}, by=by.pk).pk
    run.save(update_fields=["job"])
    record("request_repair", "event", event.pk, by=by.pk, run=run.pk, absent=absent.pk, scope=scope)
    return run


def make_repair(run: PlanRun) -> None:
    """The worker's part. What has been held stays, and so do all meetings of others: on the day a better timetable is
    worth less than one that people have in hand. Only those of the absent move, as few as can be, and wishes not met
    are given the places that become free."""
    from meetplan import Changes, Stop, replan

    PlanRun.objects.filter(pk=run.pk).update(state=PlanRun.State.RUNNING)
    consultation, plan = published(run.event)
    changes = Changes.from_json(run.changes or {}, consultation.problem)
    absent = {away.participant for away in changes.away}
    problem = _with_others_fixed(consultation.problem, plan, absent)
    repair = replan(problem, plan, changes, Stop(seconds=float(run.seconds)))
    form = repair.plan.to_json()
    with transaction.atomic():
        PlanRun.objects.filter(pk=run.pk).update(
            state=PlanRun.State.DONE,
            problem=repair.problem.to_json(),
            plan=form,
            score=form["score"],
            bounds={**form["bounds"], "moves": repair.fewest_moves},
            ended_at=timezone.now(),
        )
        record("make_repair", "event", run.event_id, by=None, run=run.pk, moved=len(repair.moved))


def _with_others_fixed(problem: Problem, plan: Plan, absent: set[str | None]) -> Problem:
    at = {meeting.pair: meeting.slot for meeting in plan.meetings}
    return replace(
        problem,
        pairs=tuple(
            replace(pair, kind="must", fixed=at[pair.id])
            if pair.id in at and pair.a not in absent and pair.b not in absent
            else pair
            for pair in problem.pairs
        ),
    )


@transaction.atomic
def apply_repair(run: PlanRun, by: User, now: datetime) -> TimetableVersion:
    """Publish the repaired timetable and tell those whose meetings change.

    Raises `Refused("changed_meanwhile")` where another version has been published since it was asked for."""
    if run.state != PlanRun.State.DONE or run.changes is None:
        raise Refused("run_has_no_plan")
    event = Event.objects.select_for_update().get(pk=run.event_id)
    if latest_version(event) != run.base:
        raise Refused("changed_meanwhile")
    wanted = {
        (one.seller_id, one.buyer_id): At(one.slot_id, one.table_id, one.interpreter_id)
        for one in placed_by(run, event)
    }
    version = apply_timetable(event, wanted, by, now, TimetableVersion.Cause.REPAIR)
    if not Draft.objects.filter(event=event, is_changed=True).exists():
        draft_from_published(event, by)
    return version


def what_would_change(run: PlanRun, present: dict[tuple[int, int], At]) -> dict[str, list[dict[str, Any]]]:
    """The repaired timetable compared with the `present` one, as `meetings.difference`."""
    after = {
        (one.seller_id, one.buyer_id): At(one.slot_id, one.table_id, one.interpreter_id)
        for one in placed_by(run, run.event)
    }
    return difference(present, after)
