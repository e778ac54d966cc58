"""RTF: escaped and encoded characters, hidden text, depth."""

import pytest

from docread.formats import extract
from tests.docread.formats.sample_files import LINE, rtf


@pytest.mark.parametrize("escaped", [True, False])
def test_visible_text(escaped):
    extracted = extract(rtf(LINE, escaped=escaped))
    assert extracted.kind == "rtf"
    assert LINE in extracted.text
    assert "secret" not in extracted.text


def test_a_chinese_code_page():
    line = "山东省生态环境厅与韩国环境部签署备忘录。"
    assert line in extract(rtf(line, code_page="936", escaped=False)).text


def test_groups_nested_too_deeply():
    assert extract(b"{\\rtf1 " + b"{" * 5000 + b"a" + b"}" * 5000).code == "too_deep"
