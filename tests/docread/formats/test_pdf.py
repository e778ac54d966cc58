"""PDF: text, CMaps of fonts that are not embedded, limits."""

import pypdf._cmap

from docread.formats import Limits, extract
from tests.docread.formats.sample_files import pdf


def test_text_of_a_page():
    extracted = extract(pdf())
    assert (extracted.kind, extracted.text) == ("pdf", "A sample text of one page that is long enough.\n\n")


def test_a_page_without_text_or_image_is_empty():
    assert extract(pdf(("",))).code == "empty"


def test_limit_of_pages():
    assert extract(pdf(), limits=Limits(pages=0)).code == "too_large"


def test_predefined_cmaps_of_korean_and_chinese_fonts_are_known():
    extract(pdf())
    known = pypdf._cmap._predefined_cmap
    assert known["/KSCms-UHC-H"] == "cp949"
    assert known["/GBK-EUC-V"] == "gbk"
