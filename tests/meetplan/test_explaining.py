"""What is said about a pair that does not meet is true: somebody could try it."""

import pytest
from hypothesis import given, settings

from evaluation.meetplan.exhaustive import Checker
from meetplan import Explanation, Interpreter, Pair, Participant, Plan, Problem, Slot, Stop, Table, explain, solve
from meetplan.problem import numbered_tables
from tests.meetplan.small_problems import problems

RULE_OF = {"a_busy": "busy", "b_busy": "busy", "a_full": "full", "b_full": "full"}
DAY = "2026-05-12"


def assert_true(problem: Problem, plan: Plan, explanation: Explanation) -> None:
    judge = Checker(problem)
    pair = judge.pairs[explanation.pair]
    slot_by_pair = {meeting.pair: meeting.slot for meeting in plan.meetings}
    possible = judge.possible_slots(pair)
    without = {pair_id: slot for pair_id, slot in slot_by_pair.items() if pair_id not in explanation.drop}
    if explanation.drop:
        assert set(explanation.drop) <= set(slot_by_pair)
        assert any(not judge.broken({**without, pair.id: slot}) for slot in possible), "dropping these makes room"
    assert set(explanation.slots) <= set(possible)
    assert set(explanation.blocked) <= set(explanation.slots)
    for slot, code in explanation.blocked.items():
        assert RULE_OF.get(code, code) in judge.broken({**slot_by_pair, pair.id: slot}), (
            f"{code} stands in the way at {slot}"
        )
    if explanation.reason == "no_common_slot":
        assert not possible
    if explanation.reason in ("a_full", "b_full"):
        participant = judge.people[pair.a if explanation.reason == "a_full" else pair.b]
        count = sum(
            participant.id in (judge.pairs[other_pair].a, judge.pairs[other_pair].b) for other_pair in slot_by_pair
        )
        assert participant.max is not None
        assert count >= participant.max
    if explanation.reason == "lower_weight":
        assert explanation.drop
    if explanation.languages is not None:
        assert problem.needs_interpreter(pair)


@given(problems())
@settings(max_examples=120)
def test_every_explanation_is_true(problem: Problem) -> None:
    plan = solve(problem, Stop(seconds=None, work=2000))
    reasons = {unplaced.pair: unplaced for unplaced in plan.unplaced}
    assert set(reasons) == {pair.id for pair in problem.pairs} - {meeting.pair for meeting in plan.meetings}
    for pair_id, unplaced in reasons.items():
        explanation = explain(problem, plan, pair_id)
        assert (explanation.reason, explanation.drop) == (unplaced.reason, unplaced.instead_of)
        assert_true(problem, plan, explanation)


@given(problems())
@settings(max_examples=60)
def test_nothing_is_left_out_that_would_simply_fit(problem: Problem) -> None:
    plan = solve(problem, Stop(seconds=None, work=2000))
    judge = Checker(problem)
    slot_by_pair = {meeting.pair: meeting.slot for meeting in plan.meetings}
    for pair in problem.pairs:
        if pair.id not in slot_by_pair and pair.weight > 0:
            for slot in judge.possible_slots(pair):
                assert judge.broken({**slot_by_pair, pair.id: slot}), f"{pair.id} could meet at {slot}"


def situation(**parts: object) -> Problem:
    """Two slots, two tables, three people; A and B, A and C wish to meet."""
    usual: dict[str, object] = {
        "slots": (Slot("s1", DAY), Slot("s2", DAY)),
        "tables": numbered_tables(2),
        "participants": (Participant("A"), Participant("B"), Participant("C")),
        "pairs": (Pair("AB", "A", "B", weight=2.0), Pair("AC", "A", "C")),
    }
    return Problem(**{**usual, **parts})  # type: ignore[arg-type]


def explanation_of(problem: Problem, pair: str) -> Explanation:
    return explain(problem, solve(problem, Stop(seconds=2.0)), pair)


def test_forbidden() -> None:
    assert explanation_of(situation(pairs=(Pair("AB", "A", "B", "forbidden"),)), "AB") == Explanation("AB", "forbidden")


def test_never_there_together() -> None:
    participants = (
        Participant("A", away=frozenset({"s1"})),
        Participant("B", away=frozenset({"s2"})),
        Participant("C"),
    )
    assert explanation_of(situation(participants=participants), "AB").reason == "no_common_slot"


def test_a_fixed_slot_without_one_of_them() -> None:
    participants = (Participant("A", away=frozenset({"s1"})), Participant("B"), Participant("C"))
    assert (
        explanation_of(situation(participants=participants, pairs=(Pair("AB", "A", "B", fixed="s1"),)), "AB").reason
        == "fixed"
    )


def test_full() -> None:
    participants = (Participant("A", max=1), Participant("B"), Participant("C"))
    explanation = explanation_of(situation(participants=participants), "AC")
    assert (explanation.reason, explanation.drop) == ("a_full", ("AB",))
    swapped = situation(participants=participants, pairs=(Pair("AB", "A", "B", weight=2.0), Pair("CA", "C", "A")))
    assert explanation_of(swapped, "CA").reason == "b_full"


def test_lower_weight() -> None:
    explanation = explanation_of(situation(slots=(Slot("s1", DAY),)), "AC")
    assert (explanation.reason, explanation.drop, explanation.slots) == ("lower_weight", ("AB",), ())


def test_no_table() -> None:
    participants = (Participant("A"), Participant("B"), Participant("C"), Participant("D"))
    pairs = (Pair("AB", "A", "B", weight=2.0), Pair("CD", "C", "D"))
    one_slot = (Slot("s1", DAY),)
    explanation = explanation_of(
        situation(participants=participants, pairs=pairs, slots=one_slot, tables=numbered_tables(1)), "CD"
    )
    assert (explanation.reason, explanation.slots, explanation.blocked, explanation.drop) == (
        "no_table",
        ("s1",),
        {"s1": "no_table"},
        ("AB",),
    )
    closed = (Table("T", frozenset({"s1", "s2"})),)
    seated = (Participant("A", table="T"), Participant("B"), Participant("C"))
    assert explanation_of(situation(participants=seated, tables=closed), "AB").reason == "no_table"


def test_no_interpreter() -> None:
    participants = tuple(Participant(name, languages=("ko",) if name in "AC" else ("zh",)) for name in "ABCD")
    pairs = (Pair("AB", "A", "B", weight=2.0), Pair("CD", "C", "D"))
    shared = {"slots": (Slot("s1", DAY),), "participants": participants, "pairs": pairs}
    explanation = explanation_of(situation(**shared, interpreters=(Interpreter("I", ("ko", "zh")),)), "CD")
    assert (explanation.reason, explanation.languages, explanation.drop) == ("no_interpreter", ("ko", "zh"), ("AB",))
    nobody = explanation_of(situation(**shared, interpreters=(Interpreter("I", ("ko", "en")),)), "CD")
    assert (nobody.reason, nobody.drop) == ("no_interpreter", ())


def test_order() -> None:
    pairs = (
        Pair("AB", "A", "B", fixed="s1"),
        Pair("AC", "A", "C", "must", fixed="s1"),
        Pair("BC", "B", "C", after=("AB",)),
    )
    assert explanation_of(situation(pairs=pairs), "BC").reason == "order"


def test_a_pair_that_meets_needs_no_explanation() -> None:
    problem = situation()
    plan = solve(problem, Stop(seconds=1.0))
    with pytest.raises(ValueError, match="AB"):
        explain(problem, plan, "AB")
    with pytest.raises(KeyError):
        explain(problem, plan, "ZZ")
