"""Our own export is brought in again without a fault and without a change."""

import random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from gyoryu.exports.event_workbook import write_export
from gyoryu.meetings.models import Application, Wish
from gyoryu.meetings.queries.incoming import compare
from gyoryu.meetings.workbook.incoming import read_incoming
from gyoryu.organisations.actions.indexing import update_name_keys
from gyoryu.organisations.models import Organisation
from gyoryu.programmes.models import Table
from tests.gyoryu.consultations import consultation

pytestmark = pytest.mark.django_db

ODD = [
    "㈜가람",
    "가람",
    "가람 주식회사",
    "=1+1",
    "+82",
    "-",
    "없음",
    "〃",
    "상동",
    "Total",
    "Total Energies",
    "합계",
    "※ 견본",
    "비고",
    "☆별☆",
    "A, B; C",
    "B001",
    "S002",
    "O",
    "X",
    "바이어",
    "참가기업",
    "臺灣淨水",
    "台湾净水",
    " 두 칸  띄움 ",
    "줄\n바꿈",
    "_x000D_",
    "None",
    "1",
    "001",
    "2026-05-12",
    "5/12",
    "TRUE",
    "#N/A",
    "'따옴표",
    "emoji 🌊",
    "ㅤ가",
    "ＡＢＣ",
    "가" * 190,
]
names = st.one_of(st.sampled_from(ODD), st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30))


def exported(event, language, folder):
    path = folder / "export.xlsx"
    write_export(event, language, path, lambda share: None)
    return path.read_bytes()


def compared(event, data):
    return compare(event, read_incoming(data, name="export.xlsx"), {}, with_slots=False)


def assert_unchanged(comparison):
    assert [(f.code, f.sheet, f.row, f.column, f.detail) for f in comparison.faults] == []
    states = {(item.kind, item.state, tuple(item.values.items())) for item in comparison.items if item.state != "same"}
    assert states == set()
    assert {"organisation", "application", "wish"} <= {item.kind for item in comparison.items}


@pytest.mark.parametrize("language", ["ko", "zh", "en"])
def test_an_ordinary_event(language, tmp_path):
    event = consultation(sellers=3, buyers=2)
    Application.objects.filter(number="S001").update(table=event.tables.first())
    for organisation in Organisation.objects.all():
        update_name_keys(organisation)
    data = exported(event, language, tmp_path)
    comparison = compared(event, data)
    assert_unchanged(comparison)
    assert comparison.counts()["wish"] == {"same": 12}
    assert not [note for note in comparison.notes if note.code == "column_ignored" and note.header in ("구분", "类别")]


@settings(
    max_examples=20, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn=st.lists(st.tuples(names, names, names), min_size=5, max_size=5), seed=st.integers(0, 10_000))
def test_events_with_odd_values(drawn, seed, tmp_path):
    chance = random.Random(seed)
    event = consultation(sellers=3, buyers=2, tables=0)
    Table.objects.bulk_create(Table(event=event, name=name, order=k) for k, name in enumerate(("T1", "T-1", "1", "01")))
    for application, (ko, zh, en) in zip(Application.objects.filter(event=event), drawn, strict=True):
        organisation = application.organisation
        if ko.strip() or zh.strip() or en.strip():
            organisation.name_ko, organisation.name_zh, organisation.name_en = ko, zh, en
        organisation.country = chance.choice(["KR", "CN", "MX", "ET", ""])
        organisation.save()
        update_name_keys(organisation)
        application.table = chance.choice([None, *event.tables.all()])
        application.state = chance.choice(["accepted", "accepted", "accepted", "withdrawn"])
        application.save()
    for wish in Wish.objects.filter(event=event):
        wish.rank, wish.note = chance.randint(1, 9), chance.choice(["", "=1+1", "조기 상담"])
        wish.save()
    Application.objects.filter(pk=Application.objects.first().pk).update(state="accepted")
    assert_unchanged(compared(event, exported(event, chance.choice(["ko", "zh", "en"]), tmp_path)))


def test_numbers_decide_between_two_of_one_name(tmp_path):
    event = consultation(sellers=3, buyers=2)
    Organisation.objects.filter(name_ko__in=["견본 S001", "견본 S002"]).update(name_ko="한이름", name_zh="", name_en="")
    for organisation in Organisation.objects.all():
        update_name_keys(organisation)
    assert_unchanged(compared(event, exported(event, "ko", tmp_path)))


def test_its_sheets_are_made_of_text_that_runs_nowhere(tmp_path):
    event = consultation()
    Organisation.objects.filter(name_ko="견본 S001").update(name_ko="=HYPERLINK(1)")
    (tmp_path / "a.xlsx").write_bytes(exported(event, "ko", tmp_path))
    sheet = load_workbook(tmp_path / "a.xlsx")["참가자"]
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
