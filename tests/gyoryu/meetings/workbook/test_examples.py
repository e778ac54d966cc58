"""The example workbooks: as committed, as their script writes them, and as large as they claim to be."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from gyoryu.meetings.workbook import read_workbook

EXAMPLES = Path(__file__).resolve().parents[4] / "examples"
NAMES = ("consultation-ko.xlsx", "small-zh.xlsx", "small-en.xlsx")


@pytest.fixture(scope="module")
def generated_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("examples")
    subprocess.run([sys.executable, str(EXAMPLES / "make_examples.py"), str(folder)], check=True)
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_workbook_is_the_one_its_script_writes(generated_folder, name):
    assert read_workbook(EXAMPLES / name) == read_workbook(generated_folder / name)


@pytest.mark.parametrize("name", NAMES)
def test_every_example_says_that_it_is_a_sample(name):
    assert read_workbook(EXAMPLES / name).is_sample


def test_the_large_example_has_the_size_of_a_real_event():
    consultation = read_workbook(EXAMPLES / NAMES[0])
    problem = consultation.problem
    sides = Counter(person.side for person in consultation.attendees.values())
    assert sides == {"seller": 150, "buyer": 57}
    assert (len(problem.interpreters), len(problem.slots), len(problem.tables)) == (46, 30, 57)
    assert len({slot.day for slot in problem.slots}) == 2
    kinds = Counter(pair.kind for pair in problem.pairs)
    assert 1300 <= kinds["wish"] + kinds["must"] <= 1600
    assert kinds["must"] > 20
    assert 5 <= kinds["forbidden"] <= 20
    assert sum(len(sides) == 2 for sides in consultation.asked_by.values()) > 100
    assert sum(p.online for p in problem.participants) == 4
    assert {note.code for note in consultation.notes} == {"column_ignored", "wish_is_forbidden"}


def test_no_two_invented_firms_share_a_name():
    consultation = read_workbook(EXAMPLES / NAMES[0])
    for script in ("ko", "zh", "en"):
        names = [getattr(person.names, script) for person in consultation.attendees.values()]
        assert len(set(names)) == len(names)
