"""Plain text: byte order marks, declared and undeclared legacy encodings, damaged bytes."""

import pytest

from docread.formats import extract
from docread.formats.limits import RefusalError
from docread.formats.plain_text import decode
from tests.docread.formats.sample_files import LINES

KOREAN = "\n".join(LINES)
CHINESE = "山东省发布工业废水排放标准，自明年起施行。" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_korean_encodings(encoding):
    assert extract(KOREAN.encode(encoding)).text == KOREAN


@pytest.mark.parametrize("declared", ["", "gb18030", "cp949", "no-such-encoding"])
def test_a_chinese_encoding_whatever_is_declared(declared):
    assert decode(CHINESE.encode("gb18030"), declared) == CHINESE


def test_traditional_characters_in_big5():
    text = "山東省生態環境廳與韓國環境部簽署綠色產業合作備忘錄，雙方將舉辦洽談會。"
    assert decode(text.encode("cp950"), "cp950") == text


def test_a_damaged_byte_does_not_change_the_encoding():
    data = bytearray((KOREAN * 5).encode())
    data[10] = 0xFF
    assert LINES[1] in decode(bytes(data))


def test_bytes_in_no_known_encoding_are_damage():
    with pytest.raises(RefusalError, match="damaged"):
        decode(b"\xff\xff\xff " * 50)


def test_line_ends_are_unified():
    assert extract("가나다\r\n라마바\r사아자".encode()).text == "가나다\n라마바\n사아자"
