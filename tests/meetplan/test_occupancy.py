"""The meetings of a timetable, indexed."""

from collections import Counter

import pytest

from meetplan.occupancy import Facts, Occupancy
from meetplan.plan import Meeting
from meetplan.problem import Interpreter, Pair, Participant, Problem, Slot, Table

PROBLEM = Problem(
    tuple(Slot(f"{day}{k}", f"2026-05-1{day}") for day in (2, 3) for k in range(3)),
    (Table("T1", frozenset({"20"})), Table("T2")),
    (
        Participant("S1", languages=("ko",)), Participant("S2", languages=("ko", "en")),
        Participant("B1", languages=("zh",), table="T2"), Participant("B2", languages=("en",), online=True),
    ),
    (
        Pair("p", "S1", "B1"), Pair("q", "S2", "B1", after=("p",)), Pair("r", "S2", "B2"),
        Pair("s", "S1", "B2", kind="forbidden"),
    ),
    (Interpreter("I1", ("ko", "zh")), Interpreter("I2", ("ko", "en"))),
    same_person=(frozenset({"S1", "S2"}),),
)  # fmt: skip
P, Q, R = Meeting("p", "20", "T2", "I1"), Meeting("q", "22", "T2", "I1"), Meeting("r", "30", None)


@pytest.fixture
def facts():
    return Facts(PROBLEM)


def test_slots_are_numbered_and_know_their_day(facts):
    assert facts.position["30"] == 3
    assert [list(day) for day in facts.day[2:4]] == [[0, 1, 2], [3, 4, 5]]
    assert facts.open_tables[:2] == (frozenset({"T2"}), frozenset({"T1", "T2"}))


def test_who_can_interpret_for_a_pair(facts):
    pairs = facts.pairs
    assert facts.able_interpreters(pairs["p"]) == {"I1"}
    assert facts.able_interpreters(pairs["s"]) == {"I2"}
    assert facts.able_interpreters(pairs["r"]) is None, "both speak English"
    assert Facts(Problem((), (), PROBLEM.participants, PROBLEM.pairs)).able_interpreters(pairs["p"]) is None


def test_relations_between_pairs_and_participants(facts):
    assert facts.successors == {"p": ("q",)}
    assert facts.forbidden == {frozenset({"S1", "B2"})}
    assert facts.represented_together == {"S1": {"S2"}, "S2": {"S1"}}
    assert facts.seats(facts.pairs["p"]) == {"T2"}
    assert (facts.is_online(facts.pairs["r"]), facts.is_online(facts.pairs["p"])) == (True, False)


@pytest.mark.parametrize(
    ("slots", "breaks"), [([], 0), ([0], 0), ([0, 1], 0), ([0, 2], 1), ([2, 3], 0), ([0, 2, 3, 5], 2), ([1, 4], 0)]
)
def test_a_break_is_a_gap_within_a_day(facts, slots, breaks):
    assert facts.breaks(slots) == breaks


def test_meetings_are_indexed_by_all_that_they_take(facts):
    occupancy = Occupancy(facts, [P, Q, R])
    assert occupancy.of_participant["B1"] == {0: ["p"], 2: ["q"]}
    assert (occupancy.at_table["T2"], occupancy.of_interpreter["I1"]) == ({0: ["p"], 2: ["q"]},) * 2
    assert occupancy.on_site == [["p"], [], ["q"], [], [], []]
    assert (occupancy.count("B1"), occupancy.work("I1"), occupancy.pairs_of("S2")) == (2, 2, ("q", "r"))
    assert (occupancy.position_of("r"), occupancy.position_of("s")) == (3, None)
    assert occupancy.break_counts() == Counter({0: 3, 1: 1})
    assert occupancy.table_sequence("B1") == [(0, "T2"), (2, "T2")]
    assert occupancy.table_sequence("B1", without="q") == [(0, "T2")]
    assert occupancy.table_sequence("B2") == []


def test_what_is_taken_out_leaves_nothing_behind(facts):
    occupancy = Occupancy(facts, [P, Q, R])
    for meeting in (R, P, Q):
        assert occupancy.take(meeting.pair) == meeting
    empty = Occupancy(facts, [])
    assert vars(occupancy) == vars(empty)
    with pytest.raises(KeyError):
        occupancy.take("p")
    with pytest.raises(KeyError):
        occupancy.put(Meeting("p", "99", None))
