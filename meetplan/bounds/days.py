"""Bounds for each person alone: the fewest breaks of a number of meetings, and how many meetings fit."""

from __future__ import annotations

import numpy as np

from meetplan.model import Bools, Ints, Model

IMPOSSIBLE = 1 << 20


def fewest_breaks(
    free: Bools,
    day_of: Ints,
    max_meetings: int,
    max_run: int = 0,
    busy: Bools | None = None,
) -> Ints:
    """Return the smallest sum of breaks over the days for 0 … `max_meetings` meetings.

    A dynamic programme over slots. A state is the length of the run that ends at the slot (0: none yet on this day,
    1 … R: in a run, R + 1: in a gap after a meeting); it holds the fewest breaks for every number of meetings so far.
    Without a longest run only whether the slot is in a run matters (R = 1).

    Parameters
    ----------
    free : array of bool, shape (S,)
        Slots in which a meeting can be held.
    day_of : array of int, shape (S,)
    max_run : int
        Longest run of meetings, 0: no limit.
    busy : array of bool, shape (S,), optional
        Slots that hold a meeting in any case.

    Returns
    -------
    array of int, shape (max_meetings + 1,)
        IMPOSSIBLE where so many meetings do not fit.
    """
    run_limit = max_run or 1
    gap = run_limit + 1
    best = np.full((run_limit + 2, max_meetings + 1), IMPOSSIBLE, np.int64)
    best[0, 0] = 0
    for slot, is_free in enumerate(free):
        if slot and day_of[slot] != day_of[slot - 1]:
            best[0] = best.min(axis=0)
            best[1:] = IMPOSSIBLE
        following = np.full_like(best, IMPOSSIBLE)
        following[0] = best[0]
        following[gap] = best[1:].min(axis=0)
        if is_free and max_meetings:
            following[1, 1:] = np.minimum(best[0, :-1], best[gap, :-1] + 1)
            if max_run:
                following[2:gap, 1:] = best[1:run_limit, :-1]
            else:
                following[1, 1:] = np.minimum(following[1, 1:], best[1, :-1])
        if busy is not None and busy[slot]:
            following[[0, gap]] = IMPOSSIBLE
        best = following
    fewest: Ints = np.minimum(best.min(axis=0), IMPOSSIBLE)
    return fewest


def fewest_breaks_by_person(model: Model, optional: Bools | None = None) -> list[int]:
    """Return the fewest breaks of each person (P) when every meeting is held, `optional` ones (M) possibly not.

    A meeting that has only one slot is held in that slot."""
    arrays = model.arrays
    fewest = []
    for meetings in model.meetings_of:
        rows: Bools = arrays.allowed[list(meetings)].astype(bool)
        held = np.ones(len(meetings), bool) if optional is None else ~optional[list(meetings)]
        single = rows[held & (rows.sum(axis=1) == 1)]
        free: Bools = np.any(rows, axis=0)
        busy: Bools | None = np.any(single, axis=0) if len(single) else None
        costs = fewest_breaks(free, arrays.day_of, len(meetings), arrays.max_run, busy)
        fewest.append(int(costs[int(held.sum()) :].min()))
    return fewest


def bound_smallest_break_count(model: Model) -> int:
    """Return an upper bound on the smallest break count of a person: everyone has fewer breaks than meetings."""
    return min((max(0, len(meetings) - 1) for meetings in model.meetings_of), default=0)


def break_costs(model: Model) -> list[Ints]:
    """Return for each person the fewest breaks of 0, 1, … all of the person's meetings."""
    arrays = model.arrays
    costs = []
    seen: dict[tuple[bytes, int], Ints] = {}
    for meetings in model.meetings_of:
        free: Bools = np.any(arrays.allowed[list(meetings)].astype(bool), axis=0)
        key = (free.tobytes(), len(meetings))
        if key not in seen:
            seen[key] = fewest_breaks(free, arrays.day_of, len(meetings), arrays.max_run)
        costs.append(seen[key])
    return costs


def max_meetings_by_breaks(costs: Ints) -> list[int]:
    """Return the most meetings with at most 0, 1, 2, … breaks, up to all that fit.

    `costs`: fewest breaks by number of meetings, as from `fewest_breaks`."""
    fits = np.flatnonzero(costs < IMPOSSIBLE)
    return [int(np.flatnonzero(costs <= breaks)[-1]) for breaks in range(int(costs[fits].max()) + 1)]
