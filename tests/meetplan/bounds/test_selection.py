"""The integer programme without slots: no timetable beats its bounds, and none of them is trivial."""

from dataclasses import replace

from hypothesis import assume, given, settings

from evaluation.meetplan.exhaustive import all_timetables, sort_key
from meetplan import Pair, Participant, Problem, Score, Slot
from meetplan.bounds.ledger import BoundLedger
from meetplan.bounds.selection import (
    SelectionProgramme,
    add_counting_bounds,
    bound_breaks,
    bound_must,
    bound_weight,
    possible_meetings,
)
from meetplan.model import build_model
from meetplan.problem import numbered_tables
from tests.meetplan.small_problems import tiny_problems


@given(tiny_problems())
@settings(max_examples=80, deadline=None)
def test_no_timetable_beats_the_bounds(problem):
    timetables = all_timetables(problem, 5_000)
    assume(timetables is not None)
    figures = [timetable.figures for timetable in timetables]
    must, below_min, weight, excess, breaks = min(figures, key=sort_key)
    score = Score(must, below_min, weight, excess, breaks)
    model, ledger = build_model(problem), BoundLedger()
    add_counting_bounds(model, ledger)
    counting = ledger.bounds_for(score)
    assert all(row[0] <= counting.must and row[2] <= counting.weight + 1e-6 for row in figures)
    bound_must(model, replace(score, must=-1), 5.0, ledger)
    bound_weight(model, score, 5.0, ledger)
    bound_breaks(model, score, 5.0, ledger)
    bounds = ledger.bounds_for(score)
    assert ledger.refuted == []
    assert must <= bounds.must <= counting.must
    assert below_min >= bounds.below_min
    assert weight <= bounds.weight + 1e-6
    assert breaks >= bounds.breaks


def crowd(buyers=2, sellers=4, slots=2, tables=9):
    """Everyone wishes to meet everyone; a buyer has too few slots."""
    return Problem(
        slots=tuple(Slot(f"s{k}", "2026-05-12") for k in range(slots)),
        tables=numbered_tables(tables),
        participants=(
            *(Participant(f"B{k}", min=3) for k in range(buyers)),
            *(Participant(f"S{k}") for k in range(sellers)),
        ),
        pairs=tuple(
            Pair(f"{b}-{s}", f"B{b}", f"S{s}", "must" if s == 0 else "wish")
            for b in range(buyers)
            for s in range(sellers)
        ),
    )


def test_slots_and_tables_limit_the_selection():
    assert round(SelectionProgramme(build_model(crowd())).weight(5.0).bound) == 4
    assert round(SelectionProgramme(build_model(crowd(tables=1))).weight(5.0).bound) == 2
    assert round(SelectionProgramme(build_model(crowd())).below_min(5.0).bound) == 2
    programme = SelectionProgramme(build_model(crowd(tables=1)))
    programme.require_must(2, None)
    programme.limit_below_min(6)
    selection = programme.weight(5.0)
    assert selection is not None
    assert {m % 4 for m in selection.chosen} == {0}


def test_a_gap_that_cannot_be_avoided_is_a_break():
    problem = Problem(
        slots=tuple(Slot(f"s{k}", "2026-05-12") for k in range(3)),
        tables=numbered_tables(1),
        participants=(Participant("A", away=frozenset({"s1"})), Participant("B"), Participant("C")),
        pairs=(Pair("M", "A", "B"), Pair("N", "A", "C")),
    )
    model = build_model(problem)
    assert possible_meetings(model).tolist() == [True, True]
    programme = SelectionProgramme(model)
    programme.require_weight(2.0)
    assert round(programme.breaks(5.0).bound) == 1
