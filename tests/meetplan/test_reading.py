"""Problems, plans and changes from JSON: all faults at once, each with its place and code."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_problems import problems

from meetplan import BadProblem, Changes, Plan, Problem
from meetplan.reading.fields import MAX_TABLES

SLOT = {"id": "s1", "day": "2026-05-12", "start": "09:00", "end": "09:30"}


def document(**changed):
    """A right problem of two people and one pair, with some of its parts changed."""
    return {
        "format": "meetplan/1",
        "slots": [SLOT, {"id": "s2", "day": "2026-05-12", "start": "09:30", "end": "10:00"}],
        "tables": [{"id": "T1"}],
        "participants": [{"id": "A", "languages": ["ko"]}, {"id": "B", "languages": ["zh"]}],
        "interpreters": [{"id": "I", "languages": ["ko", "zh"]}],
        "pairs": [{"id": "M", "a": "A", "b": "B"}],
        **changed,
    }


def person(**fields):
    return document(participants=[{"id": "A", **fields}, {"id": "B"}])


def pair(**fields):
    return document(pairs=[{"id": "M", "a": "A", "b": "B", **fields}])


def faults_of(read):
    with pytest.raises(BadProblem) as caught:
        read()
    return {(fault.path, fault.code) for fault in caught.value.faults}


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


@pytest.mark.parametrize("text", ["", "{", "[1,", b"\xff\xfe{", "[" * 100_000, '{"format": ' + "9" * 5000 + "}"])
def test_what_is_not_json_is_a_fault_and_not_a_crash(text):
    assert faults_of(lambda: Problem.from_json(text)) == {("$", "not_json")}


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
    found = faults_of(lambda: Problem.from_json(document(pairs=[free, *circle])))
    assert found == {(f"$.pairs[{k}].after", "order_is_a_circle") for k in (1, 2, 3)}


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


def test_no_slot_permitted_is_not_every_slot_permitted():
    assert Problem.from_json(pair(slots=[])).pairs[0].slots == frozenset()


@given(problems())
@settings(max_examples=60, deadline=None)
def test_a_problem_survives_its_json(problem):
    assert Problem.from_json(json.dumps(problem.to_json())) == problem


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
    told = ["accepted"]
    try:
        problem = Problem.from_json(data)
    except BadProblem as refusal:
        told = [str(fault) for fault in refusal.faults]
    else:
        assert Problem.from_json(json.dumps(problem.to_json())) == problem
    assert told


def plan_document(**changed):
    figures = {"must": 0, "below_min": 0, "weight": 1.0, "breaks": 0, "most_breaks": 0, "table_changes": 0}
    return {
        "format": "meetplan-plan/1",
        "status": "optimal",
        "meetings": [{"pair": "M", "slot": "s1", "table": "T1", "interpreter": "I"}],
        "unplaced": [],
        "score": figures,
        "bounds": {key: figures[key] for key in ("must", "below_min", "weight", "breaks")},
        "seconds": 0.5,
        "seed": 3,
        **changed,
    }


@pytest.mark.parametrize(
    ("data", "path", "code"),
    [
        ({"format": "meetplan/1"}, "$.format", "unknown_format"),
        (plan_document(meetings=[{"slot": "s1"}]), "$.meetings[0].pair", "missing"),
        (plan_document(meetings=[{"pair": "M", "slot": 1}]), "$.meetings[0].slot", "not_text"),
        (plan_document(meetings=7), "$.meetings", "not_a_list"),
        (plan_document(unplaced=[{"pair": "M", "with": "N"}]), "$.unplaced[0].with", "not_a_list"),
        (plan_document(status="perfect"), "$.status", "unknown_status"),
        (plan_document(score=None), "$.score", "missing"),
        (plan_document(bounds=[]), "$.bounds", "not_an_object"),
        (plan_document(score={"weight": math.nan}), "$.score.weight", "not_a_number"),
        (plan_document(score={"breaks": 0.5}), "$.score.breaks", "not_a_whole_number"),
        (plan_document(seconds=-1), "$.seconds", "negative"),
        (plan_document(seed="x"), "$.seed", "not_a_whole_number"),
    ],
)
def test_a_fault_of_a_plan_is_told_with_its_place(data, path, code):
    assert (path, code) in faults_of(lambda: Plan.from_json(data))


def test_a_plan_survives_its_json():
    plan = Plan.from_json(plan_document())
    assert Plan.from_json(json.dumps(plan.to_json())) == plan
    assert plan.meetings[0].interpreter == "I"


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
    kept = changes.applied(PROBLEM, held=frozenset({"M"}))
    assert [(pair.id, pair.after) for pair in kept.pairs] == [("M", ()), ("N", ("M",))]
