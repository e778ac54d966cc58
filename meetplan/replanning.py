"""Repairing a plan after something happened: as good as it can be, and as little moved as possible."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from meetplan.changes import Changes
from meetplan.explaining import slots_of
from meetplan.finish import plan_of
from meetplan.incumbent import Incumbent
from meetplan.model import Ints, Model, model_of
from meetplan.plan import Plan
from meetplan.problem import Problem
from meetplan.proof.moves import FewestMoves, fewest_moves
from meetplan.search.anneal import BEST_VALUE
from meetplan.search.greedy import place_in_order
from meetplan.search.moves import best_slot
from meetplan.search.state import fits, put, take
from meetplan.solving import prepare
from meetplan.stop import Clock, OnProgress, Stop

SEARCH_SECONDS = 1.0
SEARCH_STEPS = 50_000


@dataclass(frozen=True, slots=True)
class Repair:
    """A repaired plan and what it cost.

    `problem`: the problem after the changes. `moved`: pairs held in another slot than before. `fewest_moves`: so many
    are proved necessary to hold the pairs of this plan. `changed`: pairs in the same slot with another table or
    interpreter."""

    plan: Plan
    problem: Problem
    moved: tuple[str, ...]
    fewest_moves: int
    changed: tuple[str, ...]


def replan(
    problem: Problem,
    plan: Plan,
    changes: Changes,
    stop: Stop | None = None,
    seed: int = 0,
    workers: int = 1,
    on_progress: OnProgress | None = None,
) -> Repair:
    """Repair `plan`, which is right for `problem`, after `changes`.

    Levels 1 to 3 of the objective first, then the fewest moved meetings, then the fewest other changes, then breaks.
    `stop`: 10 seconds if not given; it ends earlier when nothing is left to prove. `workers` is taken for the sake of
    one face with `solve`; a repair is the work of one."""
    del workers
    past = changes.past(problem)
    held = frozenset(meeting.pair for meeting in plan.meetings if meeting.slot in past)
    after = changes.applied(problem, held)
    model = _with_past(model_of(after), plan, past)
    prepare(on_progress)
    clock = Clock(stop or Stop(seconds=10.0))
    search = Incumbent(model, seed, clock, on_progress, start=_staying(model, plan))
    before = search.best.copy()
    old = slots_of(model, plan.meetings)
    fewest = FewestMoves(0, None)
    with search.kept_best("the search"):
        _fill(search)
        search.report_progress("proving")
        fewest = fewest_moves(model, before, old, (search.best >= 0).astype(np.int64), len(past), clock)
        if fewest.slots is not None:
            search.replace_best(fewest.slots)
        _smooth(search, before)
    repaired = plan_of(search, before=plan)
    return _compare(after, plan, repaired, fewest.bound)


def _with_past(model: Model, plan: Plan, past: frozenset[str]) -> Model:
    """What was held stays where it was; nothing else can be held in the past."""
    allowed = model.arrays.allowed.copy()
    gone = [model.slot_index[slot] for slot in past]
    old = slots_of(model, plan.meetings)
    allowed[:, gone] = 0
    for meeting in np.flatnonzero(np.isin(old, gone)).tolist():
        allowed[meeting] = 0
        allowed[meeting, old[meeting]] = 1
    return replace(model, arrays=model.arrays._replace(allowed=allowed))


def _staying(model: Model, plan: Plan) -> Ints:
    """Slots (M) of the meetings that can stay where they are, one by one: the held first, then the valuable."""
    search = Incumbent(model, 0, Clock(Stop(seconds=0.0)), None, start=np.full(len(model.meetings), -1, np.int64))
    old = slots_of(model, plan.meetings)
    order = sorted(np.flatnonzero(old >= 0).tolist(), key=lambda m: (old[m], -search.gain[m], m))
    for meeting in order:
        if fits(model.arrays, search.state, meeting, int(old[meeting])):
            search.state.steps[0] = 0
            put(model.arrays, search.state, meeting, int(old[meeting]))
    return search.state.slot_of.copy()


def _fill(search: Incumbent) -> None:
    """Place what has no slot: without moving anything if that is enough, else by searching."""
    arrays = search.arrays
    order = np.argsort(-search.gain, kind="stable").astype(np.int64)
    place_in_order(arrays, search.state, order)
    search.keep()
    if search.all_held():
        return
    search.bound_selection()
    while not search.is_best_selection() and not search.clock.is_over():
        was = search.figures[BEST_VALUE]
        search.round(SEARCH_STEPS)
        search.bound_selection()
        search.restart()
        if search.clock.seconds() > SEARCH_SECONDS and search.figures[BEST_VALUE] <= was:
            return


def _smooth(search: Incumbent, before: Ints) -> None:
    """Of the slots free to what moved or came anew, take those with fewest breaks."""
    arrays, state = search.arrays, search.state
    search.restart()
    for meeting in np.flatnonzero((search.best >= 0) & (before != search.best)).tolist():
        state.steps[0] = 0
        slot = int(state.slot_of[meeting])
        take(arrays, state, meeting)
        other = int(best_slot(arrays, state, meeting, -1))
        put(arrays, state, meeting, other if other >= 0 and fits(arrays, state, meeting, other) else slot)
        search.keep()
        search.restart()


def _compare(after: Problem, old: Plan, new: Plan, fewest: int) -> Repair:
    before = {meeting.pair: meeting for meeting in old.meetings}
    both = [(before[m.pair], m) for m in new.meetings if m.pair in before]
    return Repair(
        plan=new,
        problem=after,
        moved=tuple(m.pair for was, m in both if was.slot != m.slot),
        fewest_moves=fewest,
        changed=tuple(
            m.pair for was, m in both if was.slot == m.slot and (was.table, was.interpreter) != (m.table, m.interpreter)
        ),
    )
