"""What the meetings of a timetable use, counted for the constraint programmes."""

import numpy as np

from meetplan.model import build_model
from meetplan.problem import Interpreter, Pair, Participant, Problem, Slot, numbered_tables
from meetplan.proof.snapshot import TimetableSnapshot

PROBLEM = Problem(
    tuple(Slot(name, "2026-05-12") for name in "abc"),
    numbered_tables(2),
    (
        Participant("S1", languages=("ko",)),
        Participant("S2", languages=("ko",)),
        Participant("B1", languages=("zh",)),
        Participant("B2", languages=("ko",), online=True),
    ),
    (Pair("p", "S1", "B1"), Pair("q", "S2", "B1"), Pair("r", "S2", "B2")),
    (Interpreter("I1", ("ko", "zh")),),
)


def snapshot_of(**slots):
    model = build_model(PROBLEM)
    numbers = [model.slot_index.get(slots.get(pair.id), -1) for pair in model.meetings]
    return model, TimetableSnapshot(model, np.array(numbers, np.int64))


def test_meetings_are_counted_for_people_tables_and_interpreters():
    _, snapshot = snapshot_of(p="a", q="c", r="a")
    assert sorted(snapshot.count) == [1, 1, 2, 2]
    assert snapshot.tables == [1, 0, 1], "who meets online takes no table"
    assert snapshot.pools == [[1], [0], [1]]
    assert (snapshot.pools_total, snapshot.pools_of[2]) == ([2], [])


def test_everybody_is_at_the_meeting_of_its_slot_and_nowhere_else():
    _, snapshot = snapshot_of(p="a", q="c")
    taken = [[slot for slot, meeting in enumerate(row) if meeting >= 0] for row in snapshot.at]
    assert sorted(taken) == [[], [0], [0, 2], [2]]
    for meeting, slot in ((0, 0), (1, 2)):
        assert sum(row[slot] == meeting for row in snapshot.at) == 2


def test_without_meetings_nothing_is_used():
    model, snapshot = snapshot_of()
    assert set(snapshot.count) == {0}
    assert {meeting for row in snapshot.at for meeting in row} == {-1}
    assert len(snapshot.tables) == model.slots
    assert snapshot.open_tables == [2, 2, 2]
