import io
import re
import zipfile

import pytest
from openpyxl import Workbook

from gyoryu.base.sheets import RefusedFile, open_sheets, opening


def packed(fill) -> bytes:
    workbook = Workbook()
    fill(workbook.worksheets[0])
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def rewritten(data: bytes, part: str, change) -> bytes:
    """`data` with one part of the archive changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return file.getvalue()


def fill_a_little(sheet):
    sheet["A1"], sheet["B3"] = "기업명", 3
    sheet.merge_cells("A1:A4")


SMALL = packed(fill_a_little)
SHEET = "xl/worksheets/sheet1.xml"


def test_values_and_merges():
    (sheet,) = open_sheets(SMALL)
    assert sheet.cells == {(1, 1): "기업명", (3, 2): 3}
    assert sheet.upper == {(2, 1): (1, 1), (3, 1): (1, 1), (4, 1): (1, 1)}
    assert sheet.rows() == [1, 3]


def test_a_file_and_its_bytes_are_the_same(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(SMALL)
    assert open_sheets(tmp_path / "a.xlsx") == open_sheets(SMALL)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512, "old_excel"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 64 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xef\xbb\xbf<html><table><tr><td>1</td></tr></table></html>", "html"),
        (b"<\0t\0a\0b\0l\0e\0", "html"),
        (b"a letter, not a table\0", "not_excel"),
        (b"a line without any column", "not_excel"),
        (SMALL[: len(SMALL) // 2], "corrupt"),
        (b"PK\x03\x04" + b"\0" * 100, "corrupt"),
    ],
)
def test_other_files_are_refused_by_name(data, code):
    with pytest.raises(RefusedFile) as refusal:
        open_sheets(data)
    assert refusal.value.code == code


def test_damage_inside_the_archive():
    for change in (lambda _: b"<worksheet><sheetData>", lambda _: b"", lambda raw: raw.replace(b"B3", b"!!")):
        with pytest.raises(RefusedFile, match="corrupt"):
            open_sheets(rewritten(SMALL, SHEET, change))
    with pytest.raises(RefusedFile, match="corrupt"):
        open_sheets(rewritten(SMALL, "xl/workbook.xml", lambda _: b"<workbook/>"))


def test_another_archive_and_another_office():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(RefusedFile, match="not_excel"):
        open_sheets(file.getvalue())
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    with pytest.raises(RefusedFile, match="opendocument"):
        open_sheets(file.getvalue())


def test_a_missing_file(tmp_path):
    with pytest.raises(RefusedFile, match="not_found"):
        open_sheets(tmp_path / "nothing.xlsx")


def test_bombs_are_not_unpacked(monkeypatch):
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("unpacked"))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (8 << 20))
    with pytest.raises(RefusedFile, match="bomb"):
        open_sheets(file.getvalue())
    with zipfile.ZipFile(file, "w") as archive:
        for k in range(opening.MAX_ENTRIES + 1):
            archive.writestr(f"xl/{k}", b"")
    with pytest.raises(RefusedFile, match="bomb"):
        open_sheets(file.getvalue())
    monkeypatch.setattr(opening, "MAX_UNPACKED", 1000)
    with pytest.raises(RefusedFile, match="bomb"):
        open_sheets(SMALL)


def test_the_size_of_the_file_itself_is_limited(monkeypatch, tmp_path):
    monkeypatch.setattr(opening, "MAX_BYTES", 100)
    (tmp_path / "a.xlsx").write_bytes(SMALL)
    for source in (SMALL, tmp_path / "a.xlsx"):
        with pytest.raises(RefusedFile, match="too_large"):
            open_sheets(source)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_and_with_them_entities_are_refused(encoding):
    content = f"""<?xml version="1.0" encoding="{encoding}"?>
    <!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>"""
    with pytest.raises(RefusedFile, match="unsafe_xml"):
        open_sheets(rewritten(SMALL, SHEET, lambda _: content.encode(encoding)))


def test_a_giant_merge_is_refused_before_a_cell_is_made_for_each_place():
    grown = rewritten(SMALL, SHEET, lambda raw: re.sub(rb'ref="A1:A4"', b'ref="A1:XFD1048576"', raw))
    with pytest.raises(RefusedFile, match="too_large"):
        open_sheets(grown)


def test_a_far_away_cell_costs_nothing():
    def fill(sheet):
        sheet["A1"], sheet["XFD1048576"] = "a", "z"

    assert open_sheets(packed(fill))[0].cells == {(1, 1): "a", (1048576, 16384): "z"}


def test_formulas_count_as_their_stored_value_and_errors_are_told():
    def fill(sheet):
        sheet["A1"], sheet["A2"], sheet["A3"] = "=1+1", "=2+2", "#REF!"

    stored = re.compile(rb"<f>2\+2</f><v\s*/>|<f>2\+2</f><v></v>")
    data = rewritten(packed(fill), SHEET, lambda raw: stored.sub(b"<f>2+2</f><v>4</v>", raw))
    (sheet,) = open_sheets(data)
    assert sheet.cells == {(2, 1): 4}
    assert sheet.bad == {(1, 1): ("formula_without_value", "=1+1"), (3, 1): ("cell_error", "#REF!")}
