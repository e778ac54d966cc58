"""The score counted with arrays is that of the independent checker."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from meetplan import Meeting, score_of
from meetplan.checking import _meetings_by_participant, count_breaks
from meetplan.model import build_model
from meetplan.score import breaks_by_person, score_timetable
from tests.meetplan.small_problems import problems


@given(problems(), st.data())
@settings(max_examples=150, deadline=None)
def test_both_counts_agree_for_any_slots(problem, data):
    model = build_model(problem)
    slots = np.array([data.draw(st.integers(-1, model.slots - 1)) for _ in model.meetings], np.int64)
    meetings = [
        Meeting(pair.id, problem.slots[slot].id) for pair, slot in zip(model.meetings, slots, strict=True) if slot >= 0
    ]
    counted = score_of(problem, meetings)
    score = score_timetable(model, slots)
    assert replace(score, weight=0.0) == replace(counted, weight=0.0, table_changes=0)
    assert np.isclose(score.weight, counted.weight)
    by_participant = _meetings_by_participant(problem, meetings)
    expected = [count_breaks(problem, by_participant[person.id]) for person in problem.participants]
    assert breaks_by_person(model, slots).tolist() == expected
