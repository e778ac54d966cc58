"""Changes from JSON, and the problem after them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetplan import Changes, Problem
from meetplan.changes import Away, Closed
from tests.meetplan.documents import document, faults_of
from tests.meetplan.small_problems import problems

PROBLEM = Problem.from_json(document())


@pytest.mark.parametrize(
    ("data", "path", "code"),
    [
        (7, "$", "not_an_object"),
        ("{", "$", "not_json"),
        ({"now": "s9"}, "$.now", "unknown_slot"),
        ({"away": [{"slots": ["s1"]}]}, "$.away[0].participant", "missing"),
        ({"away": [{"participant": "Z"}]}, "$.away[0].participant", "unknown_participant"),
        ({"away": [{"interpreter": "Z"}]}, "$.away[0].interpreter", "unknown_interpreter"),
        ({"away": [{"participant": "A", "slots": ["s9"]}]}, "$.away[0].slots[0]", "unknown_slot"),
        ({"closed": [{"table": "T9"}]}, "$.closed[0].table", "unknown_table"),
        ({"closed": [{"slots": ["s1"]}]}, "$.closed[0].table", "missing"),
        ({"drop": ["Q"]}, "$.drop[0]", "unknown_pair"),
        ({"add": [{"id": "M", "a": "A", "b": "B"}]}, "$.add[0].id", "duplicate_id"),
        ({"add": [{"id": "N", "a": "A", "b": "Q"}]}, "$.add[0].b", "unknown_participant"),
        ({"add": [{"id": "N", "a": "A", "b": "B", "after": ["N"]}]}, "$.add[0].after", "order_is_a_circle"),
    ],
)
def test_a_fault_of_changes_is_told_with_its_place(data, path, code):
    assert (path, code) in faults_of(lambda: Changes.from_json(data, PROBLEM))


def test_changes_are_applied_from_now_on():
    changes = Changes.from_json(
        {
            "now": "s2",
            "away": [{"participant": "A"}, {"interpreter": "I", "slots": ["s1", "s2"]}],
            "closed": [{"table": "T1"}],
            "add": [{"id": "N", "a": "A", "b": "B", "after": ["M"]}],
            "drop": ["M"],
        },
        PROBLEM,
    )
    after = changes.applied(PROBLEM)
    assert after.participants[0].away == {"s2"}
    assert after.interpreters[0].away == {"s2"}
    assert after.tables[0].closed == {"s2"}
    assert [(pair.id, pair.after) for pair in after.pairs] == [("N", ())]
    with_held = changes.applied(PROBLEM, held=frozenset({"M"}))
    assert [(pair.id, pair.after) for pair in with_held.pairs] == [("M", ()), ("N", ("M",))]


@given(problems(), st.data())
@settings(max_examples=60, deadline=None)
def test_the_past_is_not_changed(problem, data):
    slots = [slot.id for slot in problem.slots]
    now = data.draw(st.sampled_from(slots))
    some = data.draw(st.frozensets(st.sampled_from(slots)))
    away = tuple(Away(participant.id, None, some) for participant in problem.participants)
    closed = tuple(Closed(table.id, some) for table in problem.tables)
    changes = Changes(now=now, away=away, closed=closed)
    past = frozenset(slots[: slots.index(now)])
    assert changes.past(problem) == past
    applied = changes.applied(problem)
    absent = (some or frozenset(slots)) - past
    for before, after in zip(problem.participants, applied.participants, strict=True):
        assert after.away == before.away | absent
    for before, after in zip(problem.tables, applied.tables, strict=True):
        assert after.closed == before.closed | absent
