"""HWP 5: paragraph records, control characters, protected files."""

import struct

import pytest

import docread
from docread.formats import hwp as hwp_format
from docread.formats.limits import LIMITS, Budget, RefusalError
from tests.docread.formats.sample_files import hwp


@pytest.mark.parametrize(("flag", "detail"), [(2, ""), (4, "distribution copy")])
def test_protected_files_are_refused_as_encrypted(flag, detail):
    assert docread.read(hwp(flags=1 | flag)) == docread.Refusal("encrypted", detail)


def test_an_old_office_file_is_of_unknown_kind():
    renamed = hwp().replace("FileHeader".encode("utf-16-le"), "WordDocume".encode("utf-16-le"))
    assert docread.read(renamed).code == "unknown_kind"


def test_control_characters_are_dropped_with_their_parameters():
    wide_control = struct.pack("<8H", 11, 1, 2, 3, 4, 5, 6, 11)
    tab = struct.pack("<8H", 9, 0, 0, 0, 0, 0, 0, 9)
    payload = "가".encode("utf-16-le") + wide_control + tab + "나\r".encode("utf-16-le")
    record = struct.pack("<I", 67 | (len(payload) << 20)) + payload
    assert hwp_format._section_text(record, False, Budget(LIMITS)) == "가\t나"


def test_a_record_longer_than_its_header_can_count():
    payload = ("가" * 5_000).encode("utf-16-le")
    record = struct.pack("<II", 67 | (0xFFF << 20), len(payload)) + payload
    assert hwp_format._section_text(record, False, Budget(LIMITS)) == "가" * 5_000


def test_invalid_compression_is_damage():
    with pytest.raises(RefusalError, match="damaged"):
        hwp_format._section_text(b"\xff" * 40, True, Budget(LIMITS))
