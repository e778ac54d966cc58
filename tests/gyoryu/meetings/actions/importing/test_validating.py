"""The dry run of an import."""

import pytest
from django.utils import timezone

from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions import importing
from gyoryu.meetings.actions.importing.validating import choose
from gyoryu.meetings.models import Application, ImportBatch
from gyoryu.meetings.workbook.columns import INCOMING
from gyoryu.meetings.workbook.template import write_template
from gyoryu.organisations.actions import OrganisationInput, register_organisation
from gyoryu.organisations.models import Organisation
from tests.gyoryu.meetings.actions.importing.uploads import everything, faults, in_state, sheets, validated

pytestmark = pytest.mark.django_db


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


State = ImportBatch.State
NOT_OPEN = (State.BRINGING, State.DONE, State.UNDONE)


@pytest.mark.parametrize("state", NOT_OPEN)
def test_choices_are_refused_once_it_is_committed(batch, officer, state):
    with pytest.raises(Refused, match="import_is_over"):
        choose(in_state(batch, state), {}, {}, officer, with_slots=True)
