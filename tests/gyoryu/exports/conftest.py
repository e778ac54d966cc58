"""A small consultation, entered by hand: four firms, four buyers, two days, every peculiarity once."""

import pytest

from gyoryu.base.names import Names
from gyoryu.exports.timetable import Timetable
from gyoryu.meetings.consultation import Attendee, Consultation, InterpreterPerson
from meetplan.checking import score_of
from meetplan.plan import Bounds, Meeting, Plan, Unplaced
from meetplan.problem import Interpreter, Options, Pair, Participant, Problem, Slot, Table

HOSTILE = ("=1+1", "<script>alert(1)</script>", '#set page(fill: red) $x^2$ *b* "q"', "@SUM(A1)", "#N/A")
TWO_LINES = "Bad\nLine\u202eesrever\u200f"


def slots():
    times = [("09:00", "09:30"), ("09:30", "10:00"), ("10:00", "10:30"), ("10:30", "11:00")]
    return tuple(
        Slot(f"d{d}s{k}", f"2026-05-{11 + d}", start, end)
        for d in (1, 2)
        for k, (start, end) in enumerate(times, start=1)
    )


def problem():
    participants = (
        Participant("S1", "", "seller", ("ko",), min=1, max=3),
        Participant("S2", "", "seller", ("ko",), max=1),
        Participant("S3", "", "seller", ("ko", "en")),
        Participant("S4", "", "seller", ("ko",)),
        Participant("B1", "", "buyer", ("zh",)),
        Participant("B2", "", "buyer", ("zh",), away=frozenset({"d1s1"})),
        Participant("B3", "", "buyer", ("en",), online=True),
        Participant("B4", "", "buyer", ("zh",)),
    )
    pairs = (
        Pair("P1", "S1", "B1", "must", 5.0),
        Pair("P2", "S1", "B2", "wish", 3.0),
        Pair("P3", "S2", "B2", "wish", 2.0),
        Pair("P4", "S3", "B3", "wish", 2.0),
        Pair("P5", "S2", "B1", "wish", 1.5),
        Pair("P6", "B1", "S3", "wish", 1.0, fixed="d1s1", after=("P1",)),
        Pair("P7", "S4", "B4", "forbidden"),
        Pair("P8", "S3", "B2", "must", 1.0),
    )
    interpreters = (Interpreter("I1", ("ko", "zh")), Interpreter("I2", ("ko", "zh")))
    return Problem(slots(), (Table("T01"), Table("T02")), participants, pairs, interpreters, Options(2, 4))


def attendees():
    firm, bad = HOSTILE[0], HOSTILE[1]
    attendees_ = (
        Attendee("S1", "seller", Names("한빛환경", "韩光环保", "Hanbit Environment"), "ko", "KR", "수처리"),
        Attendee("S2", "seller", Names(firm, "", "Plain"), "ko", "KR", bad),
        Attendee("S3", "seller", Names("푸른기전", "碧绿机电", ""), "ko", "KR", HOSTILE[3]),
        Attendee("S4", "seller", Names(TWO_LINES), "ko"),
        Attendee("B1", "buyer", Names("산둥녹능", "山东绿能有限公司", "Shandong Green"), "zh", "CN", "环保"),
        Attendee("B2", "buyer", Names("", bad, HOSTILE[4]), "zh", "CN", ""),
        Attendee("B3", "buyer", Names("", "", "Northwind Water Ltd."), "en", "GB", "Water, waste; and more"),
        Attendee("B4", "buyer", Names("", "", HOSTILE[2]), "en"),
    )
    return {a.id: a for a in attendees_}


def consultation(language="ko"):
    requested_by = {"P1": {"seller", "buyer"}, "P2": {"seller"}, "P3": {"buyer"}, "P5": {"seller"}}
    return Consultation(
        title=Names("한중 수출상담회", "中韩出口洽谈会", "Korea–China Consultation"),
        venue=Names("서울 전시장", "首尔展馆", "Seoul Hall"),
        language=language,
        time_zone="Asia/Seoul",
        problem=problem(),
        attendees=attendees(),
        interpreters={
            "I1": InterpreterPerson("I1", Names("김하늘", "金荷娜", "Kim Haneul"), "ko"),
            "I2": InterpreterPerson("I2", Names("왕리", "王丽", ""), "zh"),
        },
        table_names={"T01": "A-1"},
        is_sample=True,
        asked_by={id: frozenset(sides) for id, sides in requested_by.items()},
    )


def plan():
    meetings = (
        Meeting("P1", "d1s1", "T01", "I1"),
        Meeting("P2", "d1s3", "T01", "I1"),
        Meeting("P3", "d1s2", "T02", "I2"),
        Meeting("P4", "d2s1", None, None),
        Meeting("P8", "d2s4", "T02", "I2"),
    )
    unplaced = (Unplaced("P5", "a_full", ("P3",)), Unplaced("P6", "fixed"))
    score = score_of(problem(), meetings)
    return Plan(meetings, unplaced, score, Bounds(2, 0, 14.0, 0, 1), "feasible", 1.0)


@pytest.fixture
def consultation_in():
    """language -> the consultation as its workbook in that language."""
    return consultation


@pytest.fixture
def the_plan():
    return plan()


@pytest.fixture
def hostile():
    return HOSTILE


@pytest.fixture(params=["ko", "zh", "en"])
def timetable(request):
    return Timetable(consultation(request.param), plan())


@pytest.fixture
def korean():
    return Timetable(consultation("ko"), plan())
