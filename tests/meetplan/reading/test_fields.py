"""Typed access to fields: a value of the type, or a fault and a neutral value."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetplan import BadProblem, Fault
from meetplan.reading.fields import MAX_WEIGHT, MAX_WHOLE, Reader, parse_json, root_object
from tests.meetplan.documents import faults_of

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=4,
)
TYPES = {
    "text": lambda value: isinstance(value, str),
    "optional_text": lambda value: value is None or (isinstance(value, str) and value != ""),
    "whole": lambda value: value is None or (type(value) is int and 0 <= value <= MAX_WHOLE),
    "boolean": lambda value: type(value) is bool,
    "texts": lambda value: isinstance(value, tuple) and all(isinstance(item, str) and item for item in value),
    "objects": lambda value: all(isinstance(item, dict) for _, item in value),
    "section": lambda value: isinstance(value, dict),
}


@pytest.mark.parametrize("method", TYPES)
@given(value=JSON)
def test_every_value_is_read_as_the_type_or_is_a_fault(method, value):
    reader = Reader()
    result = getattr(reader, method)({"key": value}, "key", "$.here")
    assert TYPES[method](result)
    assert all(fault.path.startswith("$.here.key") for fault in reader.faults)
    if not reader.faults and value not in (None, ""):
        read = [item for _, item in result] if method == "objects" else result
        assert read == (tuple(value) if method == "texts" else value)


@given(JSON)
def test_numbers_are_finite_and_in_range(value):
    reader = Reader()
    number = reader.number({"key": value}, "key", "$", 1.5)
    assert math.isfinite(number)
    assert 0 <= number <= MAX_WEIGHT
    if value is None or reader.faults:
        assert number == 1.5


@given(st.lists(st.sampled_from(["a", "b", "z"]), max_size=5))
def test_unknown_ids_are_faults_with_their_place(names):
    reader = Reader()
    known = {"a": 1, "b": 2}
    assert reader.ids({"key": names}, "key", "$", known, "unknown") == tuple(name for name in names if name in known)
    expected = [Fault(f"$.key[{k}]", "unknown", "z") for k, name in enumerate(names) if name == "z"]
    assert reader.faults == expected
    assert [reader.id({"key": name}, "key", "$", known, "unknown") for name in ("a", "z", "")] == ["a", None, None]


@given(st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=6))
def test_the_first_item_of_an_id_counts(names):
    reader = Reader()
    items = [(f"$[{k}]", (name, k)) for k, name in enumerate(names)]
    by_id = reader.unique(items, lambda item: item[0])
    assert {name: number for name, (_, number) in by_id.items()} == {name: names.index(name) for name in names if name}
    assert len(reader.faults) == sum(bool(name) and names.index(name) < k for k, name in enumerate(names))


def test_faults_are_raised_together():
    reader = Reader()
    reader.raise_faults()
    reader.fault("$.a", "missing")
    reader.fault("$.b", "too_large", "9" * 1000)
    with pytest.raises(BadProblem) as caught:
        reader.raise_faults()
    assert [(fault.path, len(fault.detail)) for fault in caught.value.faults] == [("$.a", 0), ("$.b", 200)]


def test_a_required_text_must_be_there():
    reader = Reader()
    assert reader.text({"a": ""}, "a", "$", required=True) == ""
    assert reader.faults == [Fault("$.a", "missing")]


def test_the_root_is_an_object_of_the_format():
    assert root_object({"format": "x/1"}, "x/1") == {"format": "x/1"}
    assert root_object({}) == {}
    assert faults_of(lambda: root_object([], "x/1")) == {("$", "not_an_object")}
    assert faults_of(lambda: root_object({"format": "x/2"}, "x/1")) == {("$.format", "unknown_format")}


def test_a_text_is_parsed_and_an_object_is_left_alone():
    data = {"a": 1}
    assert parse_json(data) is data
    assert parse_json('{"a": 1}') == parse_json(b'{"a": 1}') == data
    assert faults_of(lambda: parse_json("{")) == {("$", "not_json")}
