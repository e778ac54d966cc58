"""The timetable that people change by hand agrees, cell by cell, with the checker, which shares no code with it."""

import time
from dataclasses import astuple, replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetplan import (
    Cell,
    Conflict,
    ConflictError,
    Interpreter,
    Meeting,
    Options,
    Pair,
    Participant,
    Placing,
    Plan,
    Problem,
    Slot,
    Table,
    Timetable,
    check,
    score_of,
)
from meetplan.plan import Bounds, Unplaced
from meetplan.problem import numbered_tables
from tests.meetplan.small_problems import problems

DAY = "2026-05-12"
CPU_SECONDS = 0.05


def is_right(problem: Problem, meetings: tuple[Meeting, ...]) -> bool:
    """Whether the checker accepts a plan of these meetings."""
    placed = {meeting.pair for meeting in meetings}
    unplaced = tuple(Unplaced(pair.id, "not_explained") for pair in problem.pairs if pair.id not in placed)
    return not check(problem, Plan(meetings, unplaced, score_of(problem, meetings), Bounds()))


@st.composite
def timetables(draw: st.DrawFn) -> Timetable:
    """A right timetable of a small problem, filled at random."""
    timetable = Timetable(draw(problems(max_slots=6, max_people=5, max_pairs=6)))
    for pair in draw(st.permutations(timetable.problem.pairs)):
        cells = timetable.legal_cells(pair.id)
        if cells and draw(st.integers(0, 4)):
            timetable = timetable.add(pair.id, *draw(st.sampled_from(cells)))
    assert is_right(timetable.problem, timetable.meetings)
    return timetable


def cells_of(problem: Problem, pair: Pair) -> list[Cell]:
    online = any(person.online for person in problem.participants if person.id in (pair.a, pair.b))
    tables = [None] if online else [table.id for table in problem.tables]
    return [Cell(slot.id, table) for slot in problem.slots for table in tables]


def others(timetable: Timetable, *pairs: str) -> tuple[Meeting, ...]:
    return tuple(meeting for meeting in timetable.meetings if meeting.pair not in pairs)


def difference(problem: Problem, after: tuple[Meeting, ...], before: tuple[Meeting, ...]) -> tuple[float, ...]:
    pairs = zip(astuple(score_of(problem, after)), astuple(score_of(problem, before)), strict=True)
    return tuple(new - old for new, old in pairs)


@given(timetables())
@settings(max_examples=40)
def test_a_cell_is_legal_exactly_where_the_checker_accepts_the_move(timetable: Timetable) -> None:
    problem = timetable.problem
    interpreters = [None, *(interpreter.id for interpreter in problem.interpreters)]
    for pair in problem.pairs:
        remaining = others(timetable, pair.id)
        accepted = tuple(
            cell
            for cell in cells_of(problem, pair)
            if any(
                is_right(problem, (*remaining, Meeting(pair.id, *cell, participant))) for participant in interpreters
            )
        )
        assert timetable.legal_cells(pair.id) == accepted
        for cell in cells_of(problem, pair):
            assert bool(timetable.conflicts(pair.id, cell)) == (cell not in accepted)


@given(timetables())
@settings(max_examples=60)
def test_the_cost_of_a_move_is_the_difference_of_the_scores(timetable: Timetable) -> None:
    problem = timetable.problem
    for pair in problem.pairs:
        for cell in [None, *cells_of(problem, pair)]:
            after = (*others(timetable, pair.id), *([Meeting(pair.id, *cell)] if cell else []))
            if cell and any(conflict.code == "busy" for conflict in timetable.conflicts(pair.id, cell)):
                continue  # who sits at two tables at once changes tables in no order
            cost = astuple(timetable.cost(pair.id, cell))
            assert cost == pytest.approx(difference(problem, after, timetable.meetings))
        for cell, cost in timetable.options(pair.id).items():
            assert cost == timetable.cost(pair.id, cell)


@given(timetables())
@settings(max_examples=40)
def test_a_change_is_made_exactly_where_it_leaves_a_right_plan(timetable: Timetable) -> None:
    before = timetable.meetings
    for meeting in before:
        try:
            after = timetable.remove(meeting.pair)
        except ConflictError:
            assert not is_right(timetable.problem, others(timetable, meeting.pair))
        else:
            assert after.meetings == others(timetable, meeting.pair)
            assert is_right(timetable.problem, after.meetings)
        for cell in timetable.legal_cells(meeting.pair):
            after = timetable.move(meeting.pair, *cell)
            assert is_right(timetable.problem, after.meetings)
            assert (after.meeting_of(meeting.pair).slot, after.meeting_of(meeting.pair).table) == cell
    assert timetable.meetings == before


@given(timetables(), st.data())
@settings(max_examples=60)
def test_a_swap_is_refused_exactly_where_no_interpreters_make_it_right(
    timetable: Timetable, data: st.DataObject
) -> None:
    if len(timetable.meetings) < 2:
        return
    first, second = data.draw(st.permutations(timetable.meetings))[:2]
    remaining = others(timetable, first.pair, second.pair)
    interpreters = [None, *(interpreter.id for interpreter in timetable.problem.interpreters)]
    swapped = [
        (
            *remaining,
            Meeting(first.pair, second.slot, second.table, a),
            Meeting(second.pair, first.slot, first.table, b),
        )
        for a in interpreters
        for b in interpreters
    ]
    try:
        after = timetable.swap(first.pair, second.pair)
    except ConflictError as error:
        codes = {conflict.code for conflicts in error.conflicts.values() for conflict in conflicts}
        assert codes == {"no_interpreter"} or not any(is_right(timetable.problem, plan) for plan in swapped)
    else:
        assert is_right(timetable.problem, after.meetings)


@given(timetables())
@settings(max_examples=40)
def test_what_blocks_for_good_blocks_whoever_sits_where(timetable: Timetable) -> None:
    for pair in timetable.problem.pairs:
        for slot in timetable.problem.slots:
            blockers = timetable.blockers(pair.id, slot.id)
            assert not blockers or not timetable.feasibility(pair.id, slot.id).is_legal
            for conflict in blockers:
                if conflict.code == "no_interpreter":
                    for other_pair in conflict.meetings:
                        with timetable.without([other_pair]):
                            codes = {remaining.code for remaining in timetable.blockers(pair.id, slot.id)}
                            assert "no_interpreter" not in codes


def situation(**parts: object) -> Problem:
    """Two slots, two tables, four people in two pairs."""
    usual: dict[str, object] = {
        "slots": (Slot("s1", DAY), Slot("s2", DAY)),
        "tables": numbered_tables(2),
        "participants": tuple(map(Participant, "ABCD")),
        "pairs": (Pair("AB", "A", "B"), Pair("AC", "A", "C"), Pair("CD", "C", "D")),
    }
    return Problem(**{**usual, **parts})  # type: ignore[arg-type]


AB = Meeting("AB", "s1", "T01")
SITUATIONS: dict[str, tuple[Problem, tuple[Meeting, ...], str, Cell, tuple[Conflict, ...]]] = {
    "forbidden": (
        situation(pairs=(Pair("CD", "C", "D", "forbidden"),)), (), "CD", Cell("s1", "T01"), (Conflict("forbidden"),),
    ),
    "fixed": (situation(pairs=(Pair("CD", "C", "D", fixed="s2"),)), (), "CD", Cell("s1", "T01"), (Conflict("fixed"),)),
    "slots": (
        situation(pairs=(Pair("CD", "C", "D", slots=frozenset({"s2"})),)), (), "CD", Cell("s1", "T01"),
        (Conflict("slot_not_allowed"),),
    ),
    "away and busy at a taken table": (
        situation(
            participants=(*map(Participant, "AB"), Participant("C", away=frozenset({"s1"}))),
            pairs=(Pair("AB", "A", "B"), Pair("AC", "A", "C")),
        ),
        (AB,), "AC", Cell("s1", "T01"),
        (Conflict("busy", "A", ("AB",)), Conflict("away", "C"), Conflict("table_taken", None, ("AB",), "T01")),
    ),
    "full": (
        situation(participants=(Participant("A", max=1), *map(Participant, "BCD"))), (AB,), "AC", Cell("s2", "T01"),
        (Conflict("full", "A", ("AB",)),),
    ),
    "max_run": (
        situation(options=Options(max_run=1)), (AB,), "AC", Cell("s2", "T01"), (Conflict("max_run", "A"),),
    ),
    "same person": (
        situation(same_person=(frozenset({"B", "C"}),)), (AB,), "CD", Cell("s1", "T02"),
        (Conflict("same_person", "C", ("AB",)),),
    ),
    "predecessor": (
        situation(pairs=(Pair("AB", "A", "B"), Pair("CD", "C", "D", after=("AB",)))), (AB,), "CD", Cell("s1", "T02"),
        (Conflict("predecessor", None, ("AB",)),),
    ),
    "successor": (
        situation(pairs=(Pair("AB", "A", "B", after=("CD",)), Pair("CD", "C", "D"))), (AB,), "CD", Cell("s2", "T02"),
        (Conflict("successor", None, ("AB",)),),
    ),
    "own table": (
        situation(participants=(*map(Participant, "ABC"), Participant("D", table="T02"))), (), "CD", Cell("s1", "T01"),
        (Conflict("own_table", "D", (), "T02"),),
    ),
    "closed": (
        situation(tables=(Table("T01", frozenset({"s1"})), Table("T02"))), (), "CD", Cell("s1", "T01"),
        (Conflict("table_closed", None, (), "T01"),),
    ),
    "no interpreter": (
        situation(
            participants=(
                *map(Participant, "AB"), Participant("C", languages=("ko",)), Participant("D", languages=("zh",)),
            ),
            interpreters=(Interpreter("I", ("ko", "en")),),
        ),
        (), "CD", Cell("s1", "T01"), (Conflict("no_interpreter"),),
    ),
    "without a table": (situation(), (), "CD", Cell("s1", None), (Conflict("no_table"),)),
}  # fmt: skip


@pytest.mark.parametrize("name", SITUATIONS)
def test_every_reason_is_given_with_who_and_what(name: str) -> None:
    problem, meetings, pair, cell, conflicts = SITUATIONS[name]
    assert Timetable(problem, meetings).conflicts(pair, cell) == conflicts


def test_what_is_above_its_maximum_already_can_still_be_moved_and_not_added_to() -> None:
    participants = (Participant("A", max=1), *map(Participant, "BCD"))
    problem = situation(participants=participants, slots=tuple(Slot(f"s{k}", DAY) for k in range(1, 5)))
    timetable = Timetable(problem, (AB, Meeting("AC", "s2", "T01")))
    assert timetable.move("AB", "s3").meeting_of("AB") == Meeting("AB", "s3", "T01")
    assert {c.code for c in timetable.remove("AB").conflicts("AB", Cell("s3", "T01"))} == {"full"}


def test_what_does_not_meet_is_not_moved_and_unknown_ids_are_named() -> None:
    timetable = Timetable(situation(), (AB,))
    for change in (
        lambda: timetable.move("CD", "s1"),
        lambda: timetable.remove("CD"),
        lambda: timetable.swap("AB", "CD"),
    ):
        with pytest.raises(ConflictError, match="CD: not_placed"):
            change()
    for change in (
        lambda: timetable.add("ZZ", "s1"),
        lambda: timetable.add("CD", "s9"),
        lambda: timetable.add("CD", "s1", "T9"),
    ):
        with pytest.raises(KeyError):
            change()


def test_a_pair_that_was_not_in_the_problem_can_be_asked_about() -> None:
    timetable = Timetable(situation(), (AB,)).with_pairs([Pair("BD", "B", "D"), Pair("AB", "A", "B", "forbidden")])
    assert timetable.legal_cells("BD") == (Cell("s2", "T01"), Cell("s2", "T02"))
    assert timetable.problem.pairs[0].kind == "wish"


def test_all_or_nothing() -> None:
    timetable = Timetable(situation(), (AB, Meeting("CD", "s2", "T01")))
    both = timetable.apply(Placing("CD", None), Placing("AC", Cell("s2", "T02")))
    assert both.meetings == (AB, Meeting("AC", "s2", "T02"))
    with pytest.raises(ConflictError) as error:
        timetable.apply(Placing("AB", Cell("s1", "T02")), Placing("AC", Cell("s2", "T02")))
    assert error.value.conflicts == {"AC": (Conflict("busy", "C", ("CD",)),)}


def large_timetable() -> Timetable:
    """300 firms and 60 buyers, every buyer with a meeting in nearly every slot."""
    random = Random(1)
    slots = tuple(Slot(f"s{k:02d}", f"2026-05-{12 + k // 16}") for k in range(32))
    firms = [Participant(f"S{k:03d}", languages=("ko",)) for k in range(300)]
    buyers = [Participant(f"B{k:02d}", languages=("zh",)) for k in range(60)]
    pairs = tuple(Pair(f"{a.id}-{b.id}", a.id, b.id) for a in firms for b in random.sample(buyers, 20))
    interpreters = tuple(Interpreter(f"I{k:02d}", ("ko", "zh")) for k in range(50))
    problem = Problem(slots, numbered_tables(60), (*firms, *buyers), pairs, interpreters, Options(2, 6))
    meetings, occupied = [], set()
    for slot in slots:
        tables, helpers = iter(problem.tables[:40]), iter(interpreters)
        for pair in random.sample(pairs, 400):
            if len(occupied & {(pair.a, slot.id), (pair.b, slot.id), pair.id}) == 0 and (table := next(tables, None)):
                occupied |= {(pair.a, slot.id), (pair.b, slot.id), pair.id}
                meetings.append(Meeting(pair.id, slot.id, table.id, next(helpers).id))
    return Timetable(problem, meetings)


def test_all_cells_of_a_meeting_of_a_large_event_with_their_costs() -> None:
    timetable = large_timetable()
    assert len(timetable.meetings) > 1000
    pairs = Random(2).sample([meeting.pair for meeting in timetable.meetings], 5)
    seconds, sizes = [], []
    for pair in pairs:
        timetable = replace_problem(timetable)  # nothing is remembered from the pair before
        began = time.process_time()
        sizes.append(len(timetable.options(pair)))
        seconds.append(time.process_time() - began)
    print(f"{min(sizes)} to {max(sizes)} cells in {min(seconds) * 1000:.1f} to {max(seconds) * 1000:.1f} ms")
    assert max(sizes) > 100
    assert min(seconds) < CPU_SECONDS


def replace_problem(timetable: Timetable) -> Timetable:
    return Timetable(replace(timetable.problem), timetable.meetings)
