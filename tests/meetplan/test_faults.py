"""Faults as text."""

from meetplan import BadProblem, Fault


def test_a_fault_names_place_rule_and_detail():
    assert str(Fault("$.pairs[3].a", "missing")) == "$.pairs[3].a: missing"
    assert str(Fault("$.slots[0].day", "not_a_date", "soon")) == "$.slots[0].day: not_a_date (soon)"


def test_the_error_lists_every_fault_in_order():
    faults = [Fault("$.b", "missing"), Fault("$.a", "missing")]
    error = BadProblem(faults)
    assert error.faults == tuple(faults)
    assert str(error).splitlines() == ["$.b: missing", "$.a: missing"]
