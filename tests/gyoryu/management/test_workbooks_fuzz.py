"""Whatever a workbook holds, `gyoryu plan` and the import answer with sentences."""

import io
import random
import zipfile

import pytest
from django.core.management import call_command
from django.urls import reverse
from openpyxl import Workbook

from gyoryu.management.commands import plan
from gyoryu.meetings.models import ImportBatch
from tests.gyoryu.consultations import consultation, person
from tests.gyoryu.web.reviewing import confirm

pytestmark = pytest.mark.django_db
ODD = [
    None,
    "",
    "-",
    "〃",
    "상동",
    "○",
    "★★",
    "=1+1",
    "없음",
    "ㅤ",
    "_x0000_",
    "a" * 33_000,
    "0" * 5000,
    "9" * 400,
    -1,
    1e300,
    10**18,
    0.1,
    True,
    "5/12 오전만",
    "12일~",
    "a@sample.example; b@sample.example",
    "1012345678",
    "S1",
    "B1, B2",
    "참가기업",
    "바이어",
    "구분",
    "1순위",
    "희망바이어1",
    "기업명",
    "이메일",
    "25:00",
    "24:00",
    "\r\n",
    "\u202e",
    "{x}",
    "%s",
    "<b>",
    "'; --",
    "emoji 🌊",
    "㈜",
    "한국",
    "필수",
    "X",
]
SHEETS = {
    "참가기업": [
        ["번호", "기업명", "언어", "불참", "최소", "최대", "담당자", "이메일", "휴대전화", "구분"],
        ["S1", "㈜가람", "한국어", None, 1, 3],
        ["S2", "누리", "한국어"],
    ],
    "바이어": [
        ["번호", "기업명", "언어", "테이블", "온라인"],
        ["B1", "칭허", "중국어", "T1", "X"],
        ["B2", "란하이", "중국어"],
    ],
    "상담신청": [["기업", "희망바이어1", "희망바이어2", "순위", "가능 시간"], ["S1", "B1", "B2"], ["S2", "B1"]],
    "상담시간": [["날짜", "시작", "종료", "상담 길이(분)"], ["2026-05-12", "09:00", "12:00", 60]],
    "테이블": [["번호"], ["T1"], ["T2"]],
    "Sheet1": [["구분", "기업명", "이메일"], ["바이어", "추가", "x@sample.example"]],
}


def odd_workbook(seed):
    chance = random.Random(seed)
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in SHEETS.items():
        if chance.random() < 0.1:
            continue
        sheet = workbook.create_sheet(
            name if chance.random() < 0.9 else chance.choice(["시트", "명단", "a", "테이블표"])
        )
        for row in rows:
            sheet.append([chance.choice(ODD) if chance.random() < 0.15 else value for value in row])
        if chance.random() < 0.2:
            sheet.row_dimensions[2].hidden = True
    if not workbook.worksheets:
        workbook.create_sheet("a")
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def damaged(data, seed):
    chance = random.Random(seed)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            raw = bytearray(old.read(name))
            if chance.random() < 0.3:
                raw[chance.randrange(len(raw))] = chance.randrange(256)
            new.writestr(name, bytes(raw))
    return out.getvalue()


@pytest.mark.parametrize("seed", range(40))
def test_plan_ends_with_a_status(seed, tmp_path, monkeypatch):
    """Up to where the search would begin."""
    planned = []
    monkeypatch.setattr(plan.Command, "_plan", lambda self, input_data, options: planned.append(input_data.problem))
    data = odd_workbook(seed)
    (tmp_path / "a.xlsx").write_bytes(damaged(data, seed) if seed % 3 == 0 else data)
    hidden = "leave-out" if seed % 2 else "take"
    try:
        call_command("plan", tmp_path / "a.xlsx", out=tmp_path / "out", hidden=hidden)
    except SystemExit as end:
        assert end.code == 2  # noqa: PT017
    else:
        assert planned


@pytest.mark.parametrize("seed", range(10))
def test_import_answers_with_a_page(seed, client, settings, tmp_path):
    settings.FILES = tmp_path
    event = consultation(sellers=0, buyers=0, slots=0, tables=0)
    client.force_login(person("officer@agency.example", event.programme, "officer"))
    data = odd_workbook(seed)
    file = io.BytesIO(damaged(data, seed) if seed % 4 == 0 else data)
    file.name = "odd.xlsx" if seed % 5 else "odd.csv"
    response = client.post(reverse("event-exchange", args=[event.pk]), {"file": file, "with_slots": "on"}, follow=True)
    assert response.status_code in (200, 400)
    batch = ImportBatch.objects.first()
    if batch is None:
        return
    arguments = [event.pk, batch.pk]
    kinds = {
        f"kind-{n}": random.Random(seed + n).choice(["sellers", "wishes", "participants", "slots", ""])
        for n in range(6)
    }
    assert (
        client.post(reverse("import", args=arguments), {**kinds, "without_hidden": "on"}, follow=True).status_code
        == 200
    )
    assert client.post(reverse("import", args=arguments), {"with_slots": "on"}, follow=True).status_code == 200
    assert client.post(reverse("import-bring-in", args=arguments), follow=True).status_code == 200
    assert confirm(client, reverse("import-take-back", args=arguments), follow=True).status_code == 200
