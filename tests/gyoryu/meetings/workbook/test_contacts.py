"""Persons, addresses and numbers out of the cells in which people write them."""

import re

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gyoryu.meetings.workbook import read_workbook
from gyoryu.meetings.workbook.contacts import address_behind, details_of, with_zero
from gyoryu.meetings.workbook.records import Findings, Record
from tests.gyoryu.meetings.workbook.workbooks import packed, plain_sheets

PLACES = {code: ("A", code) for code in ("contact", "person", "position", "email", "mobile", "phone")}


def understood(country="", links=None, **cells):
    findings = Findings()
    values = {**cells, **({"country": country} if country else {})}
    return details_of(Record("기업", 2, values, PLACES, links=links or {}), findings), findings.notes


def digits(text):
    return re.sub(r"\D", "", text)


def test_six_cells_from_practice():
    cells = [
        "1012345678",
        "홍견본 과장 (a1@sample.example, 010.1234.5678)",
        "a2@sample.example; c2@sample.example",
        "(0531) 8888-8888",
        "홍견본 과장\na3@sample.example\n010-2222-3333",
        "사무실 앞",
    ]
    results = [understood("KR", contact=cell) for cell in cells]
    assert [details.phones for details, _ in results] == [
        ["01012345678"],
        ["010.1234.5678"],
        [],
        ["(0531) 8888-8888"],
        ["010-2222-3333"],
        [],
    ]
    assert [details.emails for details, _ in results] == [
        [],
        ["a1@sample.example"],
        ["a2@sample.example", "c2@sample.example"],
        [],
        ["a3@sample.example"],
        [],
    ]
    assert [details.person for details, _ in results] == ["", "홍견본", "", "", "홍견본", ""]
    assert [[note.code for note in notes] for _, notes in results] == [
        ["zero_restored"],
        [],
        [],
        [],
        [],
        ["contact_not_understood"],
    ]


PHONES = st.sampled_from(
    [
        "010-1234-5678",
        "010 1234 5678",
        "010.1234.5678",
        "01012345678",
        "+82 10-1234-5678",
        "02-123-4567",
        "(02) 123-4567",
        "02)123-4567",
        "031-123-4567~8",
        "02-123-4567 (내선 12)",
        "1588-1234",
        "070-1234-5678",
        "13812345678",
        "+86 138 1234 5678",
        "0531-88888888",
        "(0531) 8888-8888",
        "400-123-4567",
        "+49 30 123456",
    ]
)
EMAILS = st.from_regex(r"[a-z][a-z0-9._-]{0,8}[a-z0-9]@[a-z][a-z0-9]{0,6}\.(?:example|co\.kr|com\.cn)", fullmatch=True)
PERSONS = st.sampled_from(
    [
        ("홍견본", "과장"),
        ("김견본", "대리"),
        ("남궁견본", "팀장"),
        ("王样本", "经理"),
        ("李样", "女士"),
        ("Jane Sample", "Manager"),
        ("Ms. Kim", "Director"),
    ]
)
LABELS = {
    "phone": ["", "Tel. ", "전화: ", "H.P ", "M. ", "手机：", "☎ "],
    "email": ["", "E-mail: ", "이메일: ", "邮箱："],
}
JOINTS = st.sampled_from([" / ", "\n", "; ", ", ", " | "])


@settings(max_examples=200, deadline=None, phases=[Phase.generate])
@given(
    person=st.none() | PERSONS,
    emails=st.lists(EMAILS, max_size=3, unique=True),
    phones=st.lists(PHONES, max_size=2, unique_by=digits),
    joint=JOINTS,
    data=st.data(),
)
def test_whatever_stands_in_one_cell_is_kept(person, emails, phones, joint, data):
    parts = [" ".join(person)] if person else []
    parts += [data.draw(st.sampled_from(LABELS["email"])) + email for email in emails]
    parts += [data.draw(st.sampled_from(LABELS["phone"])) + phone for phone in phones]
    details, notes = understood(contact=joint.join(data.draw(st.permutations(parts))))
    assert sorted(details.emails) == sorted(emails)
    assert sorted(map(digits, details.phones)) == sorted(map(digits, phones))
    assert (details.person, details.position) == (person or ("", ""))
    assert [note.code for note in notes] == []


@settings(max_examples=100, deadline=None, phases=[Phase.generate])
@given(text=st.text(max_size=60))
def test_of_any_cell_what_is_not_kept_is_noted(text):
    details, notes = understood(contact=text)
    reported = details.text() + "".join(note.detail for note in notes)
    assert reported or not any(character.isalnum() for character in text)


def test_columns_of_their_own_make_one_contact():
    details, notes = understood(
        person="홍견본",
        position="과장",
        email="a@sample.example\nb@sample.example",
        mobile="1012345678",
        phone="02-123-4567",
    )
    assert (details.person, details.position) == ("홍견본", "과장")
    assert (details.emails, details.phones) == (
        ["a@sample.example", "b@sample.example"],
        ["01012345678", "02-123-4567"],
    )
    assert [note.code for note in notes] == ["zero_restored"]


@pytest.mark.parametrize("cell", ["2027-05-12", "2027.5.12", "120-81-47521", "123", "12:30", "3층 301호"])
def test_what_is_no_telephone_number(cell):
    details, notes = understood(contact=cell)
    assert details.phones == []
    assert [note.code for note in notes] == ["contact_not_understood"]


def test_a_fax_is_no_telephone():
    details, notes = understood(contact="전화 02-123-4567 팩스 02-123-4568")
    assert (details.phones, notes[0].code) == (["02-123-4567"], "contact_part_left_out")
    assert "4568" in notes[0].detail


AREAS = ["2", "31", "32", "33", "41", "42", "43", "44", "51", "52", "53", "54", "55", "61", "62", "63", "64"]


@given(area=st.sampled_from(AREAS), number=st.integers(2_000_000, 99_999_999))
def test_korean_land_lines_get_their_zero_back(area, number):
    assert with_zero(f"{area}{number}", "KR") == (f"0{area}{number}", True)


@given(head=st.sampled_from(["10", "11", "16", "17", "18", "19"]), number=st.integers(20_000_000, 99_999_999))
def test_korean_mobiles_get_their_zero_back(head, number):
    assert with_zero(f"{head}{number}", "KR") == with_zero(f"{head}{number}", "") == (f"0{head}{number}", True)


@given(number=st.integers(10**9, 10**10 - 1))
def test_chinese_mobiles_are_whole(number):
    if str(number)[0] in "3456789":
        assert with_zero(f"1{number}", "CN") == (f"1{number}", True)


def test_where_the_shape_is_not_known_it_is_said():
    assert with_zero("912345678", "KR") == ("912345678", False)
    assert understood("KR", contact="912345678")[1][0].code == "zeros_may_be_lost"
    assert with_zero("53188888888", "CN") == ("053188888888", True)
    assert with_zero("15881234", "KR") == ("15881234", True)


@pytest.mark.parametrize(
    "link", ["mailto:A@Sample.example", "mailto:a@sample.example?subject=x", "MAILTO:a%40sample.example"]
)
def test_an_address_behind_a_cell(link):
    assert address_behind(link) == "a@sample.example"
    details, notes = understood(contact="담당자 메일", links={"contact": link})
    assert (details.emails, notes) == (["a@sample.example"], [])
    assert understood(links={"name_ko": link})[0].emails == ["a@sample.example"]


@pytest.mark.parametrize("link", ["https://sample.example", "mailto:", "mailto:nobody", "javascript:alert(1)"])
def test_other_links_are_no_addresses(link):
    assert address_behind(link) == ""


def test_a_plan_knows_the_addresses():
    sheets = plain_sheets()
    sheets["참가기업"] = [
        ["번호", "기업명", "언어", "담당자", "이메일", "휴대전화"],
        ["S1", "㈜가람", "한국어", "홍견본", "a@sample.example", 1012345678],
        ["S2", "누리", "한국어", None, None, None],
    ]
    attendee = read_workbook(packed(sheets)).attendees["S1"]
    assert (attendee.emails, attendee.phones, attendee.contact) == (
        ("a@sample.example",),
        ("01012345678",),
        "홍견본, a@sample.example, 01012345678",
    )


def test_reading_a_cell_takes_time_in_proportion():
    import time

    def seconds(count):
        began = time.perf_counter()
        for text in ("1" * count, "a." * count, "a@" * count, "가 " * count, "( " * count, "1-" * count, "Tel" * count):
            understood(contact=text)
        return time.perf_counter() - began

    seconds(100)
    assert seconds(8_000) < 12 * max(seconds(2_000), 0.02)
