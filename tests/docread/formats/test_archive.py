"""Documents in a ZIP, with names in any encoding; bombs and nested archives are refused."""

import io
import struct
import zipfile

import pytest

import docread
from docread.formats import Limits, extract, extract_members

TEXT = "환경부는 산둥성과 업무협약을 체결했다고 밝혔다.\n".encode()
JPEG = b"\xff\xd8\xff\xe0" + b"0" * 200


def zipped(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def with_raw_names(name, encoding):
    """An archive whose names are bytes of an encoding that nothing tells."""
    raw = name.encode(encoding)
    plain = "x" * len(raw)
    return zipped({plain: TEXT}).replace(plain.encode(), raw)


@pytest.mark.parametrize("encoding", ["cp949", "gb18030", "utf-8"])
def test_names_in_any_encoding(encoding):
    name = "보도자료 환경부 협약.txt" if encoding != "gb18030" else "新闻稿 生态环境部 合作.txt"
    (member,) = extract_members(with_raw_names(name, encoding)).documents
    assert member == docread.formats.ArchiveMember(name, TEXT)


def test_documents_and_other_files():
    inner = zipped({"안/둘째.txt": TEXT + b"2"})
    files = {"1126(조간)보도자료.txt": TEXT, "사진/photo.jpg": JPEG, "__MACOSX/._a": b"x", "빈.txt": b"", "속.zip": inner,
             "표.xlsx": zipped({"[Content_Types].xml": "<t/>", "xl/workbook.xml": "<w/>"})}  # fmt: skip
    members = extract_members(zipped(files))
    assert [member.name for member in members.documents] == ["1126(조간)보도자료.txt", "둘째.txt"]
    assert members.others == ("photo.jpg", "빈.txt", "표.xlsx")
    assert extract(zipped(files)).code == "archive"


def test_archive_bombs_are_refused():
    deep = zipped({"a.txt": TEXT})
    for _ in range(4):
        deep = zipped({"in.zip": deep})
    assert extract_members(deep).code == "archive_bomb"
    assert extract_members(zipped({"a.txt": b"a" * (5 << 20)}), Limits(growth=3)).code == "archive_bomb"
    wide = zipped({f"{n}.zip": zipped({"a.txt": bytes([65 + n]) * 900_000}) for n in range(4)})
    assert extract_members(wide, Limits(unpacked=2_000_000)).code == "archive_bomb"
    assert extract_members(zipped({f"{n}.txt": TEXT for n in range(20)}), Limits(members=10)).code == "archive_bomb"
    lying = bytearray(zipped({"a.txt": TEXT}))
    at = lying.rfind(b"PK\x01\x02")
    lying[at + 24 : at + 28] = struct.pack("<I", 1 << 31)
    assert extract_members(bytes(lying)).code in {"archive_bomb", "damaged"}


@pytest.mark.parametrize("cut", range(30, 150, 7))
def test_damaged_archives_are_refused_or_partly_read(cut):
    members = extract_members(zipped({"a.txt": TEXT})[:cut])
    assert isinstance(members, docread.Refusal)
