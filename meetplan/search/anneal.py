"""Simulated annealing over the moves, in runs that a caller can stop between."""

from __future__ import annotations

import math
from typing import NamedTuple

from meetplan.model import Arrays, Ints
from meetplan.search.compiled import compiled, entry_point, inlined
from meetplan.search.ejection import try_insert, try_open
from meetplan.search.feasibility import fits
from meetplan.search.kempe_chain import try_chain
from meetplan.search.penalty import EPSILON, SQUARE_COST, best_slot
from meetplan.search.random import random_below
from meetplan.search.state import UNPLACED, State, place, spread_excess, unplace

LOTTERY = 1024  # numbers that decide which move is tried


class Figures(NamedTuple):
    """The figures by which the search compares timetables, most important first. All are floats."""

    value: float  # larger is better; the others: smaller
    spread_excess: float
    penalty: float  # breaks and their squares, regardless of the limit of one person
    breaks: float


WORST = Figures(-math.inf, math.inf, math.inf, math.inf)


class Target(NamedTuple):
    """Figures at which nothing is left to improve. All are floats."""

    value: float
    spread_excess: float
    breaks: float


NO_TARGET = Target(math.inf, -1.0, -1.0)


class Cooling(NamedTuple):
    """Temperatures at the start and the end of a run; 0: only improvements. All are floats."""

    value_start: float
    value_end: float
    penalty_start: float
    penalty_end: float
    unplaced_share: float  # share of the tries that place an unplaced meeting


@entry_point
def keep_best(arrays: Arrays, state: State, best: Ints, best_figures: Figures) -> Figures:
    """Copy the timetable to `best` (M slots) if it is better; return the figures of the better one."""
    totals = state.totals[0]
    if totals.value < best_figures.value - EPSILON:
        return best_figures
    penalty = totals.breaks + SQUARE_COST * totals.squared_breaks
    excess = spread_excess(arrays, state)
    if totals.value <= best_figures.value + EPSILON and (
        excess > best_figures.spread_excess
        or (excess == best_figures.spread_excess and penalty >= best_figures.penalty - EPSILON)
    ):
        return best_figures
    for meeting in range(len(best)):
        best[meeting] = state.slot_of[meeting]
    return Figures(totals.value, float(excess), penalty, float(totals.breaks))


@inlined
def _is_busy(day_of: Ints, meeting_at: Ints, person: int, slot: int, other: int) -> bool:
    """Return whether `other` is a slot of the same day as `slot` in which the person has a meeting."""
    return 0 <= other < len(day_of) and day_of[other] == day_of[slot] and meeting_at[person, other] != UNPLACED


@compiled
def _try_close_break(arrays: Arrays, state: State, temperature: float) -> bool:
    """Move a meeting at the edge of a run of a person with breaks to a slot beside another of the person's meetings."""
    person = state.people_with_breaks[random_below(state.rng, state.totals[0].people_with_breaks)]
    day_of, meeting_at, slots = arrays.day_of, state.meeting_at, arrays.allowed.shape[1]
    start = random_below(state.rng, slots)
    edge = UNPLACED
    for k in range(slots):
        slot = (start + k) % slots
        if meeting_at[person, slot] != UNPLACED and not (
            _is_busy(day_of, meeting_at, person, slot, slot - 1)
            and _is_busy(day_of, meeting_at, person, slot, slot + 1)
        ):
            edge = slot
            break
    if edge == UNPLACED:
        return False
    start = random_below(state.rng, slots)
    for k in range(slots):
        slot = (start + k) % slots
        if slot == edge or meeting_at[person, slot] != UNPLACED:
            continue
        if (slot - 1 != edge and _is_busy(day_of, meeting_at, person, slot, slot - 1)) or (
            slot + 1 != edge and _is_busy(day_of, meeting_at, person, slot, slot + 1)
        ):
            return try_chain(arrays, state, meeting_at[person, edge], slot, temperature)
    return False


@compiled
def _try_place(arrays: Arrays, state: State, value_temperature: float, penalty_temperature: float) -> bool:
    """Try to place one of the unplaced meetings."""
    meeting = state.unplaced[random_below(state.rng, state.totals[0].unplaced)]
    move = random_below(state.rng, 4)
    if move == 0:
        slot = best_slot(arrays, state, meeting)
        if slot != UNPLACED:
            return try_insert(arrays, state, meeting, slot, value_temperature, penalty_temperature)
    if move <= 2:
        return try_open(arrays, state, meeting, value_temperature, penalty_temperature)
    slot = random_below(state.rng, arrays.allowed.shape[1])
    return try_insert(arrays, state, meeting, slot, value_temperature, penalty_temperature)


@inlined
def _try_move(
    arrays: Arrays, state: State, unplaced_share: int, value_temperature: float, penalty_temperature: float
) -> bool:
    """Try one move of a random kind. `unplaced_share`: of `LOTTERY`. Return whether anything changed."""
    meetings, slots = arrays.allowed.shape
    totals = state.totals[0]
    lot = random_below(state.rng, LOTTERY)
    if totals.unplaced > 0 and (lot < unplaced_share or totals.unplaced == meetings):
        return _try_place(arrays, state, value_temperature, penalty_temperature)
    state.undo_length[0] = 0
    if lot % 2 == 0 and totals.people_with_breaks > 0:
        return _try_close_break(arrays, state, penalty_temperature)
    meeting = random_below(state.rng, meetings)
    while state.slot_of[meeting] == UNPLACED:
        meeting = random_below(state.rng, meetings)
    return try_chain(arrays, state, meeting, random_below(state.rng, slots), penalty_temperature)


@inlined
def _reaches(arrays: Arrays, state: State, target: Target) -> bool:
    totals = state.totals[0]
    return (
        totals.breaks <= target.breaks
        and totals.value >= target.value - EPSILON
        and spread_excess(arrays, state) <= target.spread_excess
    )


@compiled
def _cooling_factor(start: float, end: float, steps: int) -> float:
    """Return the factor by which a temperature falls at each of `steps` tries."""
    return (end / start) ** (1.0 / max(1, steps)) if start > 0 else 0.0


@entry_point
def anneal(
    arrays: Arrays, state: State, best: Ints, best_figures: Figures, steps: int, cooling: Cooling, target: Target
) -> tuple[int, Figures]:
    """Make up to `steps` tries while the temperatures fall.

    Parameters
    ----------
    best : array of int, shape (M,)
        Slots of the best timetable; overwritten when a better one is found.
    best_figures : Figures
        Of `best`.
    target : Target
        Figures at which the run ends.

    Returns
    -------
    int
        The tries made.
    Figures
        Of `best`.
    """
    value_temperature, penalty_temperature = cooling.value_start, cooling.penalty_start
    value_factor = _cooling_factor(cooling.value_start, cooling.value_end, steps)
    penalty_factor = _cooling_factor(cooling.penalty_start, cooling.penalty_end, steps)
    unplaced_share = int(cooling.unplaced_share * LOTTERY)
    copy_interval = max(1, len(best) // 16)  # copying the best costs M: not after every small improvement
    copied = -copy_interval
    if len(best) == 0:
        return 0, best_figures
    for step in range(steps):
        value_temperature *= value_factor
        penalty_temperature *= penalty_factor
        if not _try_move(arrays, state, unplaced_share, value_temperature, penalty_temperature):
            continue
        if step >= copied + copy_interval:
            former = best_figures.penalty
            best_figures = keep_best(arrays, state, best, best_figures)
            if former != best_figures.penalty:
                copied = step
        if _reaches(arrays, state, target):
            return step + 1, keep_best(arrays, state, best, best_figures)
    return steps, keep_best(arrays, state, best, best_figures)


@entry_point
def clear(arrays: Arrays, state: State) -> None:
    """Unplace every meeting. `arrays` may have another `break_limit` than before."""
    for meeting in range(len(state.slot_of)):
        if state.slot_of[meeting] != UNPLACED:
            state.undo_length[0] = 0
            unplace(arrays, state, meeting)
    state.totals[0].excess_breaks = 0


@entry_point
def restore(arrays: Arrays, state: State, slots: Ints, order: Ints) -> None:
    """Set the timetable to `slots` (M, -1 unplaced), without the meetings that break a rule.

    `order` (M): numbers of the meetings, those of earlier slots first."""
    clear(arrays, state)
    for meeting in order:
        if slots[meeting] != UNPLACED and fits(arrays, state, meeting, slots[meeting]):
            state.undo_length[0] = 0
            place(arrays, state, meeting, slots[meeting])


@entry_point
def move_to_best_slot(arrays: Arrays, state: State, meeting: int) -> None:
    """Move a placed meeting to the slot with the smallest penalty; it stays where no other fits."""
    state.undo_length[0] = 0
    slot = state.slot_of[meeting]
    unplace(arrays, state, meeting)
    other = best_slot(arrays, state, meeting)
    place(arrays, state, meeting, slot if other == UNPLACED else other)
