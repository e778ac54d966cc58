"""One person alone: how few breaks so many meetings cost, and how many meetings fit at all."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from meetplan.model import Ints, Model

IMPOSSIBLE = 1 << 20


def fewest_breaks(
    free: npt.NDArray[np.bool_],
    day_of: Ints,
    most: int,
    max_run: int = 0,
    busy: npt.NDArray[np.bool_] | None = None,
) -> Ints:
    """Least sum of breaks over the days for 0 … `most` meetings in the free slots (S); IMPOSSIBLE where they do not
    fit. Slots that are `busy` (S) hold a meeting in any case.

    Dynamic programme over slots. A state is the length of the run that ends here (0: none yet today, 1 … R: running,
    R + 1: resting between meetings); each holds the least breaks for every number of meetings so far. Without a longest
    run only whether one is running matters (R = 1)."""
    longest = max_run or 1
    rest = longest + 1
    best = np.full((longest + 2, most + 1), IMPOSSIBLE, np.int64)
    best[0, 0] = 0
    for slot, is_free in enumerate(free):
        if slot and day_of[slot] != day_of[slot - 1]:
            best[0] = best.min(axis=0)
            best[1:] = IMPOSSIBLE
        following = np.full_like(best, IMPOSSIBLE)
        following[0] = best[0]
        following[rest] = best[1:].min(axis=0)
        if is_free and most:
            following[1, 1:] = np.minimum(best[0, :-1], best[rest, :-1] + 1)
            if max_run:
                following[2:rest, 1:] = best[1:longest, :-1]
            else:
                following[1, 1:] = np.minimum(following[1, 1:], best[1, :-1])
        if busy is not None and busy[slot]:
            following[[0, rest]] = IMPOSSIBLE
        best = following
    fewest: Ints = np.minimum(best.min(axis=0), IMPOSSIBLE)
    return fewest


def person_bounds(model: Model, optional: npt.NDArray[np.bool_] | None = None) -> list[int]:
    """Fewest breaks of each person when every meeting is held, those that are `optional` (M) perhaps not. A meeting
    that has one slot only is held in that slot."""
    arrays = model.arrays
    fewest = []
    for meetings in model.meetings_of:
        rows: npt.NDArray[np.bool_] = arrays.allowed[list(meetings)].astype(bool)
        held = np.ones(len(meetings), bool) if optional is None else ~optional[list(meetings)]
        single = rows[held & (rows.sum(axis=1) == 1)]
        free: npt.NDArray[np.bool_] = np.any(rows, axis=0)
        busy: npt.NDArray[np.bool_] | None = np.any(single, axis=0) if len(single) else None
        costs = fewest_breaks(free, arrays.day_of, len(meetings), arrays.max_run, busy)
        fewest.append(int(costs[int(held.sum()) :].min()))
    return fewest


def most_breaks_of_least(model: Model) -> int:
    """How many breaks the person with fewest can have at most: less than one has meetings."""
    return min((max(0, len(meetings) - 1) for meetings in model.meetings_of), default=0)


def costs_by_meetings(model: Model) -> list[Ints]:
    """For each person, the fewest breaks of 0, 1, … all of its meetings."""
    arrays = model.arrays
    found = []
    seen: dict[tuple[bytes, int], Ints] = {}
    for meetings in model.meetings_of:
        free: npt.NDArray[np.bool_] = np.any(arrays.allowed[list(meetings)].astype(bool), axis=0)
        key = (free.tobytes(), len(meetings))
        if key not in seen:
            seen[key] = fewest_breaks(free, arrays.day_of, len(meetings), arrays.max_run)
        found.append(seen[key])
    return found


def meetings_within(costs: Ints) -> list[int]:
    """Most meetings with at most 0, 1, 2, … breaks, up to all that fit (`costs` as from `fewest_breaks`)."""
    fits = np.flatnonzero(costs < IMPOSSIBLE)
    return [int(np.flatnonzero(costs <= breaks)[-1]) for breaks in range(int(costs[fits].max()) + 1)]
