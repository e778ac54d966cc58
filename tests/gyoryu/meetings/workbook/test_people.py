"""Who takes part, found by whatever a cell says."""

import pytest

from gyoryu.base.names import Names
from gyoryu.meetings.workbook.people import MAX_TABLES, Directory, People, find_among, read_tables, reads_in
from gyoryu.meetings.workbook.records import Findings, Record
from gyoryu.meetings.workbook.times import SpokenTimes
from meetplan.problem import Slot
from tests.gyoryu.meetings.workbook.workbooks import incoming_of

TIMES = SpokenTimes([Slot("a", "2026-05-12", "09:00", "09:30"), Slot("b", "2026-05-12", "14:00", "14:30")])


@pytest.fixture
def directory():
    directory = Directory()
    directory.add("S001", ["가람", "", "Garam Co., Ltd."])
    directory.add("S002", ["누리"])
    directory.add("007", ["㈜누리"])
    return directory


@pytest.mark.parametrize(
    ("text", "identities"),
    [
        ("S001", ["S001"]),
        ("s-001", ["S001"]),
        ("주식회사 가람", ["S001"]),
        ("GARAM", ["S001"]),
        ("누리", ["007", "S002"]),
        ("7", ["007"]),
        ("다른 곳", []),
        ("", []),
        ("-", []),
    ],
)
def test_somebody_is_known_by_id_name_and_number_without_zeros(directory, text, identities):
    assert directory.find(text) == identities


def test_the_nearest_name_is_one_that_is_alike(directory):
    directory.add("S003", ["푸른숲대기환경기술"])
    assert directory.nearest("푸른숲대기환경기슬") == "푸른숲대기환경기술"
    assert directory.nearest("전혀 다른 이름") == ""
    assert bool(directory)
    assert not Directory()


def test_an_id_goes_before_a_name_on_the_other_side(directory):
    buyers = Directory()
    buyers.add("B001", ["S001", "가람"])
    directories = {"seller": directory, "buyer": buyers}
    assert find_among(directories, ("seller", "buyer"), "S001") == [("seller", "S001")]
    assert find_among(directories, ("seller", "buyer"), "가람") == [("seller", "S001"), ("buyer", "B001")]
    assert find_among(directories, ("buyer",), "누리") == []


@pytest.mark.parametrize(
    ("codes", "country", "names", "language"),
    [
        (["en", "zh"], "CN", Names(), "zh"),
        (["en"], "CN", Names(zh="清禾"), "en"),
        ([], "KR", Names(en="Garam"), "ko"),
        (["ja", "zh"], "JP", Names(), "zh"),
        (["ja"], "JP", Names(), "en"),
        ([], "", Names(zh="清禾"), "zh"),
        ([], "", Names(), "ko"),
    ],
)
def test_the_language_that_somebody_reads(codes, country, names, language):
    assert reads_in(codes, country, names, "ko") == language


def people_of(**sheets):
    incoming = incoming_of(sheets)
    tables = Directory()
    tables.add("T1", ["창가"])
    people = People(TIMES, tables, "ko", incoming.findings)
    people.add_attendees(incoming.records.get("sellers", []), "seller")
    people.add_interpreters(incoming.records.get("interpreters", []))
    return people, [(fault.code, fault.row) for fault in incoming.findings.faults], incoming.findings.notes


def test_attendees_get_the_next_free_ids_and_what_their_row_says():
    header = ["번호", "기업명", "국가", "불참시간", "최소", "최대", "테이블", "온라인"]
    rows = [["S002", "가람", "한국", "오전", 1, 3, "창가", "O"], [None, "누리"], [None, "다올"]]
    people, faults, notes = people_of(참가기업=[header, *rows])
    assert list(people.attendees) == ["S002", "S001", "S003"]
    assert faults == []
    assert people.participants[0] == {
        "id": "S002", "name": "가람", "side": "seller", "languages": ["ko"], "away": ["a"], "min": 1, "max": 3,
        "table": "T1", "online": True,
    }  # fmt: skip
    assert [note.code for note in notes] == ["languages_unknown", "languages_unknown"]


def test_rows_without_a_name_or_with_an_unknown_table_are_faults():
    header = ["번호", "기업명", "언어", "테이블"]
    people, faults, _ = people_of(참가기업=[header, ["S1", None, "한국어"], ["S2", "가람", "한국어", "T9"]])
    assert faults == [("missing", 2), ("unknown_table", 3)]
    assert people.participants[1]["table"] is None


def test_interpreters_of_one_language_translate_from_that_of_the_workbook():
    header = ["번호", "성명", "언어", "최대 상담"]
    rows = [["I1", "가", "중국어", 4], ["I2", "나", "영어, 중국어"], ["I3", "다", "한국어"], [None, "라", None]]
    people, faults, notes = people_of(통역=[header, *rows])
    assert [(row["id"], row["languages"], row["max"]) for row in people.interpreters][:2] == [
        ("I1", ["ko", "zh"], 4), ("I2", ["en", "zh"], None),
    ]  # fmt: skip
    assert [person.language for person in people.interpreter_people.values()][:2] == ["ko", "en"]
    assert (faults, [note.code for note in notes]) == (
        [("too_few_languages", 4), ("missing", 5)],
        ["own_language_assumed"],
    )


def rows_of_tables(*values):
    return [Record("테이블", row, dict(value), {"id": ("A", "번호")}) for row, value in enumerate(values, 2)]


def test_tables_are_listed_or_counted():
    findings = Findings()
    listed, directory = read_tables(rows_of_tables({"id": "T1", "name": "창가"}, {"name": "2"}), 9, findings)
    assert [(identity, name) for identity, name, _ in listed] == [("T1", "창가"), ("2", "2")]
    assert directory.find("창가") == ["T1"]
    counted, _ = read_tables(rows_of_tables({"count": 2}), None, findings)
    assert [identity for identity, *_ in counted] == ["T01", "T02"]
    assert [identity for identity, *_ in read_tables([], 1, findings)[0]] == ["T01"]
    assert findings.faults == []


def test_too_many_tables_and_rows_that_name_none_are_faults():
    findings = Findings()
    assert read_tables([], MAX_TABLES + 1, findings)[0] == []
    read_tables(rows_of_tables({"closed": "오전"}), None, findings)
    assert [fault.code for fault in findings.faults] == ["not_a_table_count", "missing"]
