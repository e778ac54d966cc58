"""Which organisation a row of a workbook means."""

import pytest

from gyoryu.base.names import Names
from gyoryu.meetings.queries.incoming.organisations import Directory, contact_columns, fields_of, names_by_script
from gyoryu.meetings.workbook.contacts import MAX_PHONE, ContactDetails
from gyoryu.organisations.actions import OrganisationInput, register_organisation
from tests.gyoryu.factories import make_application, make_event
from tests.gyoryu.meetings.workbook.workbooks import incoming_of
from tests.gyoryu.query_counts import query_count

HEADER = ["번호", "기업명", "사업자등록번호", "국가", "분야", "홈페이지", "이메일"]
NUMBER = "120-81-47521"


def known(name, identifiers=(), **entry):
    return register_organisation(OrganisationInput(Names(name), **entry), identifiers, by=None)


def matched(*rows, decisions=None, at_event=None):
    incoming = incoming_of({"참가기업": [HEADER, *([*row, *[None] * (7 - len(row))] for row in rows)]})
    directory = Directory(decisions or {}, "ko", False, incoming.findings, at_event=at_event or {})
    directory.add(incoming.records["sellers"])
    return directory


def faults(directory):
    return [(fault.code, fault.row) for fault in directory.findings.faults]


@pytest.mark.django_db
def test_a_new_one_is_of_the_country_of_its_language_with_its_fields_and_website():
    directory = matched(["S1", "가람수처리", None, None, "수처리, 처음 듣는 분야", "garam.example"])
    (item,) = directory.items
    assert (item.state, item.values["name_ko"], item.values["country"]) == ("new", "가람수처리", "KR")
    assert (item.values["fields"], item.values["website"]) == (["water"], "https://garam.example")


@pytest.mark.django_db
def test_fields_are_added_and_a_spelling_changes_no_name():
    organisation = known("가람수처리", fields=["air"])
    directory = matched(["S1", "㈜가람수처리", None, None, "수처리"])
    (item,) = directory.items
    assert (item.pk, item.values) == (organisation.pk, {"fields": ["air", "water"]})
    assert directory.renamed == [("㈜가람수처리", organisation.pk)]
    (same,) = matched(["S1", "가람수처리", None, None, "대기오염 방지"]).items
    assert same.state == "same"


@pytest.mark.django_db
def test_a_number_of_a_register_goes_before_the_name_and_a_wrong_one_is_a_fault():
    organisation = known("옛이름", [("kr_brn", NUMBER)])
    (item,) = matched(["S1", "새이름", NUMBER]).items
    assert (item.pk, item.values, item.before) == (organisation.pk, {"name_ko": "새이름"}, {"name_ko": "옛이름"})
    assert faults(matched(["S1", "다른이름", "120-81-47522", "한국"])) == [("wrong_identifier", 2)]


@pytest.mark.django_db
def test_two_rows_of_one_name_are_one_organisation_unless_their_numbers_differ():
    assert len(matched(["S1", "가람"], ["S2", "㈜ 가람"]).items) == 1
    assert len(matched(["S1", "가람", NUMBER], ["S2", "가람", "116-82-00276"]).items) == 2


@pytest.mark.django_db
def test_of_several_of_one_name_somebody_has_to_decide():
    first, second = known("같은이름"), known("같은이름")
    directory = matched(["S1", "같은이름"])
    assert faults(directory) == [("several_of_that_name", 2)]
    (near,) = directory.near
    assert (near.place, set(near.candidates)) == ("참가기업!2", {first.pk, second.pk})
    decided = matched(["S1", "같은이름"], decisions={"참가기업!2": str(second.pk)})
    assert (faults(decided), decided.items[0].pk, decided.near[0].decided) == ([], second.pk, str(second.pk))
    assert matched(["S1", "같은이름"], decisions={"참가기업!2": "new"}).items[0].is_new


@pytest.mark.django_db
def test_the_number_at_the_event_decides_between_those_of_one_name():
    known("같은이름")
    taking_part = known("같은이름")
    make_application(make_event(), organisation=taking_part)
    directory = matched(["S001", "같은이름"], at_event={"S001": taking_part})
    assert (faults(directory), directory.items[0].pk) == ([], taking_part.pk)
    assert faults(matched(["S002", "같은이름"], at_event={"S001": taking_part})) == [("several_of_that_name", 2)]


@pytest.mark.django_db
def test_a_row_without_a_name_is_a_fault_and_means_nobody():
    directory = matched(["S1", None, NUMBER])
    assert (faults(directory), directory.items, directory.by_row) == ([("missing", 2)], [], {})


@pytest.mark.django_db
def test_a_contact_that_is_known_is_not_added_again():
    organisation = known("가람")
    organisation.contacts.create(email="a@sample.example")
    row = ["S1", "가람", None, None, None, None]
    assert [item.kind for item in matched([*row, "a@sample.example"]).extras] == []
    (contact,) = matched([*row, "b@sample.example"]).extras
    assert (contact.kind, contact.values["email"]) == ("contact", "b@sample.example")


@pytest.mark.django_db
def test_three_rows_take_as_many_queries_as_one():
    rows = [[f"S{n}", f"견본기업{n}", None, "한국"] for n in range(3)]
    assert query_count(matched, rows[0]) == query_count(matched, *rows)


def test_each_address_has_a_row_and_the_first_has_the_person():
    details = ContactDetails(person="王样本", position="经理", emails=["a@x.example", "b@x.example"], phones=["1", "2"])
    assert contact_columns(details) == [
        {"email": "a@x.example", "phone": "1, 2", "name_zh": "王样本", "title": "经理"},
        {"email": "b@x.example", "phone": ""},
    ]
    long = "9" * MAX_PHONE
    assert [row["phone"] for row in contact_columns(ContactDetails(phones=[long, "1"]))] == [long, "1"]
    assert contact_columns(ContactDetails()) == []


@pytest.mark.parametrize(
    ("name", "column"), [("홍견본", "name_ko"), ("王样本", "name_zh"), ("Jane Sample", "name_en"), ("", None)]
)
def test_a_person_is_named_in_the_language_of_the_script(name, column):
    assert names_by_script(name) == ({column: name} if column else {})


def test_fields_are_known_by_code_name_and_part_of_the_name():
    text = "water、大气污染防治/Waste treatment; 악취 ,모르는 말\nwater"
    assert fields_of(text) == (["water", "air", "waste", "odour"], ["모르는 말"])
    assert fields_of("") == ([], [])
