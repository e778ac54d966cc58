"""The judge: a right plan passes, and each rule that is broken is named."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetplan import (
    Interpreter,
    Meeting,
    Options,
    Pair,
    Participant,
    Plan,
    Problem,
    Slot,
    Stop,
    Table,
    Unplaced,
    check,
    score_of,
    solve,
    verify,
)
from meetplan.plan import Bounds
from tests.meetplan.small_problems import problems

DAY = "2026-05-12"
PROBLEM = Problem(
    slots=tuple(Slot(f"s{k}", DAY if k < 5 else "2026-05-13") for k in range(1, 7)),
    tables=(Table("T1"), Table("T2", frozenset({"s4"})), Table("T3")),
    participants=(
        Participant("A", languages=("ko",), away=frozenset({"s6"}), max=3),
        Participant("B", languages=("ko", "en"), table="T1"),
        Participant("C", languages=("ko",), min=1),
        Participant("X", languages=("zh",)),
        Participant("Y", languages=("zh", "ko"), online=True),
    ),
    interpreters=(
        Interpreter("I", ("ko", "zh"), max=1),
        Interpreter("J", ("ko", "en")),
        Interpreter("K", ("ko", "zh"), away=frozenset({"s1"})),
    ),
    pairs=(
        Pair("AB", "A", "B", "must", 5.0),
        Pair("AX", "A", "X", "wish", 3.0, after=("AB",)),
        Pair("AC", "A", "C", "wish", 1.0, fixed="s4"),
        Pair("BY", "B", "Y", "wish", 2.0, slots=frozenset({"s1", "s2"})),
        Pair("CX", "C", "X", "wish", 4.0),
        Pair("BC", "B", "C", "forbidden"),
        Pair("AY", "A", "Y", "wish", 0.5),
    ),
    options=Options(break_spread=1, max_run=2),
)
MEETINGS = {
    "AB": Meeting("AB", "s1", "T1"),
    "AX": Meeting("AX", "s2", "T2", "I"),
    "AC": Meeting("AC", "s4", "T3"),
    "BY": Meeting("BY", "s2"),
    "CX": Meeting("CX", "s5", "T1", "K"),
}


def plan_with(**changed):
    """The right plan with some meetings replaced (None: left out), and with true figures."""
    meetings = tuple(meeting for meeting in {**MEETINGS, **changed}.values() if meeting is not None)
    placed = {meeting.pair for meeting in meetings}
    unplaced = tuple(Unplaced(pair.id, "a_full") for pair in PROBLEM.pairs if pair.id not in placed)
    score = score_of(PROBLEM, meetings)
    return Plan(meetings, unplaced, score, Bounds(1, 0, 99.0, 0, 0))


def codes(plan, problem=PROBLEM):
    return {fault.code for fault in check(problem, plan)}


def test_a_right_plan_passes():
    assert check(PROBLEM, plan_with()) == ()


MUTATIONS = [
    ({"AB": Meeting("AB", "s1", "T2")}, "not_at_own_table"),
    ({"AB": Meeting("AB", "s1")}, "no_table"),
    ({"AB": Meeting("AB", "s9", "T1")}, "unknown_slot"),
    ({"AB": Meeting("AB", "s1", "T9")}, "unknown_table"),
    ({"AX": Meeting("AX", "s2", "T2", "Z")}, "unknown_interpreter"),
    ({"AX": Meeting("QQ", "s2", "T2", "I")}, "unknown_pair"),
    ({"again": Meeting("AB", "s3", "T1")}, "meets_twice"),
    ({"AX": Meeting("AX", "s1", "T2", "I")}, "order"),
    ({"AX": Meeting("AX", "s1", "T2", "I")}, "participant_twice"),
    ({"AB": None}, "order"),
    ({"AB": Meeting("AB", "s6", "T1")}, "participant_away"),
    ({"AC": Meeting("AC", "s3", "T3")}, "not_at_fixed_slot"),
    ({"BY": Meeting("BY", "s3")}, "slot_not_allowed"),
    ({"BY": Meeting("BY", "s2", "T3")}, "not_at_own_table"),
    ({"BC": Meeting("BC", "s6", "T1")}, "forbidden"),
    ({"AC": Meeting("AC", "s4", "T2")}, "table_closed"),
    ({"CX": Meeting("CX", "s2", "T2", "K")}, "table_twice"),
    ({"AX": Meeting("AX", "s2", "T2")}, "no_interpreter"),
    ({"AX": Meeting("AX", "s2", "T2", "J")}, "interpreter_cannot"),
    ({"AX": None, "CX": Meeting("CX", "s1", "T2", "K")}, "interpreter_away"),
    ({"AC": Meeting("AC", "s4", "T3", "K"), "CX": Meeting("CX", "s4", "T1", "K")}, "interpreter_twice"),
    ({"CX": Meeting("CX", "s5", "T1", "I")}, "interpreter_above_max"),
    ({"AY": Meeting("AY", "s5")}, "above_max"),
    ({"AC": None, "AY": Meeting("AY", "s3")}, "max_run"),
]


@pytest.mark.parametrize(("changed", "code"), MUTATIONS)
def test_each_rule_is_judged(changed, code):
    changed = dict(changed)
    if any(meeting is not None and meeting.slot == "s9" for meeting in changed.values()) or "QQ" in {
        meeting.pair for meeting in changed.values() if meeting is not None
    }:  # a score cannot be counted from what is unknown
        right = plan_with()
        plan = replace(right, meetings=tuple({**MEETINGS, **changed}.values()))
    else:
        plan = plan_with(**changed)
    assert code in codes(plan)


def test_uneven_breaks_are_a_figure_and_break_no_rule():
    tight = replace(PROBLEM, options=replace(PROBLEM.options, break_spread=0))
    plan = plan_with()  # A alone has a break
    assert codes(plan, tight) == {"wrong_score"}
    checked = verify(tight, plan)
    assert checked.plan.score.spread_excess == 1
    assert {fault.path for fault in checked.doubtful} >= {"$.score.spread_excess"}


def test_a_break_for_everyone_is_no_difference():
    problem = Problem(
        slots=(Slot("s1", DAY), Slot("s2", DAY), Slot("s3", DAY)),
        tables=(Table("T1"),),
        participants=(Participant("A"), Participant("B")),
        pairs=(Pair("M", "A", "B"), Pair("N", "A", "B")),
        options=Options(break_spread=0),
    )
    meetings = (Meeting("M", "s1", "T1"), Meeting("N", "s3", "T1"))
    assert check(problem, Plan(meetings, (), score_of(problem, meetings), Bounds(0, 0, 2.0, 0, 0))) == ()


def test_two_days_make_no_break():
    score = score_of(PROBLEM, [MEETINGS["CX"], Meeting("AC", "s4", "T3")])
    assert (score.breaks, score.table_changes) == (0, 1)


def test_a_long_gap_is_one_break():
    assert score_of(PROBLEM, [MEETINGS["AB"], MEETINGS["AC"]]).breaks == 1


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"unplaced": ()}, "not_listed"),
        ({"unplaced": (Unplaced("AY", "a_full"), Unplaced("AB", "a_full"))}, "placed_and_listed"),
        ({"unplaced": (Unplaced("AY", "a_full"), Unplaced("AY", "a_full"))}, "listed_twice"),
        ({"unplaced": (Unplaced("AY", "lower_weight", ("ZZ",)),)}, "unknown_pair"),
        ({"bounds": Bounds(0, 0, 99.0, 0)}, "bound_is_beaten"),
        ({"bounds": Bounds(1, 1, 99.0, 0)}, "bound_is_beaten"),
        ({"bounds": Bounds(1, 0, 99.0, 1, 0)}, "bound_is_beaten"),
        ({"bounds": Bounds(1, 0, 14.9, 0)}, "bound_is_beaten"),
        ({"bounds": Bounds(1, 0, 99.0, 0, 2)}, "bound_is_beaten"),
        ({"status": "optimal"}, "not_proved"),
    ],
)
def test_claims_are_judged(changed, code):
    assert code in codes(replace(plan_with(), **changed))


@pytest.mark.parametrize("key", ["must", "below_min", "weight", "breaks", "most_breaks", "table_changes"])
def test_each_figure_is_counted_again(key):
    plan = plan_with()
    wrong = replace(plan.score, **{key: getattr(plan.score, key) + 1})
    faults = check(PROBLEM, replace(plan, score=wrong, bounds=Bounds(9, 0, 999.0, 0)))
    assert [(fault.path, fault.code) for fault in faults] == [(f"$.score.{key}", "wrong_score")]


def test_proved_figures_are_accepted_as_optimal():
    plan = plan_with()
    score = plan.score
    bounds = Bounds(score.must, score.below_min, score.weight, score.spread_excess, score.breaks)
    assert check(PROBLEM, replace(plan, bounds=bounds, status="optimal")) == ()


@given(problems(), st.randoms(use_true_random=False))
@settings(max_examples=120, deadline=None)
def test_a_changed_plan_is_caught(problem, random):
    """One meeting is moved onto another of the same person, or taken out without a word."""
    plan = solve(problem, Stop(seconds=None, work=500))
    if not plan.meetings:
        return
    victim = random.choice(plan.meetings)
    rest = tuple(meeting for meeting in plan.meetings if meeting is not victim)
    assert check(problem, replace(plan, meetings=rest))
    people = {pair.id: {pair.a, pair.b} for pair in problem.pairs}
    for other in rest:
        if people[other.pair] & people[victim.pair]:
            moved = replace(victim, slot=other.slot)
            assert "participant_twice" in codes(replace(plan, meetings=(*rest, moved)), problem)
    persons = {person.id: person for person in problem.participants}
    for slot in {slot for name in people[victim.pair] for slot in persons[name].away}:
        moved = replace(victim, slot=slot)
        assert "participant_away" in codes(replace(plan, meetings=(*rest, moved)), problem)
