"""The core-guided proofs beside the result of enumeration."""

from hypothesis import assume, given, settings

from evaluation.meetplan.exhaustive import all_timetables, sort_key
from meetplan import Problem
from meetplan.model import build_model
from meetplan.proof.core_guided import Best, BreaksAtLeast, NotAllHeld, SpreadAtLeast, prove_all_held, prove_must
from tests.meetplan.small_problems import problems_of_musts, tiny_problems


@given(problems_of_musts())
@settings(max_examples=80)
def test_the_core_guided_proof_is_right(problem: Problem) -> None:
    timetables = all_timetables(problem)
    assume(timetables is not None)
    best = min(sort_key(timetable.figures) for timetable in timetables or [])
    missing = len(problem.pairs) + best[0]
    for event in prove_all_held(build_model(problem), "cadical195"):
        if isinstance(event, NotAllHeld):
            assert event.missing <= missing
        elif isinstance(event, SpreadAtLeast):
            assert missing or event.excess <= best[3]
        elif isinstance(event, BreaksAtLeast) and (event.excess is None or event.excess >= best[3]):
            assert missing or event.breaks <= best[4]
        elif isinstance(event, Best) and not missing:
            assert event.breaks <= best[4]
            assert min(event.slots) >= 0


@given(tiny_problems())
@settings(max_examples=60)
def test_the_proof_of_the_musts_is_exact(problem: Problem) -> None:
    timetables = all_timetables(problem, 5_000)
    assume(timetables is not None)
    possible = max(timetable.figures[0] for timetable in timetables or [])
    model = build_model(problem)
    *bounds, best = prove_must(model, "cadical195")
    # Interpreters are counted, not assigned, so the proof may hold more where their `max` couples the slots.
    held = sum(slot >= 0 and bool(must) for slot, must in zip(best.slots, model.arrays.must, strict=True))
    assert held == int(model.arrays.must.sum()) - bounds[-1].missing >= possible
    assert [event.missing for event in bounds] == sorted(event.missing for event in bounds)
