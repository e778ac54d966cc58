"""The vocabulary of the register."""

import pytest

from gyoryu.privacy.register.declarations import NotPersonal, fields_of


def test_fields_of_a_table_are_listed_by_reason():
    assert fields_of("Job", code="kind state", figure="args") == {
        "Job.kind": NotPersonal.CODE, "Job.state": NotPersonal.CODE, "Job.args": NotPersonal.FIGURE,
    }  # fmt: skip


def test_a_reason_that_is_none_is_refused():
    with pytest.raises(ValueError, match="because"):
        fields_of("Job", because="kind")
