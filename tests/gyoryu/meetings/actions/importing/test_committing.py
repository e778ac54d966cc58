"""Import of a workbook: validated, committed once, reverted as a whole."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions import importing
from gyoryu.meetings.actions.importing.committing import commit, request_commit
from gyoryu.meetings.models import Application, ImportBatch, Interpreter, Wish
from gyoryu.organisations.actions import OrganisationInput, register_organisation
from gyoryu.organisations.models import Organisation
from gyoryu.organisations.queries import search
from tests.gyoryu.consultations import BEGIN, consultation
from tests.gyoryu.meetings.actions.importing.uploads import committed, everything, in_state, rows, sheets, validated

EXAMPLE = Path(__file__).parents[5] / "examples/consultation-ko.xlsx"
pytestmark = pytest.mark.django_db


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


State = ImportBatch.State


@pytest.mark.parametrize("state", [state for state in State.values if state != State.LOOKED])
def test_only_a_validated_import_is_committed_by_a_worker(batch, officer, state):
    with pytest.raises(Refused, match="import_is_over"):
        request_commit(in_state(batch, state), officer)


@pytest.mark.parametrize("state", [State.LOOKING, State.DONE, State.UNDONE])
def test_nothing_is_committed_twice(batch, officer, state):
    with pytest.raises(Refused, match="import_is_over"):
        commit(in_state(batch, state), officer, BEGIN)
