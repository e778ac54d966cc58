"""Import of a workbook: validated, committed once, reverted as a whole."""

import io
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import Workbook

from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions import importing
from gyoryu.meetings.models import Application, ImportBatch, Interpreter, PairRule, Wish
from gyoryu.meetings.workbook import write_template
from gyoryu.meetings.workbook.columns import INCOMING
from gyoryu.organisations.actions import OrganisationInput, register_organisation
from gyoryu.organisations.models import Contact, Identifier, NameKey, Organisation
from gyoryu.organisations.queries import search
from gyoryu.programmes.models import Slot, Table
from tests.gyoryu.consultations import consultation, person

EXAMPLE = Path(__file__).parents[4] / "examples/consultation-ko.xlsx"
TABLES = (Organisation, Identifier, NameKey, Contact, Application, Wish, PairRule, Interpreter, Slot, Table)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES = tmp_path


@pytest.fixture
def officer():
    return person("officer@agency.example")


@pytest.fixture
def empty():
    return consultation(sellers=0, buyers=0, slots=0, tables=0)


def sheets(**tables):
    """Bytes of a workbook with these sheets: a header and rows each."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def validated(event, data, by, **options):
    batch = importing.receive(event, data, "견본.xlsx", by, **options)
    importing.validate(batch, lambda share, code: None)
    batch.refresh_from_db()
    return batch


def committed(event, data, by, **options):
    return importing.commit(validated(event, data, by, **options), by, timezone.now())


def faults(batch):
    return [(fault["code"], fault["sheet"], fault["row"], fault["column"]) for fault in batch.found["faults"]]


def everything():
    return {table.__name__: table.objects.count() for table in TABLES}


def rows(count, start=1):
    return [
        ["번호", "기업명", "기업명(중문)", "언어"],
        *([f"S{n:03d}", f"견본기업{n}", f"样本企业{n}", "한국어"] for n in range(start, start + count)),
    ]


def test_the_example_is_imported_once_and_reverted(empty, officer):
    empty.starts_on, empty.ends_on = "2026-05-12", "2026-05-13"
    empty.save()
    empty.refresh_from_db()
    before, data = everything(), EXAMPLE.read_bytes()
    batch = committed(empty, data, officer, with_slots=True)
    applications = Application.objects.filter(event=empty, state="accepted")
    assert (applications.filter(side="seller").count(), applications.filter(side="buyer").count()) == (150, 57)
    assert Interpreter.objects.filter(event=empty).count() == 46
    assert (empty.slots.count(), empty.tables.count()) == (30, 57)
    assert Wish.objects.filter(event=empty).count() > 1600
    assert applications.exclude(table=None).count() == 53  # the others take part online
    once = everything()
    again = committed(empty, data, officer, with_slots=True)
    assert (everything(), again.made, again.changed) == (once, 0, 0)
    importing.revert(batch, officer, timezone.now())
    assert everything() == before


@pytest.mark.parametrize(
    "typed",
    [
        "한빛환경",
        "㈜한빛환경",
        "(주) 한빛 환경",
        "한빛환경 주식회사",
        "韩光环保有限公司",
        "HANBIT ENVIRONMENT Co., Ltd.",
    ],
)
def test_a_name_that_is_known_in_any_spelling_and_script_makes_no_second_organisation(empty, officer, typed):
    from gyoryu.base.names import Names

    known = register_organisation(OrganisationInput(Names("한빛환경", "韩光环保", "Hanbit Environment")), by=None)
    committed(empty, sheets(참가기업=[["기업명", "언어"], [typed, "한국어"]]), officer)
    assert list(Organisation.objects.values_list("pk", "name_ko")) == [(known.pk, "한빛환경")]
    assert Application.objects.get(event=empty).organisation_id == known.pk


def test_an_identifier_goes_before_the_name(empty, officer):
    from gyoryu.base.names import Names

    known = register_organisation(OrganisationInput(Names("옛이름")), [("kr_brn", "120-81-47521")], by=None)
    data = sheets(참가기업=[["기업명", "사업자등록번호", "언어"], ["새이름", "1208147521", "한국어"]])
    batch = committed(empty, data, officer)
    known.refresh_from_db()
    assert (known.name_ko, Organisation.objects.count()) == ("새이름", 1)
    assert search("새이름").organisations.get() == known
    importing.revert(batch, officer, timezone.now())
    known.refresh_from_db()
    assert known.name_ko == "옛이름"
    assert not Application.objects.exists()


def test_a_new_organisation_is_found_and_a_removed_one_is_not(empty, officer):
    batch = committed(empty, sheets(참가기업=rows(1)), officer)
    assert search("견본기업1").organisations.count() == 1
    importing.revert(batch, officer, timezone.now())
    assert search("견본기업1").organisations.count() == 0


def test_all_faults_are_reported_at_once_and_nothing_is_imported(empty, officer):
    data = sheets(
        참가기업=[
            ["기업명", "사업자등록번호", "최소 상담"],
            ["견본", "123", "둘"],
            [None, "120-81-47521", 1],
            ["견본", None, 1],
        ],
        바이어=[["바이어명(국문)"], ["바이어견본"]],
        상담신청=[["참가기업", "바이어"], ["견본", "없는바이어"]],
    )
    batch = validated(empty, data, officer)
    assert faults(batch) == [
        ("wrong_identifier", "참가기업", 2, "B"), ("not_a_whole_number", "참가기업", 2, "C"),
        ("missing", "참가기업", 3, "A"), ("row_twice", "참가기업", 4, ""), ("unknown_buyer", "상담신청", 2, "B"),
    ]  # fmt: skip
    before = everything()
    with pytest.raises(Refused, match="import_has_faults"):
        importing.commit(batch, officer, timezone.now())
    with pytest.raises(Refused, match="import_has_faults"):
        importing.request_commit(batch, officer)
    assert everything() == before


def test_columns_and_sheets_can_be_named_by_hand(empty, officer):
    data = sheets(Sheet1=[["甲", "乙"], ["S001", "견본기업"]])
    batch = validated(empty, data, officer)
    assert faults(batch) == [("nothing_to_import", "", 0, "")]
    chosen = {"Sheet1": {"kind": "sellers", "columns": {"A": "id", "B": "name_ko"}}}
    importing.choose(batch, chosen, {}, officer, with_slots=False)
    importing.validate(batch, lambda share, code: None)
    batch.refresh_from_db()
    assert batch.found["counts"]["application"] == {"new": 1}
    importing.commit(batch, officer, timezone.now())
    assert Organisation.objects.get().name_ko == "견본기업"


def test_a_name_that_is_nearly_known_needs_a_decision_which_is_applied(empty, officer):
    from gyoryu.base.names import Names

    known = register_organisation(OrganisationInput(Names("푸른숲대기환경기술")), by=None)
    batch = validated(empty, sheets(참가기업=[["기업명", "언어"], ["푸른숲대기환경기슬", "한국어"]]), officer)
    (near,) = batch.found["near"]
    assert near["candidates"] == [known.pk]
    assert batch.found["counts"]["organisation"] == {"new": 1}
    importing.choose(batch, {}, {near["place"]: str(known.pk)}, officer, with_slots=False)
    importing.validate(batch, lambda share, code: None)
    importing.commit(batch, officer, timezone.now())
    assert Application.objects.get().organisation_id == known.pk


def test_two_organisations_of_one_name_must_be_distinguished(empty, officer):
    from gyoryu.base.names import Names

    for _ in range(2):
        register_organisation(OrganisationInput(Names("같은이름")), by=None)
    batch = validated(empty, sheets(참가기업=[["기업명", "언어"], ["같은이름", "한국어"]]), officer)
    assert [code for code, *_ in faults(batch)] == ["several_of_that_name"]


def test_wishes_alone_mean_those_who_take_part(officer):
    event = consultation(sellers=2, buyers=1, ask=False)
    data = sheets(
        상담신청=[
            ["참가기업", "바이어", "신청 측", "순위"],
            ["S001", "样例 B001", "양측", 2],
            ["견본 S002", "B001", "기업", 1],
        ]
    )
    committed(event, data, officer)
    wishes = Wish.objects.values_list("asker__number", "asked__number", "rank")
    assert sorted(wishes) == [("B001", "S001", 2), ("S001", "B001", 2), ("S002", "B001", 1)]
    changed = committed(event, sheets(상담신청=[["참가기업", "바이어", "순위"], ["S001", "B001", 1]]), officer)
    assert Wish.objects.get(asker__number="S001").rank == 1
    importing.revert(changed, officer, timezone.now())
    assert Wish.objects.get(asker__number="S001").rank == 2


def test_an_interpreter_is_changed_and_restored(officer):
    event = consultation(interpreters=1)
    batch = committed(
        event, sheets(통역=[["번호", "성명(국문)", "언어", "최대 상담"], ["I01", "", "한국어, 영어", 5]]), officer
    )
    interpreter = Interpreter.objects.get()
    assert (interpreter.languages, interpreter.most, interpreter.version) == (["ko", "en"], 5, 2)
    importing.revert(batch, officer, timezone.now())
    interpreter.refresh_from_db()
    assert (interpreter.languages, interpreter.most) == (["ko", "zh"], None)


def test_what_has_been_used_since_is_not_reverted(empty, officer):
    batch = committed(empty, sheets(참가기업=rows(2), 바이어=[["번호", "바이어명(국문)"], ["B001", "바이어"]]), officer)
    seller, buyer = (Application.objects.get(number=number) for number in ("S001", "B001"))
    Wish.objects.create(event=empty, asker=seller, asked=buyer, created_at=timezone.now())
    before = everything()
    with pytest.raises(Refused) as refused:
        importing.revert(batch, officer, timezone.now())
    assert refused.value.code == "import_in_use"
    assert refused.value.detail["uses"] == {"wish": 2}
    assert everything() == before
    Wish.objects.all().delete()
    Application.objects.filter(number="S002").update(version=2)
    with pytest.raises(Refused) as refused:
        importing.revert(batch, officer, timezone.now())
    assert refused.value.detail["uses"] == {"edited_application": 1}


def test_what_has_been_edited_since_is_not_overwritten_by_reverting(officer):
    event = consultation(interpreters=1)
    batch = committed(event, sheets(통역=[["번호", "언어", "최대 상담"], ["I01", "한국어, 영어", 5]]), officer)
    Interpreter.objects.update(most=7)
    with pytest.raises(Refused) as refused:
        importing.revert(batch, officer, timezone.now())
    assert refused.value.detail["uses"] == {"edited_interpreter": 1}
    assert Interpreter.objects.get().most == 7


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"<html>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_what_is_no_workbook_is_not_stored(empty, officer, data):
    with pytest.raises(Refused, match="bad_workbook"):
        importing.receive(empty, data, "x.xlsx", officer)
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize("language", ["ko", "zh", "en"])
def test_the_template_is_understood_without_faults(empty, officer, tmp_path, language):
    write_template(language, tmp_path / "t.xlsx", INCOMING)
    batch = validated(empty, (tmp_path / "t.xlsx").read_bytes(), officer)
    assert faults(batch) == []
    assert batch.found["counts"]["application"]["new"] > 3
    assert all(code for sheet in batch.found["sheets"] for *_, code in sheet["columns"])


def queries_of(event, count, officer):
    batch = validated(event, sheets(참가기업=rows(count, start=10 * count)), officer)
    with CaptureQueriesContext(
        connection,
    ) as validation:
        importing.validate(batch, lambda share, code: None)
    with CaptureQueriesContext(connection) as commit:
        importing.commit(batch, officer, timezone.now())
    return len(validation), len(commit)


def test_a_hundred_rows_take_as_many_queries_as_three(empty, officer):
    few, many = queries_of(empty, 3, officer), queries_of(empty, 100, officer)
    assert many[0] <= few[0] + 1
    assert many[1] <= few[1] + 100 + 2  # the search index is written row by row
