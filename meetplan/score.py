"""The score of a timetable given as slots of meetings, counted with arrays.

`meetplan.checking` counts it independently, from the definitions."""

from __future__ import annotations

import numpy as np

from meetplan.model import Ints, Model
from meetplan.plan import Score


def breaks_by_person(model: Model, slots: Ints) -> Ints:
    """Return the breaks of each person (P). `slots` (M): slot of each meeting, -1 unplaced."""
    arrays = model.arrays
    busy = np.zeros((model.people, model.slots), bool)
    placed = np.flatnonzero(slots >= 0)
    for end in range(2):
        busy[arrays.ends[placed, end], slots[placed]] = True
    breaks = np.zeros(model.people, np.int64)
    for day in range(int(arrays.day_of[-1]) + 1):
        part = busy[:, arrays.day_of == day].astype(np.int8)
        starts = part[:, 0] + (np.diff(part, axis=1) == 1).sum(axis=1)
        breaks += np.maximum(0, starts - 1)
    return breaks


def score_timetable(model: Model, slots: Ints) -> Score:
    """Return the score of `slots` (M, -1 unplaced) without table changes, which depend on the tables."""
    arrays = model.arrays
    placed = slots >= 0
    count = np.bincount(arrays.ends[placed, :2].ravel(), minlength=model.people)
    breaks = breaks_by_person(model, slots)
    spread = int(breaks.max(initial=0)) - int(breaks.min()) if len(breaks) else 0
    return Score(
        must=int(arrays.must[placed].sum()),
        below_min=int(np.maximum(0, arrays.min_meetings - count).sum()),
        weight=float(sum(arrays.weight[placed].tolist())),
        spread_excess=max(0, spread - arrays.spread),
        breaks=int(breaks.sum()),
        most_breaks=int(breaks.max(initial=0)),
    )
