"""Problems from JSON and back, and what a problem says of its pairs."""

import json

import pytest
from hypothesis import given, settings

from meetplan import Problem
from tests.meetplan.documents import document, faults_of
from tests.meetplan.small_problems import problems


@pytest.mark.parametrize("text", ["", "{", "[1,", b"\xff\xfe{", "[" * 100_000, '{"format": ' + "9" * 5000 + "}"])
def test_what_is_not_json_is_a_fault_and_not_a_crash(text):
    assert faults_of(lambda: Problem.from_json(text)) == {("$", "not_json")}


def test_what_is_left_out_has_its_usual_value():
    problem = Problem.from_json(
        {
            "format": "meetplan/1",
            "slots": [{"id": "s", "day": "2026-05-12"}],
            "tables": 12,
            "participants": [{"id": "A"}, {"id": "B"}],
            "pairs": [{"id": "M", "a": "A", "b": "B"}],
        }
    )
    assert [table.id for table in problem.tables][::11] == ["T01", "T12"]
    meeting, first = problem.pairs[0], problem.participants[0]
    assert (meeting.kind, meeting.weight, meeting.slots, meeting.after, meeting.fixed) == ("wish", 1.0, None, (), None)
    assert (first.min, first.max, first.table, first.online, first.away) == (0, None, None, False, frozenset())
    assert (problem.options.break_spread, problem.options.max_run) == (None, None)


@given(problems())
@settings(max_examples=60, deadline=None)
def test_a_problem_survives_its_json(problem):
    assert Problem.from_json(json.dumps(problem.to_json())) == problem


@given(problems())
@settings(max_examples=60, deadline=None)
def test_an_interpreter_is_needed_where_no_language_is_shared(problem):
    languages = {participant.id: set(participant.languages) for participant in problem.participants}
    for pair in problem.pairs:
        a, b = languages[pair.a], languages[pair.b]
        expected = bool(problem.interpreters and a and b and a.isdisjoint(b))
        assert problem.needs_interpreter(pair) == expected
        assert tuple(map(set, problem.languages_of(pair))) == (a, b)


def test_an_unknown_format_is_refused():
    assert faults_of(lambda: Problem.from_json(document(format="meetplan/2"))) == {("$.format", "unknown_format")}
