"""Parts of an .xlsx beside its sheets."""

import io
import zipfile

import pytest

from gyoryu.base.sheets.grid import RefusedFile
from gyoryu.base.sheets.parts import Budget, Relations, Shared, SharedStrings, Styles, Workbook, clean, style_number

NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://r"'


def read(part, xml):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("part.xml", xml)
    with zipfile.ZipFile(buffer) as archive:
        part.read(archive, "part.xml")
    return part


def test_sheets_have_names_relations_and_may_be_hidden():
    xml = f"""<workbook {NAMESPACE}><workbookPr date1904="1"/><sheets><sheet name="가" r:id="rId1"/>
        <sheet name="b" state="veryHidden" r:id="rId2"/></sheets></workbook>"""
    workbook = read(Workbook(Budget()), xml)
    assert workbook.sheets == [("가", False, "rId1"), ("b", True, "rId2")]
    assert workbook.is_1904


def test_relations_lead_to_targets_of_a_kind():
    relation = '<Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>'
    assert read(Relations(Budget()), f"<Relationships>{relation}</Relationships>").targets == {
        "rId1": ("worksheets/sheet1.xml", "worksheet")
    }


def test_texts_are_joined_and_how_they_are_read_aloud_is_left_out():
    xml = f"""<sst {NAMESPACE}><si><t>한</t></si><si><r><t>가</t></r><r><t>나</t></r><rPh><t>읽기</t></rPh></si>
        <si><t>a_x0000_b_x0041_</t></si><si/></sst>"""
    assert read(SharedStrings(Budget()), xml).strings == ["한", "가나", "abA", ""]


def test_formats_are_builtin_or_of_the_file():
    xml = f"""<styleSheet {NAMESPACE}><numFmts><numFmt numFmtId="164" formatCode="000-0000"/></numFmts>
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="164"/><xf numFmtId="14" quotePrefix="1"/>
        <xf numFmtId="x"/></cellXfs></styleSheet>"""
    styles = read(Styles(Budget()), xml)
    assert styles.formats == ["000-0000", "mm-dd-yy", ""]
    assert styles.quoted == {1}
    shared = Shared(formats=[*styles.formats, "[h]:mm:ss"])
    assert [shared.is_date(style) for style in ("0", "1", "3", "99", "x")] == [
        (False, False), (True, False), (True, True), (False, False), (False, False),
    ]  # fmt: skip
    assert (shared.format_of("0"), style_number("9" * 9)) == ("000-0000", 0)


@pytest.mark.parametrize(
    ("xml", "code"),
    [("<a><b></a>", "corrupt"), ("", "corrupt"), ("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "unsafe_xml")],
)
def test_xml_that_is_broken_or_dangerous_is_refused(xml, code):
    with pytest.raises(RefusedFile, match=code):
        read(Relations(Budget()), xml)


def test_what_is_read_of_a_file_is_bounded():
    budget = Budget(cells=3, elements=2)
    budget.take_cells(3)
    with pytest.raises(RefusedFile, match="too_large"):
        budget.take_cells(1)
    with pytest.raises(RefusedFile, match="too_large"):
        read(Relations(Budget(elements=2)), "<a><b/><b/></a>")


def test_characters_that_cannot_be_stored_are_dropped():
    assert clean("a\x00b\ud800c\x1f\uffff") == "abc"
