"""What is read from good workbooks, plain, odd and noisy."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gyoryu.base.names import Names
from gyoryu.meetings.workbook import read_workbook
from tests.gyoryu.meetings.workbook.workbooks import DAY, packed, plain_sheets


def test_a_plain_workbook_as_a_whole():
    consultation = read_workbook(packed(plain_sheets()))
    problem = consultation.problem
    assert consultation.title == Names(ko="작은 상담회")
    assert (consultation.language, consultation.time_zone, consultation.is_sample) == ("ko", "Asia/Seoul", False)
    assert [(s.id, s.day, s.start, s.end, s.session) for s in problem.slots] == [
        ("d1s01", DAY, "11:00", "11:30", "am"),
        ("d1s02", DAY, "13:00", "13:30", "pm"),
        ("d1s03", DAY, "13:30", "14:00", "pm"),
    ]
    participant_by_id = {p.id: p for p in problem.participants}
    assert participant_by_id["S1"].languages == ("ko",)
    assert (participant_by_id["S1"].min, participant_by_id["S1"].max, participant_by_id["S2"].max) == (1, None, 3)
    assert participant_by_id["S2"].away == {"d1s01"}
    assert (participant_by_id["B1"].table, participant_by_id["B1"].online, participant_by_id["B2"].online) == (
        "T1",
        False,
        True,
    )
    assert {t.id: t.closed for t in problem.tables} == {"T1": frozenset(), "T2": {"d1s01"}}
    assert [(i.id, i.languages) for i in problem.interpreters] == [("I1", ("ko", "zh"))]
    assert consultation.attendees["B1"].names == Names(ko="칭허", zh="清禾")
    assert (consultation.attendees["B1"].country, consultation.attendees["B1"].language) == ("CN", "zh")
    assert consultation.notes == ()


def test_countries_as_people_write_them_and_the_language_that_follows():
    """A list from practice: no language is given, and where it is Korea's or China's it follows from the country."""
    countries = [
        "호주",
        "이집트",
        "폴란드",
        "튀르키예",
        "캄보디아",
        "미얀마",
        "이란",
        "우크라이나",
        "칠레",
        "대한민국(서울)",
        "중국(산둥)",
        "中國",
        "미국(LA)",
    ]
    countries.append("Korea (Rep.)")
    sheets = plain_sheets() | {
        "바이어": [["번호", "기업명", "국가", "언어"]]
        + [[f"B{n}", f"견본{n}", country, None] for n, country in enumerate(countries, 1)],
    }
    sheets["상담신청"] = [["참가기업", "바이어", "신청구분"], ["S1", "B1", "기업"]]
    consultation = read_workbook(packed(sheets))
    buyers = [consultation.attendees[f"B{n}"] for n in range(1, len(countries) + 1)]
    assert [attendee.country for attendee in buyers] == [
        "AU",
        "EG",
        "PL",
        "TR",
        "KH",
        "MM",
        "IR",
        "UA",
        "CL",
        "KR",
        "CN",
        "CN",
        "US",
        "KR",
    ]
    languages = {p.id: p.languages for p in consultation.problem.participants}
    assert [languages[attendee.id] for attendee in buyers if attendee.country in ("KR", "CN")] == [
        ("ko",),
        ("zh",),
        ("zh",),
        ("ko",),
    ]
    assert "unknown_country" not in {note.code for note in consultation.notes}


def test_wishes_become_pairs():
    consultation = read_workbook(packed(plain_sheets()))
    first, second, third = consultation.problem.pairs
    assert (first.a, first.b, first.kind, first.weight) == ("S1", "B1", "must", 5.0)
    assert (second.a, second.b, second.weight, second.after, second.slots) == (
        "S2",
        "B1",
        4.0,
        (first.id,),
        {"d1s02", "d1s03"},
    )
    assert (third.a, third.b, third.weight, third.fixed) == ("S2", "B2", 1.0, "d1s03")
    assert [consultation.asked_by[p.id] for p in (first, second, third)] == [{"seller"}, {"buyer"}, {"seller"}]


def with_wishes(*rows, header=("참가기업", "바이어", "신청구분", "구분", "순위", "가중치")):
    return read_workbook(packed({**plain_sheets(), "상담신청": [list(header), *map(list, rows)]}))


def test_both_sides_wishing_make_one_pair_that_weighs_both_wishes():
    consultation = with_wishes(("S1", "B1", "기업", None, 1, None), ("S1", "B1", "바이어", "필수", 3, None))
    (pair,) = consultation.problem.pairs
    assert (pair.kind, pair.weight) == ("must", 5.0 + 3.0)
    assert consultation.asked_by[pair.id] == {"seller", "buyer"}


def test_the_same_side_twice_counts_once():
    consultation = with_wishes(("S1", "B1", "기업", None, 4, None), ("㈜ 가람", "칭허", "기업", None, 2, None))
    assert [pair.weight for pair in consultation.problem.pairs] == [4.0]
    assert [note.code for note in consultation.notes] == ["asked_twice"]


def test_a_refusal_beats_a_wish_and_a_weight_beats_a_rank():
    consultation = with_wishes(("S1", "B1", "기업", "희망", 1, None), ("S1", "B1", "바이어", "불가", None, None))
    assert [pair.kind for pair in consultation.problem.pairs] == ["forbidden"]
    assert [note.code for note in consultation.notes] == ["wish_is_forbidden"]
    assert with_wishes(("S1", "B1", "양측", "1순위", None, "2.5")).problem.pairs[0].weight == 5.0


def test_wishes_by_who_asks_whom():
    consultation = with_wishes(("칭허", "가람", None), ("누리", "칭허", None), header=("신청기관", "상담상대", "구분"))
    assert [(p.a, p.b) for p in consultation.problem.pairs] == [("S1", "B1"), ("S2", "B1")]
    assert list(consultation.asked_by.values()) == [{"buyer"}, {"seller"}]


def test_a_day_cut_into_slots():
    times = [
        ["일자", "시작", "종료", "1회 상담시간", "휴식(분)", "점심시간"],
        ["2026. 5. 12.(화)", "오전 9:00", "오후 3:00", "40분", 5, "12:00~13:00"],
    ]
    slots = read_workbook(
        packed({**plain_sheets(), "상담신청": [["참가기업", "바이어"]], "상담시간": times})
    ).problem.slots
    starts = ["09:00", "09:45", "10:30", "11:15", "13:00", "13:45"]
    assert [slot.start for slot in slots] == starts
    assert slots[3].end == "11:55"


def test_slots_in_any_order_with_spans_and_real_cells():
    times = [
        ["날짜", "시간"],
        [dt.date(2026, 5, 12), "13:30~14:00"],
        [dt.datetime(2026, 5, 12), "오후 1시~1시 30분"],
        [46154, "11:00-11:30"],
    ]
    assert (
        read_workbook(packed({**plain_sheets(), "상담시간": times})).problem
        == read_workbook(packed(plain_sheets())).problem
    )


def test_titles_remarks_merges_and_unknown_columns_do_no_harm():
    sheets = plain_sheets()
    expected = read_workbook(packed(sheets))
    sheets["바이어"] = [
        ["2026 상담회 바이어 명단"],
        [],
        [None, None, None, None, None, "(4. 30. 기준)"],
        ["번호", "기 업 명 *", "기업명\n（중문）", "국가", "사용 언어", "지정\n테이블", "온라인", "비고"],
        ["B1", "칭허", "清禾", "중국", "중국어", "T1", "X", "조식 필요"],
        ["B2", "란하이", "岚海", None, None, None, "O"],
        [],
        ["※ 변경될 수 있음"],
    ]
    consultation = read_workbook(packed(sheets, {"바이어": ["A1:G1", "D5:D6", "E5:E6"]}))
    assert replace(consultation, notes=()) == expected
    assert [(n.code, n.sheet, n.row, n.column) for n in consultation.notes] == [("column_ignored", "바이어", 4, "H")]


def test_a_header_of_two_lines():
    sheets = plain_sheets()
    expected = read_workbook(packed(sheets))
    sheets["바이어"][:1] = [
        ["번호", "바이어명", None, "국가", "언어", "테이블", "온라인"],
        [None, "국문", "중문", None, None, None, None],
    ]
    merges = ["A1:A2", "B1:C1", "D1:D2", "E1:E2", "F1:F2", "G1:G2"]
    assert read_workbook(packed(sheets, {"바이어": merges})) == expected


def test_the_second_line_of_a_merged_record_is_no_record():
    sheets = plain_sheets()
    expected = read_workbook(packed(sheets))
    sheets["통역"] = [
        ["번호", "성명", "언어", "연락처"],
        ["I1", "견본통역", "한국어, 중국어", "a"],
        [None, None, None, "b"],
    ]
    assert read_workbook(packed(sheets, {"통역": ["A2:A3", "B2:B3", "C2:C3"]})) == expected


@pytest.mark.parametrize(
    "name", ["1. 참가기업 명단", "참가 기업 현황(최종)", "①참가업체 리스트", "参展企业名单", "Seller list"]
)
def test_sheets_under_other_names(name):
    sheets = plain_sheets()
    sheets[name] = sheets.pop("참가기업")
    assert read_workbook(packed(sheets)).problem == read_workbook(packed(plain_sheets())).problem


def test_ids_are_made_where_there_are_none():
    sheets = plain_sheets()
    sheets["참가기업"] = [["기업명"], ["가람"], ["누리"]]
    assert [
        p.id for p in read_workbook(packed({**sheets, "상담신청": [["참가기업", "바이어"]]})).problem.participants[:2]
    ] == ["S001", "S002"]


def test_tables_by_number_and_interpreters_by_one_language():
    sheets = plain_sheets() | {"테이블": [["테이블 수"], ["12개"]], "통역": [["성명", "언어"], ["견본통역", "중국어"]]}
    sheets["바이어"] = [["번호", "기업명", "기업명(중문)"], ["B1", "칭허", "清禾"], ["B2", "란하이", "岚海"]]
    consultation = read_workbook(packed(sheets))
    assert [t.id for t in consultation.problem.tables][::11] == ["T01", "T12"]
    assert consultation.problem.interpreters[0].languages == ("ko", "zh")
    assert {note.code for note in consultation.notes} == {"own_language_assumed", "languages_unknown"}


def full_width(text):
    return text.translate({code: code + 0xFEE0 for code in (*range(48, 58), *range(65, 91), *range(97, 123))})


NOISE = [
    lambda text: f"  {text} ",
    lambda text: f"\u00a0{text}\u3000",
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: f"{text}\u200b",
    lambda text: f"\ufeff{text}\n",
    full_width,
]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(random=st.randoms(use_true_random=False))
def test_noise_does_not_change_what_is_read(random):
    noisy = {}
    for name, rows in plain_sheets().items():
        noisy[name] = [[None] * random.randint(0, 2) for _ in range(random.randint(0, 2))]
        margin = random.choice((0, 0, 1)) if name != "행사" else 0
        for row in rows:
            cells = [random.choice(NOISE)(c) if isinstance(c, str) and random.random() < 0.4 else c for c in row]
            cells = [str(c) if isinstance(c, int) and random.random() < 0.5 else c for c in cells]
            noisy[name].append([None] * margin + cells)
            if random.random() < 0.2:
                noisy[name].append([])
    consultation = read_workbook(packed(dict(random.sample(list(noisy.items()), len(noisy)))))
    assert consultation == read_workbook(packed(plain_sheets()))
