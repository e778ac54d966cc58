"""`fits` is true exactly where the independent judge of the evaluation has no objection."""

from hypothesis import given, settings

from evaluation.meetplan.exhaustive import Checker
from tests.meetplan.search_probes import fits, searches


@given(searches())
@settings(max_examples=100, deadline=None)
def test_fits_agrees_with_an_independent_judge(search):
    model, current = search
    ids = [slot.id for slot in model.problem.slots]
    held = {pair.id: ids[current.slot_of[m]] for m, pair in enumerate(model.meetings) if current.slot_of[m] >= 0}
    judge = Checker(model.problem)
    assert judge.broken(held) == set()
    for meeting, pair in enumerate(model.meetings):
        if current.slot_of[meeting] >= 0:
            continue
        for slot in range(model.slots):
            is_possible = ids[slot] in judge.possible_slots(pair) and not judge.broken({**held, pair.id: ids[slot]})
            if fits(model.arrays, current, meeting, slot):
                assert is_possible
            elif is_possible:  # a seat of two people, or precedence that leaves no slot, are folded into `allowed`
                assert model.arrays.allowed[meeting, slot] == 0
