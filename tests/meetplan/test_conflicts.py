"""What stands in the way when others may change interpreters: the exhaustive judge agrees about a single slot."""

from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.meetplan.exhaustive import Checker
from meetplan import Interpreter, Meeting, Pair, Participant, Problem, Slot, Timetable
from meetplan.problem import numbered_tables
from tests.meetplan.small_problems import problems

RESOURCES = {"no_table", "no_interpreter"}


@given(problems(max_slots=6, max_people=6, max_pairs=7), st.data())
@settings(max_examples=80)
def test_a_shortage_is_named_exactly_where_no_exchange_ends_it(problem: Problem, data: st.DataObject) -> None:
    timetable, judge = Timetable(problem), Checker(problem)
    for pair in data.draw(st.permutations(problem.pairs)):
        cells = timetable.legal_cells(pair.id)
        if cells and data.draw(st.booleans()):
            timetable = timetable.add(pair.id, *data.draw(st.sampled_from(cells)))
    slot_by_pair = {meeting.pair: meeting.slot for meeting in timetable.meetings}
    for pair in (pair for pair in problem.pairs if pair.id not in slot_by_pair):
        for slot in judge.possible_slots(pair):
            codes = {conflict.code for conflict in timetable.blockers(pair.id, slot)}
            assert codes & RESOURCES == judge.broken({**slot_by_pair, pair.id: slot}) & RESOURCES


def test_an_interpreter_is_found_over_an_exchange_and_over_another_slot() -> None:
    participants = [*(Participant(f"K{k}", languages=("ko",)) for k in range(3)), Participant("Z", languages=("zh",))]
    participants += [Participant("E", languages=("en",)), Participant("Y", languages=("zh",))]
    interpreters = (Interpreter("both", ("ko", "zh", "en"), max=1), Interpreter("one", ("ko", "zh")))
    pairs = (Pair("KZ", "K0", "Z"), Pair("KE", "K1", "E"), Pair("KY", "K2", "Y"))
    slots = (Slot("s1", "2026-05-12"), Slot("s2", "2026-05-12"))
    problem = Problem(slots, numbered_tables(3), tuple(participants), pairs, interpreters)
    timetable = Timetable(problem, [Meeting("KZ", "s1", "T01", "both")])
    for slot in ("s1", "s2"):
        assert {c.code for c in timetable.feasibility("KE", slot).conflicts} == {"no_interpreter"}
        assert timetable.blockers("KE", slot) == ()
    full = Timetable(problem, [Meeting("KZ", "s1", "T01", "both"), Meeting("KY", "s1", "T02", "one")])
    (conflict,) = full.blockers("KE", "s2")
    assert (conflict.code, conflict.meetings) == ("no_interpreter", ("KY", "KZ"))
