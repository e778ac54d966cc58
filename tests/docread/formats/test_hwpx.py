"""HWPX: ruby text, order of sections, encrypted files."""

import docread
from docread.formats import extract
from tests.docread.formats.sample_files import hwpx, zip_of


def section(text):
    return f'<hs:sec xmlns:hs="urn:s" xmlns:hp="urn:p"><hp:p><hp:run>{text}</hp:run></hp:p></hs:sec>'


def test_an_encrypted_file():
    assert docread.read(hwpx(manifest="<m><odf:encryption-data/></m>")).code == "encrypted"


def test_ruby_text_is_left_out():
    ruby = (
        "<hp:t>26일 </hp:t><hp:dutmal><hp:mainText>산둥성 생태환경청</hp:mainText><hp:subText>山東省</hp:subText>"
        "</hp:dutmal><hp:t>과 협약</hp:t>"
    )
    assert extract(zip_of({"Contents/section0.xml": section(ruby)})).text == "26일 산둥성 생태환경청과 협약\n"


def test_sections_are_in_numerical_order():
    parts = {f"Contents/section{n}.xml": section(f"<hp:t>{n}장</hp:t>") for n in (10, 2, 0)}
    assert extract(zip_of(parts)).text.split() == ["0장", "2장", "10장"]
