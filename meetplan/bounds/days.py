"""The fewest breaks of one person alone: choose slots for so many meetings among those in which the person could meet."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from meetplan.model import Ints, Model

IMPOSSIBLE = 1 << 20


def fewest_breaks(free: npt.NDArray[np.bool_], day_of: Ints, meetings: int, max_run: int = 0) -> int:
    """Least sum of breaks over the days when `meetings` are spread over the free slots (S); IMPOSSIBLE if they do not
    fit. Dynamic programme over slots: meetings so far, length of the run at the end, whether the day has begun."""
    longest = max_run or meetings
    best: dict[tuple[int, int, bool], int] = {(0, 0, False): 0}
    day = day_of[0] if len(day_of) else 0
    for slot, is_free in enumerate(free):
        if day_of[slot] != day:
            day = day_of[slot]
            fresh: dict[tuple[int, int, bool], int] = {}
            for (held, _, _), cost in best.items():
                key = (held, 0, False)
                fresh[key] = min(fresh.get(key, IMPOSSIBLE), cost)
            best = fresh
        following: dict[tuple[int, int, bool], int] = {}
        for (held, run, begun), cost in best.items():
            if held + len(free) - slot - 1 >= meetings:
                key = (held, 0, begun)
                following[key] = min(following.get(key, IMPOSSIBLE), cost)
            if is_free and held < meetings and run < longest:
                kept = run + 1 if max_run else 1
                key = (held + 1, kept, True)
                following[key] = min(following.get(key, IMPOSSIBLE), cost + (begun and run == 0))
        best = following
    return min((cost for (held, _, _), cost in best.items() if held == meetings), default=IMPOSSIBLE)


def person_bounds(model: Model) -> list[int]:
    """Fewest breaks of each person when every meeting is held."""
    arrays = model.arrays
    found = []
    seen: dict[tuple[bytes, int], int] = {}
    for meetings in model.meetings_of:
        if len(meetings) < 2:
            found.append(0)
            continue
        free = arrays.allowed[list(meetings)].any(axis=0)
        key = (free.tobytes(), len(meetings))
        if key not in seen:
            seen[key] = fewest_breaks(free, arrays.day_of, len(meetings), arrays.max_run)
        found.append(seen[key])
    return found
