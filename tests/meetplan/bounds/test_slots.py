"""The programme over meetings and slots: never below what is possible, and closer than counting."""

from hypothesis import assume, given, settings

from evaluation.meetplan.exhaustive import all_timetables
from meetplan import Pair, Participant, Problem, Score, Slot
from meetplan.bounds.ledger import BoundLedger
from meetplan.bounds.selection import add_counting_bounds, bound_must
from meetplan.bounds.slots import bound_must_by_slots, bound_weight_by_slots
from meetplan.model import build_model
from meetplan.problem import numbered_tables
from tests.meetplan.small_problems import tiny_problems

DAY = "2026-05-12"


@given(tiny_problems())
@settings(max_examples=60, deadline=None)
def test_no_timetable_beats_the_bounds(problem: Problem) -> None:
    timetables = all_timetables(problem)
    assume(timetables)
    model, ledger = build_model(problem), BoundLedger()
    bound_must_by_slots(model, Score(), 5.0, ledger)
    best = max(timetable.figures for timetable in timetables or [])
    bound = ledger.bounds_for(Score()).must
    assert bound is None or bound >= best[0]
    bound_weight_by_slots(model, Score(must=best[0]), 5.0, ledger)
    weight = ledger.bounds_for(Score(must=best[0])).weight
    heaviest = max(timetable.figures[2] for timetable in timetables or [] if timetable.figures[0] == best[0])
    assert weight is None or weight >= heaviest - 1e-6


def test_fixed_meetings_that_clash_are_seen() -> None:
    """Three meetings of one person fixed in one slot: counting over the event sees three slots and lets them pass."""
    problem = Problem(
        slots=tuple(Slot(f"s{k}", DAY) for k in range(3)),
        tables=numbered_tables(3),
        participants=tuple(Participant(name) for name in "ABCD"),
        pairs=tuple(Pair(f"A{other}", "A", other, "must", fixed="s0") for other in "BCD"),
    )
    model, counted, by_slots = build_model(problem), BoundLedger(), BoundLedger()
    add_counting_bounds(model, counted)
    bound_must(model, Score(), 5.0, counted)
    bound_must_by_slots(model, Score(), 5.0, by_slots)
    assert counted.bounds_for(Score()).must == 3 or counted.bounds_for(Score()).must == 1
    assert by_slots.bounds_for(Score()).must == 1


def test_an_order_that_leaves_too_little_time_is_seen() -> None:
    """M2 after M1 after M0, all of one person, in two slots."""
    problem = Problem(
        slots=tuple(Slot(f"s{k}", DAY) for k in range(2)),
        tables=numbered_tables(3),
        participants=tuple(Participant(name) for name in "ABCD"),
        pairs=(
            Pair("M0", "A", "B", "must"),
            Pair("M1", "A", "C", "must", after=("M0",)),
            Pair("M2", "B", "D", "must", after=("M1",)),
        ),
    )
    model, ledger = build_model(problem), BoundLedger()
    assert model.arrays.allowed.tolist() == [[1, 1], [0, 1], [0, 0]]
    bound_must_by_slots(model, Score(), 5.0, ledger)
    assert ledger.bounds_for(Score()).must == 2
