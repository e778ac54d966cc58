"""Planning runs: asked for, worked on by a job, taken over as the draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from gyoryu.base.models import record
from gyoryu.base.queue import Job, enqueue, request_cancel
from gyoryu.base.refusals import Refused
from gyoryu.meetings.models import Application, Draft, Interpreter, Placement, PlanRun
from gyoryu.meetings.queries.planning import consultation_of, from_now_on, number_in
from gyoryu.people.models import User
from gyoryu.programmes.models import Event, Slot, Table

if TYPE_CHECKING:
    from meetplan import Plan, Problem, Progress

MOST_SECONDS = 600
MOST_EXPLAINED = 1000
# Told after each step: share of the time, phase, score and bounds; True stops the search and keeps its best.
Tell = Callable[[float, str, dict[str, Any]], bool]


@transaction.atomic
def request_plan(event: Event, by: User, *, seconds: int = 60, seed: int = 0, keep_locked: bool = True) -> PlanRun:
    """Put a planning run into the queue. `seconds` limit the search. Raises `Refused` where nothing can be planned."""
    if not event.slots.exists():
        raise Refused("no_slots")
    if not event.applications.filter(state=Application.State.ACCEPTED).exists():
        raise Refused("no_participants")
    if not 1 <= seconds <= MOST_SECONDS:
        raise Refused("bad_seconds", most=MOST_SECONDS)
    run = PlanRun.objects.create(event=event, by=by, seconds=seconds, seed=seed, keeps_locked=keep_locked)
    run.job = enqueue("plan", {"run": run.pk}, by=by.pk).pk
    run.save(update_fields=["job"])
    record("request_plan", "event", event.pk, by=by.pk, run=run.pk, seconds=seconds, seed=seed)
    return run


def make_plan(run: PlanRun, tell: Tell) -> None:
    """Plan; the worker's part. A run that is taken up again begins anew. `tell` is asked whether to stop.

    A search that is stopped keeps its best plan: nothing is lost by stopping it."""
    from meetplan import Stop, check, solve

    PlanRun.objects.filter(pk=run.pk).update(state=PlanRun.State.RUNNING)
    problem = consultation_of(run.event, keep_locked=run.keeps_locked).problem
    problem = from_now_on(run.event, problem, timezone.now())

    def on_progress(progress: Progress) -> bool:
        share = min(1.0, progress.seconds / run.seconds)
        return tell(share, progress.phase, _told(progress))

    plan = solve(problem, Stop(seconds=float(run.seconds)), seed=run.seed, on_progress=on_progress)
    faults = check(problem, plan)
    if faults:
        fail_plan(run, "wrong_plan")
        raise RuntimeError(f"run {run.pk} made a plan that does not pass its check: {faults[:3]}")
    form = plan.to_json()
    reasons = _reasons(problem, plan)
    with transaction.atomic():
        PlanRun.objects.filter(pk=run.pk).update(
            state=PlanRun.State.DONE,
            problem=problem.to_json(),
            plan=form,
            score=form["score"],
            bounds=form["bounds"],
            reasons=reasons,
            ended_at=timezone.now(),
        )
        record("make_plan", "event", run.event_id, by=None, run=run.pk, meetings=len(plan.meetings))


def _reasons(problem: Problem, plan: Plan) -> list[dict[str, Any]]:
    """Why the weightiest wishes are not met, must before wish: `meetplan.Explanation` as dictionaries."""
    from meetplan import Explainer

    placed = {meeting.pair for meeting in plan.meetings}
    unmet = [pair for pair in problem.pairs if pair.kind != "forbidden" and pair.id not in placed]
    unmet.sort(key=lambda pair: (pair.kind != "must", -pair.weight))
    explainer = Explainer(problem, plan)
    return [asdict(explainer.explain(pair.id)) for pair in unmet[:MOST_EXPLAINED]]


def _told(progress: Progress) -> dict[str, Any]:
    score, bounds = progress.score, progress.bounds
    return {
        "score": {"must": score.must, "below_min": score.below_min, "weight": score.weight, "breaks": score.breaks},
        "bounds": {
            "must": bounds.must,
            "below_min": bounds.below_min,
            "weight": bounds.weight,
            "breaks": bounds.breaks,
        },
        "seconds": round(progress.seconds, 1),
    }


@transaction.atomic
def fail_plan(run: PlanRun, code: str) -> None:
    """Nothing comes of the run; `code` says why."""
    record("fail_plan", "event", run.event_id, by=None, run=run.pk, code=code)
    PlanRun.objects.filter(pk=run.pk).update(state=PlanRun.State.FAILED, failure=code, ended_at=timezone.now())


@transaction.atomic
def stop_plan(run: PlanRun, by: User, now: datetime) -> None:
    """A run that waits is cancelled; one that is searching ends soon, and keeps the best it has."""
    if run.state not in (PlanRun.State.WAITING, PlanRun.State.RUNNING):
        raise Refused("run_is_over")
    job = Job.objects.filter(pk=run.job or 0).first()
    if job is not None:
        request_cancel(job, now)
    PlanRun.objects.filter(pk=run.pk, state=PlanRun.State.WAITING).update(state=PlanRun.State.CANCELLED, ended_at=now)
    record("stop_plan", "event", run.event_id, by=by.pk, run=run.pk)


@transaction.atomic
def adopt_plan(run: PlanRun, by: User) -> int:
    """Make the run's plan the draft of its event; what stood there is replaced. Returns the number of meetings.

    Raises `Refused("run_is_stale")` where somebody or something in the plan is no longer there: plan again."""
    if run.state != PlanRun.State.DONE or run.plan is None or run.problem is None:
        raise Refused("run_has_no_plan")
    event = Event.objects.select_for_update().get(pk=run.event_id)
    locked = set(Placement.objects.filter(event=event, locked=True).values_list("seller_id", "buyer_id"))
    placements = placed_by(run, event)
    Placement.objects.filter(event=event).delete()
    for placement in placements:
        placement.locked = run.keeps_locked and (placement.seller_id, placement.buyer_id) in locked
    Placement.objects.bulk_create(placements, batch_size=500)
    Draft.objects.update_or_create(
        event=event,
        defaults={
            "run": run,
            "base": latest_version(event),
            "is_changed": True,
            "breaks": run.plan["score"]["breaks"],
        },
    )
    record("adopt_plan", "event", event.pk, by=by.pk, run=run.pk, meetings=len(placements))
    return len(placements)


def latest_version(event: Event) -> int:
    """The number of the published version, 0 before the first."""
    return event.timetable_versions.order_by("-number").values_list("number", flat=True).first() or 0


def placed_by(run: PlanRun, event: Event) -> list[Placement]:
    """What the run's plan puts where, not saved. Raises `Refused("run_is_stale")`."""
    assert run.plan is not None
    assert run.problem is not None
    people = dict(Application.objects.filter(event=event, state=Application.State.ACCEPTED).values_list("number", "pk"))
    interpreters = dict(Interpreter.objects.filter(event=event).values_list("number", "pk"))
    slots = set(Slot.objects.filter(event=event).values_list("pk", flat=True))
    tables = set(Table.objects.filter(event=event).values_list("pk", flat=True))
    pairs = {pair["id"]: (pair["a"], pair["b"]) for pair in run.problem["pairs"]}
    found = []
    try:
        for meeting in run.plan["meetings"]:
            seller, buyer = pairs[meeting["pair"]]
            slot, table = number_in(meeting["slot"]), meeting["table"] and number_in(meeting["table"])
            if slot not in slots or (table and table not in tables):
                raise KeyError(slot)
            found.append(
                Placement(
                    event=event,
                    seller_id=people[seller],
                    buyer_id=people[buyer],
                    slot_id=slot,
                    table_id=table,
                    interpreter_id=interpreters[meeting["interpreter"]] if meeting["interpreter"] else None,
                )
            )
    except KeyError:
        raise Refused("run_is_stale") from None
    return found
