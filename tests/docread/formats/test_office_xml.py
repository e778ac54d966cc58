"""XML parts of office files: entities, tables, depth."""

import pytest

import docread
from docread.formats import extract
from docread.formats.limits import Budget, Limits, RefusalError
from docread.formats.office_xml import XmlTextReader
from tests.docread.formats.sample_files import docx, zip_of

ROLES = {"t": "text", "p": "paragraph", "c": "cell", "r": "row", "b": "break", "x": "skip"}


def text_of(xml, depth=50):
    return XmlTextReader(Budget(Limits(depth=depth)), ROLES).read(iter([xml.encode()]))


def test_roles_of_elements():
    assert text_of("<d><p><t>a</t><b/><t>b</t>no text</p><p><x><t>skipped</t></x><t>c</t></p></d>") == "a\nb\nc\n"


def test_tables_are_read_row_by_row():
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in ("가", "나"))
    assert "가 \t나" in extract(docx(inside=f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")).text


def test_entities_are_never_expanded():
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><w:document xmlns:w="u"><w:t>&a;</w:t></w:document>'
    assert docread.read(zip_of({"word/document.xml": bomb})).code == "damaged"


@pytest.mark.parametrize(("xml", "code"), [("<d><p>", "damaged"), ("<d>" * 51 + "</d>" * 51, "too_deep")])
def test_refusals(xml, code):
    with pytest.raises(RefusalError, match=code):
        text_of(xml)
