"""The list that agencies have becomes accounts, roles, contacts and persons, so that emails reach them."""

import io

import pytest
from django.utils import timezone
from openpyxl import Workbook

from gyoryu.meetings.actions import importing
from gyoryu.meetings.models import Application, Representative
from gyoryu.meetings.queries.readers import readers_of
from gyoryu.organisations.models import Contact, Organisation
from gyoryu.people.models import User
from gyoryu.programmes.models import Role
from tests.gyoryu.consultations import consultation, person

pytestmark = pytest.mark.django_db
HEADER = ["구분", "기업명", "담당자", "직위", "이메일", "휴대전화", "비고"]
ROWS = [
    ["참가기업", "견본기업", "홍견본", "과장", "Hong@Sample.example", 1012345678, "조식 필요"],
    ["바이어", "样例采购", "王样本", "经理", "wang@sample.example; office@sample.example", "13800000000", None],
    ["바이어", "이메일없음", None, None, None, None, None],
]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES = tmp_path


@pytest.fixture
def officer():
    return person("officer@agency.example")


@pytest.fixture
def event():
    return consultation(sellers=0, buyers=0, slots=2, tables=1)


def sheet(*rows, name="참가자 명단", header=HEADER):
    book = Workbook()
    book.active.title = name
    for row in (header, *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def validated(event, data, by, **options):
    batch = importing.receive(event, data, "명단.xlsx", by, **options)
    importing.validate(batch, lambda share, code: None)
    batch.refresh_from_db()
    return batch


def committed(event, data, by):
    batch = validated(event, data, by)
    assert batch.found["faults"] == []
    return importing.commit(batch, by, timezone.now())


def test_both_sides_with_accounts_contacts_and_persons(event, officer):
    batch = committed(event, sheet(*ROWS), officer)
    firm, buyer, silent = Application.objects.filter(event=event).order_by("pk")
    assert [(application.side, application.remark) for application in (firm, buyer, silent)] == [
        ("seller", "조식 필요"),
        ("buyer", ""),
        ("buyer", ""),
    ]
    assert [reader.email for reader in readers_of([firm, buyer])[firm.pk]] == ["hong@sample.example"]
    assert [reader.email for reader in readers_of([firm, buyer])[buyer.pk]] == ["wang@sample.example"]
    assert readers_of([silent])[silent.pk] == []
    account = User.objects.get(email="hong@sample.example")
    assert (account.name_ko, account.language, account.has_usable_password()) == ("홍견본", "ko", False)
    assert Role.objects.get(user=account).organisation_id == firm.organisation_id
    assert list(Representative.objects.filter(application=firm).values_list("name_ko", "title", "email", "phone")) == [
        ("홍견본", "과장", "hong@sample.example", "01012345678")
    ]
    assert sorted(
        Contact.objects.filter(organisation=buyer.organisation_id).values_list("name_zh", "email", "phone")
    ) == [
        ("", "office@sample.example", ""),
        ("王样本", "wang@sample.example", "13800000000"),
    ]
    assert batch.found["counts"]["user"] == {"new": 2}


def test_importing_again_changes_nothing_and_reverting_removes_everything(event, officer):
    tables = (Organisation, Application, Contact, Representative, Role, User)
    before = [table.objects.count() for table in tables]
    batch = committed(event, sheet(*ROWS), officer)
    again = committed(event, sheet(*ROWS), officer)
    assert (again.made, again.changed) == (0, 0)
    importing.revert(batch, officer, timezone.now())
    assert [table.objects.count() for table in tables] == before


def test_an_account_that_is_used_remains(event, officer):
    batch = committed(event, sheet(*ROWS), officer)
    User.objects.filter(email="hong@sample.example").update(last_login=timezone.now())
    importing.revert(batch, officer, timezone.now())
    assert User.objects.filter(email__contains="sample").count() == 1


def test_an_account_that_is_there_is_taken_and_an_applicant_stays(event, officer):
    known = person("hong@sample.example")
    committed(event, sheet(ROWS[0]), officer)
    firm = Application.objects.get(event=event)
    assert firm.applicant == known
    committed(event, sheet(["참가기업", "견본기업", "김견본", "대리", "kim@sample.example", None, None]), officer)
    firm.refresh_from_db()
    assert firm.applicant == known
    assert set(Contact.objects.values_list("email", flat=True)) == {"hong@sample.example", "kim@sample.example"}
    assert Representative.objects.filter(application=firm).count() == 2


def test_one_agent_for_two_firms_has_one_account(event, officer):
    rows = [["참가기업", name, "홍견본", "", "agent@sample.example", "", ""] for name in ("하나", "둘째")]
    committed(event, sheet(*rows), officer)
    assert User.objects.filter(email="agent@sample.example").count() == 1
    assert Role.objects.filter(user__email="agent@sample.example").count() == 2


def test_a_number_at_the_event_and_writes_take_no_more_queries_for_more_rows(
    event, officer, django_assert_max_num_queries
):
    rows = [["참가기업", f"견본{k}", "홍견본", "", f"p{k}@sample.example", "", ""] for k in range(60)]
    batch = validated(event, sheet(*rows), officer)
    with django_assert_max_num_queries(75):
        importing.commit(batch, officer, timezone.now())
    assert User.objects.filter(email__startswith="p").count() == 60


def test_hidden_rows_are_a_choice(event, officer):
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(sheet(*ROWS)))
    book.active.row_dimensions[3].hidden = True
    out = io.BytesIO()
    book.save(out)
    for without, count in ((False, 3), (True, 2)):
        batch = validated(event, out.getvalue(), officer, without_hidden=without)
        assert batch.found["has_hidden"]
        assert batch.found["counts"]["application"] == {"new": count}
        assert batch.found["notes"][0]["code"] == ("hidden_rows_left_out" if without else "hidden_rows_taken")


def test_a_list_as_text(event, officer):
    text = "기업번호,기업명(국문),국가,언어\r\nS001,가람수처리,한국,한국어\r\n".encode("cp949")
    batch = importing.receive(event, text, "excel-korean.csv", officer)
    importing.validate(batch, lambda share, code: None)
    batch.refresh_from_db()
    assert (batch.found["faults"], batch.found["counts"]["application"]) == ([], {"new": 1})


def test_an_event_until_midnight(event, officer):
    event.slots.all().delete()
    data = sheet(
        ["2026-05-12", "22:00", "24:00", 30], name="상담시간", header=["날짜", "시작", "종료", "상담 길이(분)"]
    )
    importing.commit(validated(event, data, officer, with_slots=True), officer, timezone.now())
    assert event.slots.count() == 4
    again = validated(
        event, sheet(["참가기업", "가", "", "", "", "", "", "5/12 23:30~24:00"], header=[*HEADER, "불참"]), officer
    )
    assert again.found["faults"] == []
