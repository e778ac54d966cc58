"""JSON documents of a small problem, and the faults of reading them."""

import pytest

from meetplan import BadProblem

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
