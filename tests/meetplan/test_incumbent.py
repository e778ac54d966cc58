"""The incumbent is only replaced by a better timetable."""

import numpy as np
from hypothesis import given, settings

from meetplan.incumbent import Incumbent
from meetplan.search.anneal import WORST, clear
from tests.meetplan.search_probes import searches


@given(searches())
@settings(max_examples=60, deadline=None)
def test_a_worse_timetable_changes_nothing(search):
    model, current = search
    incumbent = Incumbent(model)
    assert incumbent.figures == WORST
    incumbent.update(model.arrays, current)
    slots, figures, score = incumbent.slots.copy(), incumbent.figures, incumbent.score()
    assert (slots == current.slot_of).all()
    assert incumbent.is_complete() == bool((slots >= 0).all())
    clear(model.arrays, current)
    incumbent.update(model.arrays, current)
    if current.reward[slots >= 0].sum() > 0:
        assert (incumbent.slots == slots).all()
        assert (incumbent.figures, incumbent.score()) == (figures, score)


@given(searches())
@settings(max_examples=60, deadline=None)
def test_a_better_timetable_replaces_it(search):
    model, current = search
    incumbent = Incumbent(model)
    slots = current.slot_of.copy()
    empty = np.full(len(slots), -1, np.int64)
    incumbent.slots[:] = empty
    incumbent.figures = WORST._replace(value=float(current.totals["value"][0]) - 1.0)
    incumbent.update(model.arrays, current)
    assert (incumbent.slots == slots).all()
