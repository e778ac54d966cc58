"""What is folded into the slots of a meeting beforehand."""

from hypothesis import given, settings

from evaluation.meetplan.exhaustive import all_timetables
from meetplan import Pair, Participant, Problem, Slot, Stop, check, solve
from meetplan.model import build_model
from meetplan.problem import numbered_tables
from tests.meetplan.small_problems import tiny_problems


@given(tiny_problems())
@settings(max_examples=80, deadline=None)
def test_no_slot_of_any_right_timetable_is_forbidden(problem: Problem) -> None:
    model = build_model(problem)
    number = {pair.id: m for m, pair in enumerate(model.meetings)}
    for timetable in all_timetables(problem, 5_000) or []:
        for pair, slot in timetable.slots.items():
            assert model.arrays.allowed[number[pair], model.slot_index[slot]]


def test_long_chains_of_order_are_planned() -> None:
    """Far more meetings one after the other than there are slots, or levels of recursion."""
    length = 1_200
    problem = Problem(
        slots=tuple(Slot(f"s{k}", "2026-05-12") for k in range(20)),
        tables=numbered_tables(2),
        participants=tuple(Participant(f"P{k}") for k in range(length + 1)),
        pairs=tuple(Pair(f"M{k}", f"P{k}", f"P{k + 1}", after=(f"M{k - 1}",) if k else ()) for k in range(length)),
    )
    plan = solve(problem, Stop(seconds=1.0))
    assert check(problem, plan) == ()
    assert len(plan.meetings) == 20
