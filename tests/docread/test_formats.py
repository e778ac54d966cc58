"""Files of each kind, made here; and a named refusal for each that cannot be read."""

import io
import random
import struct
import zipfile
import zlib

import pypdf
import pytest

import docread
from docread.formats import Limits, extract

LINES = ["견본부는 5월 12일 서울에서 견본 협력 포럼을 개최했다고 밝혔다.", "두 번째 문단입니다."]


def packed(parts, **options):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def docx(lines=LINES, inside=""):
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    return packed({"word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}{inside}</w:body></w:document>'})


def hwpx(lines=LINES, manifest="<m/>"):
    body = "".join(f"<hp:p><hp:run><hp:t>{line}</hp:t></hp:run></hp:p>" for line in lines)
    section = f'<hs:sec xmlns:hs="urn:s" xmlns:hp="urn:p">{body}</hs:sec>'
    return packed(
        {"mimetype": "application/hwp+zip", "Contents/section0.xml": section, "META-INF/manifest.xml": manifest}
    )


def hwp_section(lines=LINES):
    raw = b""
    for line in lines:
        payload = (line + "\r").encode("utf-16-le")
        raw += struct.pack("<I", 67 | (min(len(payload), 0xFFF) << 20)) + payload
    deflate = zlib.compressobj(wbits=-15)
    return deflate.compress(raw) + deflate.flush()


def hwp(lines=LINES, flags=1):
    """A compound file with the two streams that are read: sectors of 512 bytes, no mini stream."""
    header = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05000500, flags)
    streams = [header.ljust(4096, b"\0"), hwp_section(lines).ljust(4096, b"\0")]
    free, end, fat_mark = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    fat = [fat_mark, 2, end]  # sector 0: this table; 1 and 2: directory (eight entries)
    starts = []
    for stream in streams:
        starts.append(len(fat))
        count = len(stream) // 512
        fat += [len(fat) + n + 1 for n in range(count - 1)] + [end]
    fat += [free] * (128 - len(fat))

    def entry(name, kind, left=free, right=free, child=free, start=0, size=0):
        coded = name.encode("utf-16-le").ljust(64, b"\0")
        length = (len(name) + 1) * 2 if name else 0
        return (
            coded
            + struct.pack("<HBBIII", length, kind, 1, left, right, child)
            + bytes(36)
            + struct.pack("<IQ", start, size)
        )

    directory = [
        entry("Root Entry", 5, child=1, start=end),
        entry("BodyText", 1, right=2, child=3),
        entry("FileHeader", 2, start=starts[0], size=4096),
        entry("Section0", 2, start=starts[1], size=4096),
    ]
    directory += [entry("", 0)] * 4
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<I", 0)
    head = head.ljust(512, b"\xff")
    return head + struct.pack("<128I", *fat) + b"".join(directory) + b"".join(streams)


def pdf(lines=("A sample text of one page that is long enough.",)):
    content = "BT /F1 12 Tf 72 700 Td " + " ".join(f"({line}) Tj 0 -20 Td" for line in lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    written, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (
        written
        + f"xref\n0 6\n0000000000 65535 f \n{table}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF".encode()
    )


HTML = (
    "<html><body><nav><ul><li>메뉴</li></ul></nav><h1>제목</h1>"
    + "".join(f"<p>{line}</p>" for line in LINES)
    + "<script>x()</script></body></html>"
)
KINDS = {"docx": docx(), "hwpx": hwpx(), "hwp": hwp(), "html": HTML.encode(), "text": "\n".join(LINES).encode()}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_gives_its_lines(kind):
    found = extract(KINDS[kind])
    assert not isinstance(found, docread.Refusal), found
    assert found.kind == kind
    assert all(line in found.text for line in LINES)
    assert "x()" not in found.text


def test_pdf():
    found = extract(pdf())
    assert found.kind == "pdf"
    assert "A sample text" in found.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp949"])
def test_encodings_of_korean(encoding):
    assert LINES[0] in extract("\n".join(LINES).encode(encoding)).text


def test_a_chinese_encoding():
    text = "山东省发布工业废水排放标准，自明年起施行。" * 3
    assert extract(text.encode("gb18030")).text == text


def test_tables_are_read_row_by_row():
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in ("가", "나"))
    assert "가 \t나" in extract(docx(inside=f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")).text


def protected():
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(pdf())))
    writer.encrypt("x")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def scanned():
    page = "/Resources << /XObject << /I 5 0 R >> >>"
    return pdf(("",)).replace(b"/Resources << /Font << /F1 5 0 R >> >>", page.encode())


DEEP = "<w:x>" * 200 + "</w:x>" * 200
REFUSED = {
    "empty": b" \n\t",
    "unknown_kind": b"\x01\x02\x03\x00" * 30,
    "damaged": docx()[:-40],
    "encrypted": protected(),
    "scanned": scanned(),
    "made_by_script": b"<html><body><div id=root></div><script>go()</script></body></html>",
    "too_deep": docx(inside=DEEP),
    "archive_bomb": docx(["가" * 3_000_000]),
}


@pytest.mark.parametrize("code", REFUSED)
def test_every_refusal_has_its_name(code):
    found = docread.read(REFUSED[code])
    assert isinstance(found, docread.Refusal)
    assert found.code == code


def test_a_locked_hwpx_and_a_distribution_copy_are_told_apart_from_damage():
    assert docread.read(hwpx(manifest="<m><odf:encryption-data/></m>")).code == "encrypted"
    assert docread.read(hwp(flags=1 | 4)).code == "encrypted"


def test_limits_of_size_and_time():
    assert extract(b"a" * 100, limits=Limits(bytes=50)).code == "too_large"
    assert extract(docx(["가" * 500]), limits=Limits(characters=100)).code == "too_large"
    assert extract(docx(), limits=Limits(seconds=-1)).code == "too_slow"


def test_entities_are_never_expanded():
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><w:document xmlns:w="u"><w:t>&a;</w:t></w:document>'
    assert docread.read(packed({"word/document.xml": bomb})).code == "damaged"


def test_a_stub_is_flagged():
    document = docread.read("견본 보도자료입니다. 자세한 내용은 붙임을 참조하시기 바랍니다.".encode())
    assert "stub" in {one.code for one in document.warnings}


def mutated(data, chance):
    data = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(data))
        act = chance.randrange(3)
        if act == 0:
            data[at] ^= 1 << chance.randrange(8)
        elif act == 1:
            del data[at : at + chance.randint(1, 40)]
        else:
            data[at:at] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 20)))
        if not data:
            return b"x"
    return bytes(data)


@pytest.mark.parametrize("kind", [*KINDS, "pdf"])
def test_damaged_files_are_read_or_refused_and_never_break(kind):
    chance = random.Random(kind)
    seed = KINDS.get(kind) or pdf()
    for _ in range(150):
        found = docread.read(mutated(seed, chance))
        assert isinstance(found, docread.Refusal | docread.Document)


def test_one_damaged_byte_does_not_make_a_text_another_encoding():
    data = bytearray(("\n".join(LINES) * 5).encode())
    data[10] = 0xFF
    assert LINES[1] in extract(bytes(data)).text
