"""The incumbent: the best timetable so far."""

from __future__ import annotations

import numpy as np

from meetplan.model import Arrays, Model
from meetplan.plan import Score
from meetplan.score import score_timetable
from meetplan.search.anneal import WORST, Figures, keep_best
from meetplan.search.state import State


class Incumbent:
    """The best timetable so far, which is only replaced by a better one.

    Attributes
    ----------
    slots : array of int, shape (M,)
        Slot of each meeting, -1 unplaced.
    figures : Figures
        The figures of `slots`.
    """

    def __init__(self, model: Model):
        self.model = model
        self.slots = np.full(len(model.meetings), -1, np.int64)
        self.figures: Figures = WORST

    def update(self, arrays: Arrays, state: State) -> None:
        """Replace the timetable by that of `state` if it is better."""
        self.figures = keep_best(arrays, state, self.slots, self.figures)

    def score(self) -> Score:
        """Return the score, without table changes."""
        return score_timetable(self.model, self.slots)

    def is_complete(self) -> bool:
        """Return whether every meeting is held."""
        return bool((self.slots >= 0).all())
