"""Sheets that were saved as text."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gyoryu.base.sheets import RefusedFile, open_sheets

KOREAN = [
    ["기업번호", "기업명(국문)", "국가", "언어"],
    ["S001", "가람수처리", "한국", "한국어"],
    ["S002", "나래, 환경", "한국", "한국어"],
]
CHINESE = [
    ["编号", "企业名称", "国家", "语言"],
    ["B001", "济南蓝海水务有限公司", "中国", "中文"],
    ["B002", "青岛绿源环保股份", "中国", "中文"],
]


def delimited_bytes(rows, delimiter, encoding):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("rows", "encoding"),
    [
        (KOREAN, "cp949"),
        (KOREAN, "utf-8"),
        (KOREAN, "utf-8-sig"),
        (KOREAN, "utf-16"),
        (CHINESE, "gb18030"),
        (CHINESE, "utf-8-sig"),
    ],
)
def test_a_list_in_the_encodings_of_excel(rows, delimiter, encoding):
    (sheet,) = open_sheets(delimited_bytes(rows, delimiter, encoding), "2. 참가기업.csv")
    assert (sheet.name, sheet.is_delimited) == ("2. 참가기업", True)
    assert [[sheet.cells[r, c] for c in range(1, 5)] for r in range(1, 4)] == rows


def test_a_file_is_called_after_its_name(tmp_path):
    (tmp_path / "바이어.csv").write_bytes(delimited_bytes(KOREAN, ",", "cp949"))
    assert open_sheets(tmp_path / "바이어.csv")[0].name == "바이어"


def test_zeros_that_a_sheet_keeps_by_a_formula():
    (sheet,) = open_sheets('이름,전화\n가람,"=""01012345678"""\n'.encode())
    assert sheet.cells[2, 2] == "01012345678"


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    try:
        assert open_sheets(data)
    except RefusedFile as refusal:
        assert refusal.code  # noqa: PT017
