from gyoryu.base.names import Names
from gyoryu.exports.timetable import Gap, Timetable, full_name, one_line
from gyoryu.meetings.consultation import Consultation
from meetplan.checking import check
from meetplan.plan import Bounds, Meeting, Plan, Score
from meetplan.problem import Pair, Participant, Problem, Slot, Table


def test_the_plan_of_these_tests_is_right(korean):
    assert check(korean.problem, korean.plan) == ()


def test_what_turns_lines_or_breaks_them_is_taken_out():
    assert one_line("a\n b\tc\x00\u202edef\u200f\ud800") == "a b cdef"
    assert one_line("  ㈜한빛　환경 ") == "㈜한빛 환경"


def test_a_pair_is_told_firm_first_whoever_asked(korean):
    assert [a.id for a in korean.sides(korean.pairs["P6"])] == ["S3", "B1"]


def test_a_break_is_a_run_of_free_slots_between_two_meetings_of_a_day(korean):
    rows = korean.day_of(korean.by_attendee["S1"], "2026-05-12")
    assert [type(row).__name__ for row in rows] == ["Appointment", "Gap", "Appointment"]
    assert isinstance(rows[1], Gap)
    assert [slot.id for slot in rows[1].slots] == ["d1s2"]
    assert korean.breaks_of("S1") == 1
    assert sum(korean.breaks_of(id) for id in korean.attendees) == korean.plan.score.breaks


def test_languages_are_told_only_where_two_have_none_in_common(korean):
    by_pair = {a.pair.id: a for a in korean.appointments}
    assert by_pair["P1"].languages == ("ko", "zh")
    assert by_pair["P4"].languages is None
    assert by_pair["P4"].online


def test_people_of_a_bare_problem_are_made_of_what_is_known():
    problem = Problem(
        (Slot("x", "2026-05-12"),),
        (Table("T"),),
        (Participant("A", "가나", languages=("en", "ko")), Participant("B", languages=("fr",))),
        (Pair("P", "A", "B"),),
    )
    plan = Plan((Meeting("P", "x", "T"),), (), Score(weight=1), Bounds(0, 0, 1, 0, 0))
    timetable = Timetable(Consultation(Names(), Names(), "zh", "Asia/Seoul", problem), plan)
    assert [(a.side, a.language) for a in timetable.attendees.values()] == [("seller", "ko"), ("buyer", "zh")]
    assert timetable.attendees["A"].names.in_language("zh") == "가나"
    assert timetable.attendees["B"].names.in_language("zh") == "B"


def test_own_script_comes_first_and_brackets_are_the_readers():
    names = Names("한광환보", "韩光环保", "")
    assert full_name(names, "zh", "ko") == "韩光环保 (한광환보)"
    assert full_name(names, "ko", "zh") == "한광환보（韩光环保）"
    assert full_name(names, "ko", "ko") == "한광환보"
