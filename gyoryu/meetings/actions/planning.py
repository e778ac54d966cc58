"""Planning runs: requested, computed by a job, adopted as the draft."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Max

from gyoryu.base.models import record
from gyoryu.base.queue import Job, enqueue, request_cancel
from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.placing import placing
from gyoryu.meetings.difference import MeetingChanges, Pair, PlacementCell, difference
from gyoryu.meetings.identifiers import number_in
from gyoryu.meetings.models import Application, Draft, Interpreter, Placement, PlanRun
from gyoryu.meetings.queries.plan_checks import broken_rules, doubtful_bounds
from gyoryu.meetings.queries.planning import consultation_of, from_now_on, staying_pairs
from gyoryu.meetings.queries.slots import slots_to_come
from gyoryu.people.models import User
from gyoryu.programmes.models import Event, Slot, Table
from meetplan.checking import CheckedPlan, InvalidPlan, verify
from meetplan.plan import Plan
from meetplan.problem import Problem
from meetplan.stop import Progress, Stop

MAX_SECONDS = 600
MAX_EXPLAINED = 1000
SNAPSHOT_EVERY = 10.0  # seconds
SNAPSHOT_SHARE = 0.05  # of the time at most
# Called after each step with share of the time, phase, score and bounds; True stops the search and keeps its best.
ReportProgress = Callable[[float, str, dict[str, Any]], bool]
log = logging.getLogger(__name__)


def request_plan(
    event: Event, by: User, now: datetime, *, seconds: int = 60, seed: int = 0, keep_locked: bool = True
) -> PlanRun:
    """Put a planning run into the queue. `seconds` limit the search. Raises `Refused` where nothing can be planned."""
    if not event.slots.exists():
        raise Refused("no_slots")
    if not slots_to_come(event.pk, now):
        raise Refused("all_slots_have_begun")
    if not event.applications.filter(state=Application.State.ACCEPTED).exists():
        raise Refused("no_participants")
    if not 1 <= seconds <= MAX_SECONDS:
        raise Refused("bad_seconds", most=MAX_SECONDS)
    with placing(event.pk) as row:
        run = add_run(row, "plan", by, seconds=seconds, seed=seed, keeps_locked=keep_locked)
        record("request_plan", "event", row.pk, by=by.pk, run=run.pk, seconds=seconds, seed=seed)
    return run


def add_run(event: Event, kind: str, by: User, **fields: Any) -> PlanRun:
    """Create a run with the next number of its event and a job of `kind`, in the caller's transaction over the
    event."""
    last_number = PlanRun.objects.filter(event=event).aggregate(last=Max("number"))["last"] or 0
    run = PlanRun.objects.create(event=event, by=by, number=last_number + 1, **fields)
    run.job = enqueue(kind, {"run": run.pk}, by=by.pk).pk
    run.save(update_fields=["job"])
    return run


@dataclass
class _Search:
    """One search: its progress reports, and its last valid plan in case it is interrupted."""

    run: PlanRun
    problem: Problem
    staying: frozenset[str]
    report_progress: ReportProgress
    was_stopped: bool = False
    next_snapshot_at: float = 0.0
    snapshot_score: tuple[float, ...] | None = None

    def on_progress(self, progress: Progress) -> bool:
        share = min(1.0, progress.seconds / self.run.seconds)
        figures = {
            "score": _without_staying(asdict(progress.score), len(self.staying)),
            "bounds": _without_staying(asdict(progress.bounds), len(self.staying)),
            "seconds": round(progress.seconds, 1),
        }
        try:
            self._keep_snapshot(progress)
            self.was_stopped = self.report_progress(share, progress.phase, figures) or self.was_stopped
        except DatabaseError as error:  # busy: a search does not end because it could not be reported
            log.warning("run %s: its progress was not stored: %s", self.run.pk, type(error).__name__)
        return self.was_stopped

    def _keep_snapshot(self, progress: Progress) -> None:
        """Store the best plan on the row of the run, at once and then a few times a minute, so that it survives the
        process. For large events less often, so that it takes a small share of the time."""
        started_at, score = time.monotonic(), progress.score.key()
        if progress.plan is None or started_at < self.next_snapshot_at or score == self.snapshot_score:
            return
        self.store(progress.plan())
        self.snapshot_score = score
        duration = time.monotonic() - started_at
        self.next_snapshot_at = started_at + duration + max(SNAPSHOT_EVERY, duration / SNAPSHOT_SHARE)

    def store(self, plan: Plan) -> None:
        """Store the plan as the snapshot of the run, unless it breaks a rule."""
        try:
            store_snapshot(self.run, verify(self.problem, plan))
        except InvalidPlan as invalid:
            log.error("run %s: its snapshot breaks rules: %s", self.run.pk, invalid.faults[:3])


def store_snapshot(run: PlanRun, checked: CheckedPlan) -> None:
    """Put a plan on the row of the run, from where it becomes the result if the run does not come to its end."""
    snapshot = {"problem": checked.problem.to_json(), "plan": checked.plan.to_json()}
    PlanRun.objects.filter(pk=run.pk).update(snapshot=snapshot)


def make_plan(
    run: PlanRun, report_progress: ReportProgress, now: datetime, *, is_taken_away: Callable[[], bool] = lambda: False
) -> None:
    """Compute a plan (the worker's part). A resumed run starts again. `report_progress` returns whether to stop.

    A search that is stopped keeps its best plan, and so does one that breaks off: nothing is lost. Where
    `is_taken_away` says that the worker has to end, the plan is kept for the case that no other worker comes."""
    from meetplan import solve  # slow: Numba and OR-Tools, for the worker only

    PlanRun.objects.filter(pk=run.pk).update(state=PlanRun.State.RUNNING)
    problem = from_now_on(run.event, consultation_of(run.event, keep_locked=run.keeps_locked).problem, now)
    search = _Search(run, problem, staying_pairs(run.event, problem), report_progress)
    started_at = time.monotonic()

    def ended_at() -> datetime:
        return now + timedelta(seconds=time.monotonic() - started_at)

    try:
        plan = solve(problem, Stop(seconds=float(run.seconds)), seed=run.seed, on_progress=search.on_progress)
    except Exception as error:
        early = PlanRun.Early.MEMORY if isinstance(error, MemoryError) else PlanRun.Early.BROKEN
        if not finish_early(run, early, ended_at()):
            raise
        _log_broken("run %s broke off; its last good plan was kept", run, error)
        return
    if is_taken_away():
        search.store(plan)
        return
    checked = verify_plan(run, problem, plan, ended_at())
    ended_early = PlanRun.Early.CANCELLED if search.was_stopped else ""
    store_plan(run, checked, ended_at(), staying=search.staying, ended_early=ended_early)
    _explain(run, checked)


def store_plan(
    run: PlanRun,
    checked: CheckedPlan,
    now: datetime,
    *,
    staying: frozenset[str],
    ended_early: str = "",
    more_bounds: Mapping[str, Any] | None = None,
) -> None:
    """Put the plan on the run as its result. Bounds that it beats are left out and named."""
    form = checked.plan.to_json()
    staying_count = sum(meeting["pair"] in staying for meeting in form["meetings"])
    with transaction.atomic():
        PlanRun.objects.filter(pk=run.pk).update(
            state=PlanRun.State.DONE,
            problem=checked.problem.to_json(),
            plan=form,
            score=_without_staying(form["score"], staying_count),
            bounds={**_without_staying(form["bounds"], staying_count), **(more_bounds or {})},
            kept=len(staying),
            reasons=[],
            ended_early=ended_early,
            doubtful=doubtful_bounds(checked.doubtful),
            snapshot=None,
            failure="",
            ended_at=now,
        )
        verb = "make_plan" if run.changes is None else "make_repair"
        record(verb, "event", run.event_id, by=None, run=run.pk, meetings=len(form["meetings"]))


def verify_plan(run: PlanRun, problem: Problem, plan: Plan, now: datetime) -> CheckedPlan:
    """Check the result of a run; figures in doubt are logged.

    Raises `RuntimeError` where the plan breaks a rule, and then marks the run as failed."""
    try:
        checked = verify(problem, plan)
    except InvalidPlan as invalid:
        fail_plan(run, "wrong_plan", now)
        raise RuntimeError(f"run {run.pk} made a plan that breaks rules: {invalid.faults[:3]}") from None
    if checked.doubtful:
        log.error("run %s: figures in doubt: %s", run.pk, [str(fault) for fault in checked.doubtful])
    return checked


def _without_staying(figures: Mapping[str, Any], staying_count: int) -> dict[str, Any]:
    """Return figures of required meetings without those that are only required to stay where they are."""
    required = figures["must"]
    return {**figures, "must": None if required is None else max(0, required - staying_count)}


def finish_early(run: PlanRun, early: str, now: datetime) -> bool:
    """Make the last good plan of a run that did not come to its end its result. False where there is none."""
    snapshot = PlanRun.objects.filter(pk=run.pk).values_list("snapshot", flat=True).first()
    if not snapshot:
        return False
    checked = verify_plan(run, Problem.from_json(snapshot["problem"]), Plan.from_json(snapshot["plan"]), now)
    store_plan(run, checked, now, staying=staying_pairs(run.event, checked.problem), ended_early=early)
    _explain(run, checked)
    return True


def abandon_run(run: PlanRun, code: str, now: datetime, *, was_cancelled: bool) -> None:
    """Settle a run of which nothing more comes, or that was lost while it was to stop: with its last good plan, or
    with `code` as the reason of its failure."""
    early = {"worker_lost": PlanRun.Early.WORKER_LOST, "out_of_memory": PlanRun.Early.MEMORY}
    try:
        cause = PlanRun.Early.CANCELLED if was_cancelled else early.get(code, PlanRun.Early.BROKEN)
        if finish_early(run, cause, now):
            return
    except RuntimeError as error:  # the plan that was kept breaks a rule, and the run is marked as failed
        _log_broken("run %s: its last plan was not kept", run, error)
        return
    if was_cancelled:
        PlanRun.objects.filter(pk=run.pk).update(state=PlanRun.State.CANCELLED, ended_at=now)
    else:
        fail_plan(run, code, now)


def _explain(run: PlanRun, checked: CheckedPlan) -> None:
    """Explain unmet wishes. A failure loses the explanations but not the plan."""
    try:
        PlanRun.objects.filter(pk=run.pk).update(reasons=_reasons(checked.problem, checked.plan))
    except Exception as error:
        _log_broken("run %s: its plan could not be explained", run, error)


def _reasons(problem: Problem, plan: Plan) -> list[dict[str, Any]]:
    """Why the weightiest wishes are not met, must before wish: `meetplan.Explanation` as dictionaries."""
    from meetplan import Explainer  # slow: NumPy, for the worker only

    placed = {meeting.pair for meeting in plan.meetings}
    unmet = [pair for pair in problem.pairs if pair.kind != "forbidden" and pair.id not in placed]
    unmet.sort(key=lambda pair: (pair.kind != "must", -pair.weight))
    explainer = Explainer(problem, plan)
    return [asdict(explainer.explain(pair.id)) for pair in unmet[:MAX_EXPLAINED]]


def _log_broken(text: str, run: PlanRun, error: Exception) -> None:
    """Log the failure without the message of the error, which may contain personal data."""
    trace = "".join(traceback.format_tb(error.__traceback__)) + type(error).__name__
    log.error(f"{text}\n%s", run.pk, trace)


@transaction.atomic
def fail_plan(run: PlanRun, code: str, now: datetime) -> None:
    """Mark the run as failed; `code` is the reason."""
    record("fail_plan", "event", run.event_id, by=None, run=run.pk, code=code)
    PlanRun.objects.filter(pk=run.pk).update(state=PlanRun.State.FAILED, failure=code, ended_at=now)


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


def adopt_plan(run: PlanRun, by: User, now: datetime) -> int:
    """Replace the draft of the event by the run's plan. Return the number of meetings.

    Raises `Refused`: `run_is_stale` where the plan no longer fits the event (a participant, interpreter or table was
    removed, a slot has begun, a table was closed): plan again; `locked_meanwhile` where it would move a meeting that
    was locked since the run was requested."""
    if run.state != PlanRun.State.DONE or run.plan is None or run.problem is None:
        raise Refused("run_has_no_plan")
    with placing(run.event_id, "run_is_stale") as event:
        placements = placed_by(run, event)
        locked = _locked(run, event, placements)
        _refuse_stale(run, event, now)
        Placement.objects.filter(event=event).delete()
        for placement in placements:
            placement.locked = (placement.seller_id, placement.buyer_id) in locked
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


def changes_by_adopting(run: PlanRun, event: Event) -> MeetingChanges:
    """Return what adopting the plan would change in the draft, as `meetings.difference`. Raises `Refused`:
    `run_has_no_plan`, `run_is_stale`."""
    if run.state != PlanRun.State.DONE or run.plan is None or run.problem is None:
        raise Refused("run_has_no_plan")

    def places(placements: Iterable[Placement]) -> dict[Pair, PlacementCell]:
        return {(p.seller_id, p.buyer_id): PlacementCell(p.slot_id, p.table_id, p.interpreter_id) for p in placements}

    return difference(places(Placement.objects.filter(event=event)), places(placed_by(run, event)))


def _locked(run: PlanRun, event: Event, placements: Iterable[Placement]) -> set[tuple[int, int]]:
    """Pairs that are locked now. Raises `Refused` where one that was locked since the plan was begun would move."""
    if not run.keeps_locked:
        return set()
    assert run.problem is not None
    rows = Placement.objects.filter(event=event, locked=True).values_list("seller_id", "buyer_id", "slot_id")
    locked = {(seller, buyer): slot for seller, buyer, slot in rows}
    planned = {(placement.seller_id, placement.buyer_id): placement.slot_id for placement in placements}
    numbers = dict(Application.objects.filter(event=event).exclude(number="").values_list("number", "pk"))
    fixed = {
        (numbers.get(pair["a"]), numbers.get(pair["b"])): number_in(pair["fixed"])
        for pair in run.problem["pairs"]
        if pair["fixed"] is not None
    }
    moved = [pair for pair, slot in locked.items() if planned.get(pair) != slot and fixed.get(pair) != slot]
    if moved:
        raise Refused("locked_meanwhile", count=len(moved))
    return set(locked)


def _refuse_stale(run: PlanRun, event: Event, now: datetime) -> None:
    """Judge the plan against the event as it is now, like every plan."""
    assert run.plan is not None
    assert run.problem is not None
    problem = from_now_on(event, consultation_of(event, keep_locked=False).problem, now)
    plan = Plan.from_json(run.plan)
    if broken_rules(problem, plan.meetings, sides_of(run)):
        raise Refused("run_is_stale")


def sides_of(run: PlanRun) -> dict[str, tuple[str, str]]:
    """Seller and buyer of each pair of the run's problem."""
    return {pair["id"]: (pair["a"], pair["b"]) for pair in (run.problem or {}).get("pairs", ())}


def latest_version(event: Event) -> int:
    """Return the number of the published version, 0 before the first."""
    return event.timetable_versions.order_by("-number").values_list("number", flat=True).first() or 0


def placed_by(run: PlanRun, event: Event) -> list[Placement]:
    """Return the placements of the run's plan, unsaved. Raises `Refused("run_is_stale")`."""
    assert run.plan is not None
    assert run.problem is not None
    applications = dict(
        Application.objects.filter(event=event, state=Application.State.ACCEPTED).values_list("number", "pk")
    )
    interpreters = dict(Interpreter.objects.filter(event=event).values_list("number", "pk"))
    slots = set(Slot.objects.filter(event=event).values_list("pk", flat=True))
    tables = set(Table.objects.filter(event=event).values_list("pk", flat=True))
    pairs = sides_of(run)
    placements = []
    try:
        for meeting in run.plan["meetings"]:
            seller, buyer = pairs[meeting["pair"]]
            slot, table = number_in(meeting["slot"]), meeting["table"] and number_in(meeting["table"])
            if slot not in slots or (table and table not in tables):
                raise KeyError(slot)
            placements.append(
                Placement(
                    event=event,
                    seller_id=applications[seller],
                    buyer_id=applications[buyer],
                    slot_id=slot,
                    table_id=table,
                    interpreter_id=interpreters[meeting["interpreter"]] if meeting["interpreter"] else None,
                )
            )
    except KeyError:
        raise Refused("run_is_stale") from None
    return placements
