"""Plans against the present event."""

from gyoryu.meetings.queries.plan_checks import broken_rules, doubtful_bounds
from meetplan.plan import Meeting
from meetplan.problem import Fault, Pair, Participant, Problem, Slot, Table

SIDES = {"p": ("S1", "B1"), "q": ("S2", "B1")}
PROBLEM = Problem(
    (Slot("a", "2026-05-12"), Slot("b", "2026-05-12")),
    (Table("t"),),
    tuple(Participant(name) for name in ("S1", "S2", "B1")),
    (Pair("p", "S1", "B1"),),
)


def test_a_plan_that_keeps_all_rules_breaks_none_also_with_pairs_nobody_asks_for_any_more():
    assert broken_rules(PROBLEM, [], SIDES) == frozenset()
    assert broken_rules(PROBLEM, [Meeting("p", "a", "t"), Meeting("q", "b", "t")], SIDES) == frozenset()


def test_each_rule_that_is_broken_is_given_with_what_breaks_it():
    faults = broken_rules(PROBLEM, [Meeting("p", "a", "t"), Meeting("q", "a", "t")], SIDES)
    assert {code for code, _ in faults} == {"participant_twice", "table_twice"}


def test_what_is_no_longer_there_is_named_before_anything_is_counted():
    gone = Meeting("p", "c", "u", "I01")
    assert broken_rules(PROBLEM, [gone], SIDES) == {
        ("unknown_slot", "c"), ("unknown_table", "u"), ("unknown_interpreter", "I01"),
    }  # fmt: skip
    sides = {**SIDES, "r": ("S9", "B1")}  # who has withdrawn
    assert broken_rules(PROBLEM, [Meeting("r", "a", "t")], sides) == {("unknown_pair", "r")}


def test_doubtful_bounds_are_named_once():
    faults = [Fault(path, "bound_is_beaten", "") for path in ("bounds.breaks", "bounds.must", "bounds.breaks")]
    assert doubtful_bounds(faults) == ["breaks", "must"]
