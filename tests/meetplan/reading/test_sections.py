"""Every fault of a section is reported with its place and code."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetplan import BadProblem, Problem
from meetplan.reading.fields import MAX_TABLES
from tests.meetplan.documents import SLOT, document, faults_of, pair, person

FAULTY = [
    ([], "$", "not_an_object"),
    ({}, "$.format", "unknown_format"),
    (document(slots=None), "$.slots", "missing"),
    (document(slots={"a": 1}), "$.slots", "not_a_list"),
    (document(slots=[SLOT, 3]), "$.slots[1]", "not_an_object"),
    (document(slots=[SLOT, {"day": "2026-05-12"}]), "$.slots[1].id", "missing"),
    (document(slots=[SLOT, {**SLOT, "start": "09:30", "end": "10:00"}]), "$.slots[1].id", "duplicate_id"),
    (document(slots=[SLOT, {"id": "s2", "day": "12. May"}]), "$.slots[1].day", "not_a_date"),
    (document(slots=[{**SLOT, "start": "25:00"}]), "$.slots[0].start", "not_a_time"),
    (document(slots=[{**SLOT, "end": "08:00"}]), "$.slots[0].end", "ends_before_it_starts"),
    (document(slots=[SLOT, {"id": "s2", "day": "2026-05-11"}]), "$.slots[1]", "slots_out_of_order"),
    (document(slots=[SLOT, {**SLOT, "id": "s2", "start": "09:15"}]), "$.slots[1]", "slots_out_of_order"),
    (
        document(slots=[{"id": f"s{k}", "day": "2026-05-12"} for k in range(65)]),
        "$.slots",
        "too_many_slots_in_a_day",
    ),
    (document(tables=-1), "$.tables", "not_a_table_count"),
    (document(tables=MAX_TABLES + 1), "$.tables", "not_a_table_count"),
    (document(tables="three"), "$.tables", "not_a_list"),
    (document(tables=True), "$.tables", "not_a_list"),
    (document(tables=[{"id": "T1", "closed": ["s9"]}]), "$.tables[0].closed[0]", "unknown_slot"),
    (document(tables=[{"id": "T1"}, {"id": "T1"}]), "$.tables[1].id", "duplicate_id"),
    (person(name=7), "$.participants[0].name", "not_text"),
    (person(languages="ko"), "$.participants[0].languages", "not_a_list"),
    (person(languages=[""]), "$.participants[0].languages[0]", "not_text"),
    (person(away=["s9"]), "$.participants[0].away[0]", "unknown_slot"),
    (person(min=-1), "$.participants[0].min", "too_small"),
    (person(min=1.5), "$.participants[0].min", "not_a_whole_number"),
    (person(max=math.inf), "$.participants[0].max", "not_a_whole_number"),
    (person(max=math.nan), "$.participants[0].max", "not_a_whole_number"),
    (person(max="4"), "$.participants[0].max", "not_a_whole_number"),
    (person(max=True), "$.participants[0].max", "not_a_whole_number"),
    (person(max=1e30), "$.participants[0].max", "too_large"),
    (person(min=10**30), "$.participants[0].min", "too_large"),
    (person(min=3, max=2), "$.participants[0].min", "min_above_max"),
    (person(table="T9"), "$.participants[0].table", "unknown_table"),
    (person(online="yes"), "$.participants[0].online", "not_true_or_false"),
    (document(participants=[{"id": "A"}, {"id": "B"}, {"id": "A"}]), "$.participants[2].id", "duplicate_id"),
    (document(interpreters=[{"id": "I", "languages": ["ko"]}]), "$.interpreters[0].languages", "too_few_languages"),
    (document(interpreters=[{"id": "I", "languages": ["ko", "zh"], "max": -2}]), "$.interpreters[0].max", "too_small"),
    (pair(a="X"), "$.pairs[0].a", "unknown_participant"),
    (pair(b=None), "$.pairs[0].b", "missing"),
    (pair(b="A"), "$.pairs[0].b", "meets_itself"),
    (pair(kind="perhaps"), "$.pairs[0].kind", "unknown_kind"),
    (pair(weight=-1), "$.pairs[0].weight", "negative"),
    (pair(weight=math.nan), "$.pairs[0].weight", "not_a_number"),
    (pair(weight=math.inf), "$.pairs[0].weight", "not_a_number"),
    (pair(weight="3"), "$.pairs[0].weight", "not_a_number"),
    (pair(weight=1e300), "$.pairs[0].weight", "too_large"),
    (pair(slots=["s9"]), "$.pairs[0].slots[0]", "unknown_slot"),
    (pair(fixed="s9"), "$.pairs[0].fixed", "unknown_slot"),
    (pair(after=["Q"]), "$.pairs[0].after[0]", "unknown_pair"),
    (pair(after=["M"]), "$.pairs[0].after", "order_is_a_circle"),
    (
        document(pairs=[{"id": "M", "a": "A", "b": "B"}, {"id": "M", "a": "A", "b": "B"}]),
        "$.pairs[1].id",
        "duplicate_id",
    ),
    (
        document(pairs=[{"id": "M", "a": "A", "b": "B"}, {"id": "N", "a": "B", "b": "A", "kind": "forbidden"}]),
        "$.pairs[0]",
        "forbidden_elsewhere",
    ),
    (document(options=[]), "$.options", "not_an_object"),
    (document(options={"max_run": 0}), "$.options.max_run", "too_small"),
    (document(options={"max_run": 1e30}), "$.options.max_run", "too_large"),
    (document(options={"break_spread": 0.5}), "$.options.break_spread", "not_a_whole_number"),
    (document(options={"break_spread": 10**30}), "$.options.break_spread", "too_large"),
]


@pytest.mark.parametrize(("data", "path", "code"), FAULTY)
def test_a_fault_is_told_with_its_place(data, path, code):
    assert (path, code) in faults_of(lambda: Problem.from_json(data))


def test_all_faults_are_told_at_once():
    data = document(
        slots=[SLOT, {"id": "s2", "day": "soon"}],
        tables=[{"id": "T1", "closed": ["s7"]}],
        participants=[{"id": "A", "min": -1}, {"id": "B", "away": ["s8"], "online": 1}],
        pairs=[{"id": "M", "a": "A", "b": "Z", "weight": -3}, {"id": "N", "a": "A", "b": "B", "after": ["O"]}],
        options={"max_run": "long"},
    )
    assert faults_of(lambda: Problem.from_json(data)) == {
        ("$.slots[1].day", "not_a_date"),
        ("$.tables[0].closed[0]", "unknown_slot"),
        ("$.participants[0].min", "too_small"),
        ("$.participants[1].away[0]", "unknown_slot"),
        ("$.participants[1].online", "not_true_or_false"),
        ("$.pairs[0].b", "unknown_participant"),
        ("$.pairs[0].weight", "negative"),
        ("$.pairs[1].after[0]", "unknown_pair"),
        ("$.options.max_run", "not_a_whole_number"),
    }


def test_every_pair_on_a_circle_is_named():
    names = ("M", "N", "O")
    circle = [{"id": name, "a": "A", "b": "B", "after": [names[k - 1]]} for k, name in enumerate(names)]
    free = {"id": "Q", "a": "A", "b": "B"}
    faults = faults_of(lambda: Problem.from_json(document(pairs=[free, *circle])))
    assert faults == {(f"$.pairs[{k}].after", "order_is_a_circle") for k in (1, 2, 3)}


def test_no_slot_permitted_is_not_every_slot_permitted():
    assert Problem.from_json(pair(slots=[])).pairs[0].slots == frozenset()


# Whatever text a stranger sends, the answer is a problem or a list of faults.
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["", "s1", "A", "B", "M", "must", "ko"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "a", "b", "slots"]), inner),
    max_leaves=5,
)
PLACES = [
    (section, key)
    for section, keys in {
        "slots": ("id", "day", "start", "end", "session"),
        "tables": ("id", "closed"),
        "participants": ("id", "name", "side", "languages", "away", "min", "max", "table", "online"),
        "interpreters": ("id", "languages", "away", "max"),
        "pairs": ("id", "a", "b", "kind", "weight", "slots", "after", "fixed"),
    }.items()
    for key in keys
]


@given(st.sampled_from(PLACES), ANYTHING)
@settings(max_examples=300, deadline=None)
def test_no_value_makes_the_reader_fall(place, value):
    section, key = place
    data = document()
    data[section] = [{**data[section][0], key: value}, *data[section][1:]]
    outcome = ["accepted"]
    try:
        problem = Problem.from_json(data)
    except BadProblem as refusal:
        outcome = [str(fault) for fault in refusal.faults]
    else:
        assert Problem.from_json(json.dumps(problem.to_json())) == problem
    assert outcome
