"""The fewest moves beside the result of enumeration."""

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from evaluation.meetplan.exhaustive import all_timetables
from meetplan import Pair, Participant, Problem, Slot, Stop
from meetplan.model import build_model
from meetplan.problem import numbered_tables
from meetplan.proof.moves import fewest_moves
from meetplan.stop import Clock
from tests.meetplan.small_problems import tiny_problems


@given(tiny_problems(), st.data())
@settings(max_examples=80, deadline=None)
def test_no_timetable_with_these_meetings_needs_fewer_moves(problem, data):
    timetables = all_timetables(problem, 5_000)
    assume(timetables is not None)
    model = build_model(problem)
    index = model.slot_index
    tables = [
        np.array([index[t.slots[pair.id]] if pair.id in t.slots else -1 for pair in model.meetings], np.int64)
        for t in timetables or []
    ]
    old = data.draw(st.sampled_from(tables))
    wanted = (data.draw(st.sampled_from(tables)) >= 0).astype(np.int64)
    assume(all(wanted[m] for m in np.flatnonzero(old >= 0)))
    result = fewest_moves(model, old, old, wanted, 0, Clock(Stop(seconds=20.0)))
    with_all_wanted = [slots for slots in tables if ((slots >= 0) >= (wanted > 0)).all()]
    moves = min(int(((slots != old) & (old >= 0)).sum()) for slots in with_all_wanted)
    assert result.bound <= moves
    if result.slots is not None:
        assert int(((result.slots != old) & (old >= 0)).sum()) == result.bound
        assert (result.slots >= 0).sum() == wanted.sum()


def test_without_time_there_is_no_claim():
    problem = Problem(
        (Slot("s", "2026-05-12"),), numbered_tables(1), (Participant("A"), Participant("B")), (Pair("M", "A", "B"),)
    )
    none = np.array([-1], np.int64)
    clock = Clock(Stop(seconds=100.0))
    clock.is_cancelled = True
    result = fewest_moves(build_model(problem), none, none, np.array([1], np.int64), 0, clock)
    assert (result.bound, result.slots) == (0, None)
    done = fewest_moves(build_model(problem), none, none, np.array([1], np.int64), 0, Clock(Stop(seconds=20.0)))
    assert done.slots is not None
    assert (done.bound, done.slots.tolist()) == (0, [0])
