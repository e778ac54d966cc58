"""OFD: text in visual order, missing parts, limits."""

import io
import zipfile

from docread.formats import Limits, extract
from tests.docread.formats.sample_files import ofd


def without_member(data, name):
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as original, zipfile.ZipFile(buffer, "w") as copy:
        for member in original.namelist():
            if member != name:
                copy.writestr(member, original.read(member))
    return buffer.getvalue()


def test_lines_are_in_visual_order():
    extracted = extract(ofd([(10, 50, "双方将举办洽谈会。"), (90, 30, "签署备忘录。"), (10, 30, "山东省与韩国")]))
    assert (extracted.kind, extracted.text) == ("ofd", "山东省与韩国签署备忘录。\n双方将举办洽谈会。\n")


def test_a_page_without_text_is_scanned():
    assert extract(ofd([])).code == "scanned"


def test_invisible_text_is_left_out():
    data = ofd([(10, 30, "山东省与韩国签署备忘录。")])
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as original, zipfile.ZipFile(buffer, "w") as copy:
        for member in original.namelist():
            copy.writestr(
                member, original.read(member).replace(b"<ofd:TextObject ", b'<ofd:TextObject Visible="false" ')
            )
    assert extract(buffer.getvalue()).code == "scanned"


def test_a_missing_page_is_damage():
    data = without_member(ofd([(10, 30, "가")]), "Doc_0/Pages/Page_0/Content.xml")
    assert extract(data).code == "damaged"


def test_limit_of_pages():
    assert extract(ofd([(10, 30, "가")]), limits=Limits(pages=0)).code == "too_large"
