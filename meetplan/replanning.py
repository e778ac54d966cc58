"""Repair of a plan after changes: the best on levels 1 to 3, with the fewest moved meetings."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from meetplan.changes import Changes
from meetplan.explaining import slots_of
from meetplan.model import Ints, Model, build_model
from meetplan.plan import Plan
from meetplan.problem import Problem
from meetplan.proof.moves import FewestMoves, fewest_moves
from meetplan.search.anneal import restore
from meetplan.search.greedy import rewards
from meetplan.search.state import empty_state
from meetplan.session import SolverSession
from meetplan.solving import compile_search
from meetplan.stop import Clock, OnProgress, Stop

SEARCH_SECONDS = 1.0
SEARCH_STEPS = 50_000


@dataclass(frozen=True, slots=True)
class Repair:
    """A repaired plan, and its differences from the former one.

    Attributes
    ----------
    problem : Problem
        The problem after the changes.
    moved : tuple of str
        Ids of pairs that are held in another slot than before.
    fewest_moves : int
        Number of moves that are proved necessary to hold the pairs of this plan.
    changed : tuple of str
        Ids of pairs in the same slot with another table or interpreter.
    """

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
    """Repair a plan after changes.

    The objective is levels 1 to 3, then the fewest moved meetings, then the fewest other changes, then breaks.

    Parameters
    ----------
    problem : Problem
    plan : Plan
        A plan that keeps every rule of `problem`, before the changes.
    changes : Changes
    stop : Stop, optional
        10 seconds by default; the repair ends earlier when nothing is left to prove.
    seed : int
        Of the random choices of the search.
    workers : int
        Ignored: the signature is that of `solve`, but a repair runs in one process.
    on_progress : callable, optional
        As for `solve`.

    Returns
    -------
    Repair
    """
    del workers
    past = changes.past(problem)
    changed_problem = changes.applied(problem, frozenset(m.pair for m in plan.meetings if m.slot in past))
    model = _with_past(build_model(changed_problem), plan, past)
    compile_search(on_progress)
    clock = Clock(stop or Stop(seconds=10.0))
    session = SolverSession(model, seed, clock, on_progress, start=_staying(model, plan))
    staying = session.incumbent.slots.copy()
    fewest = FewestMoves(0, None)
    with session.guard("the search"):
        _fill(session)
        session.report_progress("proving")
        wanted = (session.incumbent.slots >= 0).astype(np.int64)
        fewest = fewest_moves(model, staying, slots_of(model, plan.meetings), wanted, len(past), clock)
        if fewest.slots is not None:
            session.schedule.replace_incumbent(fewest.slots)
        _reduce_breaks(session, staying)
    return _compare(changed_problem, plan, session.finish(before=plan), fewest.bound)


def _with_past(model: Model, plan: Plan, past: frozenset[str]) -> Model:
    """Return the model in which the past is fixed: what was held stays in its slot, nothing is added."""
    allowed = model.arrays.allowed.copy()
    past_slots = [model.slot_index[slot] for slot in past]
    old = slots_of(model, plan.meetings)
    allowed[:, past_slots] = 0
    for meeting in np.flatnonzero(np.isin(old, past_slots)).tolist():
        allowed[meeting] = 0
        allowed[meeting, old[meeting]] = 1
    return replace(model, arrays=model.arrays._replace(allowed=allowed))


def _staying(model: Model, plan: Plan) -> Ints:
    """Return the slots (M, -1 none) of the meetings that can stay, earlier and more valuable ones first."""
    arrays = model.arrays
    reward, shortfall_penalty = rewards(arrays)
    state = empty_state(arrays, reward, shortfall_penalty, seed=0)
    old = slots_of(model, plan.meetings)
    restore(arrays, state, old, np.lexsort((-reward, old)).astype(np.int64))
    return state.slot_of.copy()


def _fill(session: SolverSession) -> None:
    """Place unplaced meetings: without moving any other if that suffices, else by annealing."""
    incumbent, prover, schedule = session.incumbent, session.prover, session.schedule
    schedule.fill()
    if incumbent.is_complete():
        return
    prover.bound_selection()
    while not prover.is_best_selection() and not session.clock.is_over():
        value = incumbent.figures.value
        schedule.run_round(SEARCH_STEPS)
        prover.bound_selection()
        schedule.restart()
        if session.clock.seconds() > SEARCH_SECONDS and incumbent.figures.value <= value:
            return


def _reduce_breaks(session: SolverSession, staying: Ints) -> None:
    """Move meetings that do not stay in their slot to the free slots with the fewest breaks."""
    session.schedule.restart()
    slots = session.incumbent.slots
    for meeting in np.flatnonzero((slots >= 0) & (staying != slots)).tolist():
        session.schedule.move_to_best_slot(meeting)
        session.schedule.restart()


def _compare(problem: Problem, old: Plan, new: Plan, fewest: int) -> Repair:
    former = {meeting.pair: meeting for meeting in old.meetings}
    remaining = [(former[m.pair], m) for m in new.meetings if m.pair in former]
    return Repair(
        plan=new,
        problem=problem,
        moved=tuple(m.pair for before, m in remaining if before.slot != m.slot),
        fewest_moves=fewest,
        changed=tuple(
            m.pair
            for before, m in remaining
            if before.slot == m.slot and (before.table, before.interpreter) != (m.table, m.interpreter)
        ),
    )
