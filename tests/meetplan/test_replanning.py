"""A repair is right, as good as can be, and moves as little as can be."""

import time
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.meetplan.exhaustive import all_timetables, sort_key
from meetplan import Changes, Options, Pair, Participant, Plan, Problem, Repair, Slot, Stop, check, replan, solve
from meetplan.changes import Away, Closed
from meetplan.problem import numbered_tables
from tests.meetplan.small_problems import problems

DAY = "2026-05-12"


@st.composite
def cases(draw: st.DrawFn, max_slots: int, max_people: int, max_pairs: int) -> tuple[Problem, Plan, Changes]:
    """A problem, a plan for it, and something that happens then."""
    problem = draw(problems(max_slots, max_people, max_pairs))
    plan = solve(problem, Stop(seconds=None, work=2000))
    slots = [slot.id for slot in problem.slots]
    some = st.frozensets(st.sampled_from(slots), max_size=2)
    participants = st.sampled_from([person.id for person in problem.participants])
    names = [pair.id for pair in problem.pairs]
    drop = draw(st.frozensets(st.sampled_from(names), max_size=1)) if names else frozenset()
    away = [Away(draw(participants), None, draw(some)) for _ in range(draw(st.integers(0, 2)))]
    if problem.interpreters and draw(st.booleans()):
        away.append(Away(None, draw(st.sampled_from(problem.interpreters)).id, draw(some)))
    closed = [Closed(table.id, draw(some)) for table in problem.tables[: draw(st.integers(0, 1))]]
    ends = draw(st.lists(participants, min_size=2, max_size=2, unique=True))
    apart = all(pair.kind != "forbidden" or {pair.a, pair.b} != set(ends) for pair in problem.pairs)
    add = (Pair("NEW", *ends, draw(st.sampled_from(("must", "wish")))),) if apart and draw(st.booleans()) else ()
    now = draw(st.none() | st.sampled_from(slots))
    return problem, plan, Changes(now, tuple(away), tuple(closed), add, drop)


def past_of(problem: Problem, plan: Plan, changes: Changes) -> dict[str, str]:
    past_slots = changes.past(problem)
    return {meeting.pair: meeting.slot for meeting in plan.meetings if meeting.slot in past_slots}


def assert_right(problem: Problem, plan: Plan, changes: Changes, repair: Repair) -> None:
    assert check(repair.problem, repair.plan) == ()
    past_slots = changes.past(problem)
    before = {meeting.pair: meeting for meeting in plan.meetings}
    after = {meeting.pair: meeting for meeting in repair.plan.meetings}
    before_now = {pair: meeting for pair, meeting in before.items() if meeting.slot in past_slots}
    now = {pair: meeting for pair, meeting in after.items() if meeting.slot in past_slots}
    assert before_now == now, "what was held stays, with table and interpreter"
    assert set(repair.moved) == {pair for pair in before.keys() & after.keys() if before[pair].slot != after[pair].slot}
    assert set(repair.changed) == {
        pair
        for pair in before.keys() & after.keys()
        if before[pair].slot == after[pair].slot and before[pair] != after[pair]
    }
    assert len(repair.moved) >= repair.fewest_moves
    assert not set(after) & (changes.drop - set(before_now))


@given(cases(8, 6, 9))
@settings(max_examples=50)
def test_every_repair_is_right(case: tuple[Problem, Plan, Changes]) -> None:
    problem, plan, changes = case
    assert_right(problem, plan, changes, replan(problem, plan, changes, Stop(seconds=2.0)))


@given(cases(4, 4, 5))
@settings(max_examples=80)
def test_a_repair_is_the_best_with_fewest_moves(case: tuple[Problem, Plan, Changes]) -> None:
    problem, plan, changes = case
    repair = replan(problem, plan, changes, Stop(seconds=2.0))
    timetables = all_timetables(repair.problem)
    if timetables is None:
        return
    past_slots, past = changes.past(problem), past_of(problem, plan, changes)
    possible = [
        timetable
        for timetable in timetables
        if {pair: slot for pair, slot in timetable.slots.items() if slot in past_slots} == past
    ]
    best = min(sort_key(timetable.figures)[:3] for timetable in possible)
    score = repair.plan.score
    assert sort_key((score.must, score.below_min, score.weight, 0, 0))[:3] == best
    old = {meeting.pair: meeting.slot for meeting in plan.meetings}
    moves = [
        sum(old.get(pair, slot) != slot for pair, slot in timetable.slots.items())
        for timetable in possible
        if sort_key(timetable.figures)[:3] == best
    ]
    assert len(repair.moved) == min(moves)
    held = {meeting.pair for meeting in repair.plan.meetings}
    alike = [
        sum(old.get(pair, slot) != slot for pair, slot in timetable.slots.items())
        for timetable in possible
        if set(timetable.slots) == held
    ]
    assert repair.fewest_moves <= min(alike)


def afternoon() -> tuple[Problem, Plan]:
    """Four who meet four, in six slots."""
    problem = Problem(
        slots=tuple(Slot(f"s{k}", DAY) for k in range(6)),
        tables=numbered_tables(4),
        participants=tuple(Participant(f"{side}{k}") for side in "AB" for k in range(4)),
        pairs=tuple(Pair(f"{a}{b}", f"A{a}", f"B{b}") for a in range(4) for b in range(4)),
        options=Options(break_spread=3),
    )
    return problem, solve(problem, Stop(seconds=2.0))


def test_nothing_happened_nothing_moves() -> None:
    problem, plan = afternoon()
    repair = replan(problem, plan, Changes())
    assert (repair.moved, repair.changed, repair.fewest_moves) == ((), (), 0)
    assert repair.plan.meetings == plan.meetings


def test_who_is_gone_for_good_moves_nobody() -> None:
    problem, plan = afternoon()
    repair = replan(problem, plan, Changes(away=(Away("B0", None, frozenset()),)))
    assert (repair.moved, len(repair.plan.meetings)) == ((), 12)
    assert {unplaced.pair for unplaced in repair.plan.unplaced} == {"00", "10", "20", "30"}


def test_who_comes_late_is_met_later() -> None:
    problem, plan = afternoon()
    repair = replan(problem, plan, Changes(away=(Away("B0", None, frozenset({"s0", "s1"})),)))
    assert check(repair.problem, repair.plan) == ()
    assert len(repair.plan.meetings) == 16
    assert len(repair.moved) == repair.fewest_moves > 0


def test_what_was_held_stays_when_somebody_leaves() -> None:
    problem, plan = afternoon()
    changes = Changes(now="s2", away=(Away("B0", None, frozenset()),), drop=frozenset({"00", "11"}))
    repair = replan(problem, plan, changes)
    assert_right(problem, plan, changes, repair)


def test_a_repair_without_time_is_still_right() -> None:
    problem, plan = afternoon()
    changes = Changes(away=(Away("B1", None, frozenset({"s0", "s3"})),))
    assert_right(problem, plan, changes, replan(problem, plan, changes, Stop(seconds=0.0)))


def test_a_plan_for_fewer_tables_is_repaired() -> None:
    problem, plan = afternoon()
    slots = frozenset({"s0"})
    changes = Changes(closed=tuple(Closed(table.id, slots) for table in problem.tables))
    repair = replan(problem, plan, changes)
    assert_right(problem, plan, changes, repair)
    assert all(meeting.slot != "s0" for meeting in repair.plan.meetings)
    assert replace(repair.problem, tables=problem.tables) == problem


def crowded(max_run):
    """Sixty firms and twenty buyers who want more meetings than fit."""
    random = Random(11)
    slots = tuple(Slot(f"s{k:02d}", "2026-05-12" if k < 8 else "2026-05-13") for k in range(16))
    firms = tuple(Participant(f"F{k}", side="seller") for k in range(60))
    buyers = tuple(Participant(f"B{k}", side="buyer") for k in range(20))
    pairs = tuple(
        Pair(f"{firm.id}-{buyer.id}", firm.id, buyer.id, weight=float(random.randint(1, 12)))
        for firm in firms
        for buyer in random.sample(buyers, 6)
    )
    options = Options(max_run=max_run)
    return Problem(slots, numbered_tables(18), (*firms, *buyers), pairs, options=options)


def test_where_long_runs_are_ruled_out_a_repair_keeps_to_its_time_and_proves_its_moves():
    problem = crowded(max_run=4)
    plan = solve(problem, Stop(seconds=2))
    at = {meeting.pair: meeting.slot for meeting in plan.meetings}
    held = tuple(
        replace(pair, kind="must", fixed=at[pair.id]) if pair.id in at and pair.b != "B3" else pair
        for pair in problem.pairs
    )
    changes = Changes(away=(Away("B3", None, frozenset(slot.id for slot in problem.slots[:8])),))
    begun = time.perf_counter()
    repair = replan(replace(problem, pairs=held), plan, changes, Stop(seconds=4))
    assert time.perf_counter() - begun < 20
    assert check(repair.problem, repair.plan) == ()
    assert all("B3" in pair for pair in repair.moved)
    assert repair.fewest_moves <= len(repair.moved)
