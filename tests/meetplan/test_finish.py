"""Tables and interpreters of a timetable."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

import meetplan.finish
from meetplan import Pair, Participant, Problem, Slot, check, score_of
from meetplan.finish import assign_tables, build_meetings, build_plan
from meetplan.model import build_model
from meetplan.problem import numbered_tables
from tests.meetplan.search_probes import searches


@given(searches())
@settings(max_examples=100, deadline=None)
def test_every_timetable_becomes_a_valid_plan(search):
    model, current = search
    plan = build_plan(model, current.slot_of)
    assert check(model.problem, plan) == ()
    counted = score_of(model.problem, plan.meetings)
    assert replace(plan.score, weight=0.0) == replace(counted, weight=0.0)
    again = build_meetings(model, current.slot_of, before=plan)
    assert again == plan.meetings, "nothing changes that need not"


def lane(people: int, tables: int) -> Problem:
    """Everyone of A meets everyone of B."""
    return Problem(
        slots=tuple(Slot(f"s{k:02d}", "2026-05-12") for k in range(people)),
        tables=numbered_tables(tables),
        participants=tuple(Participant(f"{side}{k}") for side in "AB" for k in range(people)),
        pairs=tuple(Pair(f"{a}-{b}", f"A{a}", f"B{b}") for a in range(people) for b in range(people)),
    )


@pytest.mark.parametrize("max_exact", [250, 0], ids=["matching", "greedy"])
def test_one_side_stays_at_its_tables(max_exact, monkeypatch):
    monkeypatch.setattr(meetplan.finish, "MAX_EXACT", max_exact)
    model = build_model(lane(6, 8))
    slots = np.array([(int(pair.b[1:]) - int(pair.a[1:])) % 6 for pair in model.meetings], np.int64)
    tables = assign_tables(model, slots)
    cells = {(int(slots[m]), table) for m, table in tables.items()}
    assert len(cells) == len(model.meetings)
    plan = build_plan(model, slots)
    assert check(model.problem, plan) == ()
    assert plan.score.table_changes <= 6 * 5, "half of the people never move"
