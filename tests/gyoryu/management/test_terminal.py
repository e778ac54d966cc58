"""What the commands show."""

import io
from dataclasses import dataclass, field, replace

import pytest

from gyoryu.management import terminal
from gyoryu.management.terminal import ProgressLine
from meetplan.plan import Bounds, Meeting, Plan, Score
from meetplan.problem import Options, Pair, Participant, Problem

pytestmark = pytest.mark.usefixtures("in_english")


@dataclass
class Shown:
    seconds: float = 3.4
    phase: str = "improving"
    score: Score | None = field(default_factory=lambda: Score(1, 0, 9.0, 0, 2))
    bounds: Bounds | None = field(default_factory=lambda: Bounds(2, 0, 12.0, 0, 1))


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "ko_KR.UTF-8", "LC_MESSAGES": "zh_CN"}, "zh"),
        ({"LC_ALL": "C", "LANG": "ko_KR"}, "en"),
        ({"LC_ALL": "", "LANG": "zh_TW"}, "zh"),
        ({}, "en"),
    ],
)
def test_the_language_is_that_of_the_environment(monkeypatch, environment, language):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert terminal.language_of_environment() == language


def test_what_an_encoding_lacks_becomes_a_question_mark_of_the_same_length():
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    assert terminal.writable("가a나", stream) == "?a?"
    assert terminal.writable("가a", io.StringIO()) == "가a"


@pytest.mark.parametrize(
    ("value", "bound", "text"), [(9, 12, "25.0 %"), (12, 12, "0 %"), (13, 12, "0 %"), (9, None, "?")]
)
def test_the_gap_is_in_per_cent_of_the_bound(value, bound, text):
    assert terminal.gap(value, bound) == text


@pytest.mark.parametrize(("value", "text"), [(1234567, "1,234,567"), (2.5, "2.5"), (3.0, "3"), (None, "?")])
def test_figures_are_grouped(value, text):
    assert terminal.number(value) == text


def test_progress_is_told_in_one_line():
    assert terminal.describe(Shown()) == (
        "3 s · improving · must 1/2 · weight 9 (at most 12, gap 25.0 %) · breaks 2 (at least 1)"
    )
    assert terminal.describe(Shown(phase="preparing")).startswith("3 s · preparing")
    assert "·" not in terminal.describe(Shown(phase="preparing"))[6:]
    assert terminal.describe(Shown(phase="new phase", score=None)) == "3 s · new phase"


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_line_renews_itself_on_a_terminal_and_is_wiped_at_the_end(monkeypatch):
    monkeypatch.setattr(terminal, "SECONDS_BETWEEN_UPDATES", 0)
    stream = Terminal()
    line = ProgressLine(stream)
    line.begin()
    line(Shown())
    line(Shown(score=None))
    line.documents(0.5)
    line.end()
    shown = stream.getvalue().split("\r")
    assert "improving" in shown[1]
    assert shown[2].startswith("3 s · improving")
    assert len(shown[2]) >= len(shown[1]), "what was longer is overwritten"
    assert "writing the documents 50%" in shown[3]
    assert shown[-2].strip() == shown[-1] == ""


def test_elsewhere_lines_are_rare_and_documents_are_not_reported():
    stream = io.StringIO()
    line = ProgressLine(stream)
    for _ in range(3):
        line(Shown())
    line.documents(0.5)
    line.end()
    assert stream.getvalue().count("\n") == 1


PROBLEM = Problem(
    (), (), (Participant("S1", min=2), Participant("B1"), Participant("B2")),
    (Pair("P1", "S1", "B1", "must"), Pair("P2", "S1", "B2"), Pair("P3", "S1", "B2", "forbidden")),
    options=Options(break_spread=1),
)  # fmt: skip
PLAN = Plan((Meeting("P2", "a", None),), (), Score(0, 1, 1.0), Bounds(1, 0, 2.0, 0, 0))


def test_the_summary_sets_what_was_reached_beside_what_is_proved():
    lines = dict(terminal.summary(PROBLEM, PLAN))
    assert (lines["Meetings"], lines["Must meetings"], lines["Below minimum"]) == ("1 of 2", "0 of 1", "1")
    assert lines["Weight"] == "1 (proved: at most 2, gap 50.0 %)"
    assert "Beyond the wanted spread" in lines
    without = dict(terminal.summary(replace(PROBLEM, options=Options(), pairs=PROBLEM.pairs[1:]), PLAN))
    assert not {"Must meetings", "Beyond the wanted spread"} & without.keys()
    assert terminal.missed_musts(PROBLEM, PLAN) == ["P1"]
    assert (terminal.figures(PLAN)["meetings"], terminal.figures(PLAN)["status"]) == (1, "feasible")


def test_hangul_is_two_places_wide():
    assert terminal.aligned([("상담", "1"), ("weight", "2")]) == ["상담    1", "weight  2"]
    assert terminal.aligned([]) == []


def test_long_lists_are_cut_with_how_many_more_there_are():
    assert terminal.shortened(["a"] * 10) == ["a"] * 10
    assert terminal.shortened(["a", "b", "c"], 2) == ["a", "b", "… and 1 more"]
